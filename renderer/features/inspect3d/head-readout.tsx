import { useEffect, useRef } from 'react';
import type { FaceRig } from '../../scene/face-rig';
import { useFormats } from '../../strings/use-formats';
import { useShownFrame, type FrameFeed } from './frame-feed';
import { useInspectStrings } from './strings';

const degrees = 180 / Math.PI;

/** How the head is turned in the frame, and how large the mesh is. */
export function HeadReadout({
  rig,
  feed,
  seen,
}: {
  readonly rig: FaceRig;
  readonly feed: FrameFeed;
  /** 0..1; undefined while the texture is on its way. */
  readonly seen: number | undefined;
}) {
  const strings = useInspectStrings();
  const { number } = useFormats();
  const known = useShownFrame(feed)?.mesh !== undefined;
  const values = useRef<(HTMLElement | null)[]>([]);
  useEffect(() => {
    const write = (): void => {
      const { yawRadians, pitchRadians, rollRadians } = rig.angles;
      [yawRadians, pitchRadians, rollRadians].forEach((angle, i) => {
        const element = values.current[i];
        // "-0" would be printed as such.
        if (element) element.textContent = `${Math.round(angle * degrees) + 0}°`.replace('-', '−');
      });
    };
    write();
    return rig.subscribe(write);
  }, [rig, known]);
  const names = [strings.yaw, strings.pitch, strings.roll];
  return (
    <>
      {known ? (
        <span className="inspect3d-pill">
          {names.map((name, i) => (
            <span key={name} className="inspect3d-angle">
              <em>{name}</em>{' '}
              <span
                ref={(element) => {
                  values.current[i] = element;
                }}
              />
            </span>
          ))}
        </span>
      ) : null}
      <span className="inspect3d-pill inspect3d-count">
        <em>{strings.vertices(number(rig.geometry.positions.length / 3))}</em>
        {seen === undefined ? null : (
          <>
            <em> · </em>
            {strings.seen(Math.round(seen * 100))}
          </>
        )}
      </span>
    </>
  );
}
