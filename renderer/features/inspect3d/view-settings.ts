import { create } from 'zustand';
import type { BallPoint } from '../../scene/light-direction';

/** Ways of looking at the face, in the order of keys 1 to 7. */
export const shadings = ['textured', 'clay', 'wireframe', 'normals', 'depth', 'prior', 'landmarks'] as const;
export type Shading = (typeof shadings)[number];

export const defaultLight = { x: 0.3, y: 0.42, key: 62, fill: 38 } as const;

export interface InspectView {
  readonly shading: Shading;
  /** Where the light shows on the ball. */
  readonly light: BallPoint;
  /** 0..100. */
  readonly key: number;
  readonly fill: number;
  /** The light follows the frame's. */
  readonly matched: boolean;
  /** Vertical, degrees. */
  readonly fovDegrees: number;
  readonly grid: boolean;
  readonly axes: boolean;
  /** The head is turned as in the frame; otherwise it looks at the viewer. */
  readonly posed: boolean;
  /** What lies over the frame. */
  readonly mesh: boolean;
  readonly landmarks: boolean;
  /** Per cent, of both. */
  readonly opacity: number;
  /** Also the curves before smoothing. */
  readonly rawPose: boolean;
  readonly change: (patch: Partial<Omit<InspectView, 'change'>>) => void;
}

/** How the room is set up. Kept while the user is in another room. */
export const useInspectView = create<InspectView>((set) => ({
  shading: 'textured',
  light: { x: defaultLight.x, y: defaultLight.y },
  key: defaultLight.key,
  fill: defaultLight.fill,
  matched: false,
  fovDegrees: 28,
  grid: true,
  axes: true,
  posed: true,
  mesh: true,
  landmarks: false,
  opacity: 70,
  rawPose: false,
  change: (patch) => set(patch),
}));
