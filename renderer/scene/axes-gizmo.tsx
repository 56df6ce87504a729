import { useImperativeHandle, useRef, type Ref } from 'react';
import { Vector3, type Camera } from 'three';

export interface AxesGizmoHandle {
  /** Turns the axes as the camera sees them. */
  follow(camera: Camera): void;
}

const axes = [
  { name: 'X', colour: 'var(--err)', direction: new Vector3(1, 0, 0) },
  { name: 'Y', colour: 'var(--ok)', direction: new Vector3(0, 1, 0) },
  { name: 'Z', colour: 'var(--info)', direction: new Vector3(0, 0, 1) },
] as const;

const reach = 20;

/** Which way the model's axes point: x to the viewer's right, y up, z towards the viewer of a frontal face. */
export function AxesGizmo({ ref, label }: { readonly ref?: Ref<AxesGizmoHandle>; readonly label: string }) {
  const groups = useRef<(SVGGElement | null)[]>([]);
  const scratch = useRef(new Vector3());
  useImperativeHandle(ref, () => ({
    follow(camera) {
      for (let i = 0; i < axes.length; i++) {
        const group = groups.current[i];
        if (group === null || group === undefined) continue;
        const seen = scratch.current.copy(axes[i].direction).transformDirection(camera.matrixWorldInverse);
        const x = 32 + reach * seen.x;
        const y = 32 - reach * seen.y;
        const [line, dot, text] = group.children;
        line.setAttribute('x2', x.toFixed(1));
        line.setAttribute('y2', y.toFixed(1));
        dot.setAttribute('cx', x.toFixed(1));
        dot.setAttribute('cy', y.toFixed(1));
        text.setAttribute('x', x.toFixed(1));
        text.setAttribute('y', (y + 2.6).toFixed(1));
        group.setAttribute('opacity', (0.72 + 0.28 * seen.z).toFixed(2));
      }
    },
  }));
  return (
    <svg className="inspect3d-gizmo" viewBox="0 0 64 64" role="img" aria-label={label}>
      <circle cx="32" cy="32" r="29" fill="none" stroke="var(--line-2)" />
      {axes.map(({ name, colour }, i) => (
        <g
          key={name}
          ref={(element) => {
            groups.current[i] = element;
          }}
        >
          <line x1="32" y1="32" x2="32" y2="32" stroke={colour} strokeWidth="1.5" strokeLinecap="round" />
          <circle r="5" cx="32" cy="32" fill={colour} />
          <text textAnchor="middle" fontSize="7" fontWeight="700" fill="var(--bg)">
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}
