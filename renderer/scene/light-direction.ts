/** A place on the light ball: x to the right, y up, both -1..1 within the unit disc. */
export interface BallPoint {
  readonly x: number;
  readonly y: number;
}

/** Lights stay a little before the ball's rim, where the direction would no longer be told from the back's. */
const rim = 0.98;

/** The point moved into the ball. */
export function ontoBall(x: number, y: number): BallPoint {
  const length = Math.hypot(x, y);
  const scale = length > rim ? rim / length : 1;
  return { x: x * scale, y: y * scale };
}

interface Direction {
  x: number;
  y: number;
  z: number;
}

/** Unit direction towards the light, in the viewer's space (x right, y up, z towards the viewer). */
export function lightDirection<T extends Direction>(point: BallPoint, out: T): T {
  const { x, y } = ontoBall(point.x, point.y);
  out.x = x;
  out.y = y;
  out.z = Math.sqrt(Math.max(0, 1 - x * x - y * y));
  return out;
}

/** Where on the ball a direction shows; what comes from behind lies on the rim. */
export function ballPointOf(direction: Readonly<Direction>): BallPoint {
  const length = Math.hypot(direction.x, direction.y, direction.z) || 1;
  if (direction.z >= 0) return ontoBall(direction.x / length, direction.y / length);
  const across = Math.hypot(direction.x, direction.y) || 1;
  return ontoBall(direction.x / across, direction.y / across);
}

/** The light after a key: arrows move it, Home puts it in front. Undefined for other keys. */
export function lightAfterKey(from: BallPoint, key: string, large: boolean): BallPoint | undefined {
  const step = large ? 0.25 : 0.05;
  switch (key) {
    case 'ArrowLeft':
      return ontoBall(from.x - step, from.y);
    case 'ArrowRight':
      return ontoBall(from.x + step, from.y);
    case 'ArrowUp':
      return ontoBall(from.x, from.y + step);
    case 'ArrowDown':
      return ontoBall(from.x, from.y - step);
    case 'Home':
      return { x: 0, y: 0 };
    default:
      return undefined;
  }
}

/** Angles of the light for the screen reader and the read-out: to the side and above, whole degrees. */
export function lightAngles(point: BallPoint): { side: number; above: number } {
  const { x, y, z } = lightDirection(point, { x: 0, y: 0, z: 0 });
  const degrees = 180 / Math.PI;
  return {
    side: Math.round(Math.atan2(x, z) * degrees),
    above: Math.round(Math.asin(Math.min(1, Math.max(-1, y))) * degrees),
  };
}
