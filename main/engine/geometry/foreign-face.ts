/** Parts of a head that a foreign model may tell from its skin; each has a region of that name in ours. */
export const innerParts = ['leftEyeball', 'rightEyeball', 'teeth', 'mouthBag'] as const;
export type InnerPart = (typeof innerParts)[number];

/** A face model of somebody else's as its file has it, in our units and axes. */
export interface ForeignFace {
  readonly name: string;
  readonly version: string;
  /** [V,3] mm, x to the viewer's right, y up, z towards the viewer. */
  readonly mean: Float32Array;
  /** [T,3], all turned the same way. */
  readonly triangles: Uint32Array;
  /** Each [V,3] mm per standard deviation, the largest first. */
  readonly identity: readonly Float32Array[];
  readonly expressions: readonly ForeignExpression[];
  /**
   * For expressions that are principal components: mm are per standard deviation, and coefficients may be negative. Left
   * out for units that go from 0 to 1.
   */
  readonly expressionsAreComponents: boolean;
  /** sRGB-encoded 0..1; ours is laid over the face where there is none. */
  readonly albedo: { readonly mean: Float32Array; readonly modes: readonly Float32Array[] } | undefined;
  /** [68,3] mm, iBUG-68 in its order. */
  readonly landmarks68: Float32Array;
  /** Its modes are those whose numbers networks of other projects give: where its own axes went is kept. */
  readonly isBasisOfNetworks?: boolean;
  /** What a vertex belongs to, where it is not skin. */
  readonly partOf: (vertex: number) => InnerPart | 'hidden' | undefined;
}

export interface ForeignExpression {
  readonly name: string;
  /** [V,3] mm */
  readonly offsets: Float32Array;
  /** Among components: one that goes from 0 to 1, and is kept however little it moves. */
  readonly isUnit?: boolean;
}
