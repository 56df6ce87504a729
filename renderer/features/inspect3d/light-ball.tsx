import type { PointerEvent } from 'react';
import { lightAfterKey, lightAngles, ontoBall, type BallPoint } from '../../scene/light-direction';
import { useInspectStrings } from './strings';

/** A ball lit as the face is; its light is dragged, or moved by the arrow keys. */
export function LightBall({
  light,
  fill,
  onChange,
}: {
  readonly light: BallPoint;
  /** 0..100, brightness of the ball's dark side. */
  readonly fill: number;
  readonly onChange: (light: BallPoint) => void;
}) {
  const strings = useInspectStrings();
  const angles = lightAngles(light);
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.getBoundingClientRect();
    onChange(
      ontoBall(
        ((event.clientX - box.left) / box.width) * 2 - 1,
        1 - ((event.clientY - box.top) / box.height) * 2,
      ),
    );
  };
  const left = `${(light.x + 1) * 50}%`;
  const top = `${(1 - light.y) * 50}%`;
  return (
    <div
      className="inspect3d-ball"
      role="slider"
      aria-label={strings.lightDirection}
      aria-valuemin={-90}
      aria-valuemax={90}
      aria-valuenow={angles.side}
      aria-valuetext={strings.lightValue(angles.side, angles.above)}
      tabIndex={0}
      style={{
        backgroundImage: `radial-gradient(circle at ${left} ${top}, #fdf6ee 0, #d9cfc6 ${18 + fill / 10}%, #8f8884 ${
          40 + fill / 6
        }%, #45434a ${66 + fill / 4}%, #1c1c20 ${90 + fill / 3}%)`,
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={drag}
      onKeyDown={(event) => {
        const next = lightAfterKey(light, event.key, event.shiftKey);
        if (next === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        onChange(next);
      }}
    >
      <i style={{ left, top }} />
    </div>
  );
}
