/** Where the viewer stands around the head: angles about its centre, degrees. Azimuth is positive to the viewer's right. */
export interface Standpoint {
  readonly azimuth: number;
  readonly elevation: number;
}

/** Named standpoints; `left` looks from the viewer's left. */
export const standpoints = {
  front: { azimuth: 0, elevation: 0 },
  left: { azimuth: -90, elevation: 0 },
  right: { azimuth: 90, elevation: 0 },
  threeQuarter: { azimuth: 32, elevation: 6 },
} as const satisfies Record<string, Standpoint>;
export type StandpointName = keyof typeof standpoints;
export const standpointNames = Object.keys(standpoints) as StandpointName[];

/** Highest elevation, so that "up" stays up. */
const steepest = 85;
const radians = Math.PI / 180;

/** Half the angle of view in the narrower direction, radians. */
function narrowHalfAngle(fovDegrees: number, aspect: number): number {
  const vertical = (fovDegrees * radians) / 2;
  return aspect >= 1 ? vertical : Math.atan(Math.tan(vertical) * aspect);
}

/**
 * How far away a ball of the given radius just fits, whatever the picture's shape.
 * @param fovDegrees vertical angle of view
 * @param aspect width over height
 */
export function fittingDistance(radius: number, fovDegrees: number, aspect: number): number {
  return radius / Math.sin(narrowHalfAngle(fovDegrees, aspect));
}

/** The distance at which another angle of view shows the head at the same size: a dolly zoom. */
export function dollyDistance(distance: number, fromFovDegrees: number, toFovDegrees: number): number {
  return (distance * Math.tan((fromFovDegrees * radians) / 2)) / Math.tan((toFovDegrees * radians) / 2);
}

interface Place {
  x: number;
  y: number;
  z: number;
}

/** The point at a distance from the origin; three's axes (z towards a viewer in front). */
export function placeOf<T extends Place>(at: Standpoint, distance: number, out: T): T {
  const azimuth = at.azimuth * radians;
  const elevation = at.elevation * radians;
  out.x = distance * Math.sin(azimuth) * Math.cos(elevation);
  out.y = distance * Math.sin(elevation);
  out.z = distance * Math.cos(azimuth) * Math.cos(elevation);
  return out;
}

export function standpointOf(place: Readonly<Place>): Standpoint {
  const distance = Math.hypot(place.x, place.y, place.z);
  if (distance === 0) return { azimuth: 0, elevation: 0 };
  return {
    azimuth: Math.atan2(place.x, place.z) / radians,
    elevation: Math.asin(Math.min(1, Math.max(-1, place.y / distance))) / radians,
  };
}

/** Walks around the head; the azimuth stays within -180..180. */
export function walk(from: Standpoint, azimuthStep: number, elevationStep: number): Standpoint {
  const turned = from.azimuth + azimuthStep;
  return {
    azimuth: turned - 360 * Math.round(turned / 360),
    elevation: Math.min(steepest, Math.max(-steepest, from.elevation + elevationStep)),
  };
}

/** Part of the way between two standpoints, the shorter way round. */
export function between(from: Standpoint, to: Standpoint, share: number): Standpoint {
  const difference = to.azimuth - from.azimuth;
  return walk(
    { azimuth: from.azimuth, elevation: from.elevation + (to.elevation - from.elevation) * share },
    (difference - 360 * Math.round(difference / 360)) * share,
    0,
  );
}

/** Centre and radius of a mesh's bounding box: [x, y, z, radius]. */
export function boundsOf(positions: Float32Array): readonly [number, number, number, number] {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    const c = i % 3;
    if (positions[i] < low[c]) low[c] = positions[i];
    if (positions[i] > high[c]) high[c] = positions[i];
  }
  return [
    (low[0] + high[0]) / 2,
    (low[1] + high[1]) / 2,
    (low[2] + high[2]) / 2,
    Math.hypot(high[0] - low[0], high[1] - low[1], high[2] - low[2]) / 2,
  ];
}
