/**
 * Types of the geometry everyone shares. Frame: x right, y down, pixel centres at +0.5.
 * Model: millimetres, x to the viewer's right, y up, z towards the viewer.
 */

/** Similarity p' = s R p + t in 2D: x' = a x - b y + tx, y' = b x + a y + ty. Named to-from, e.g. `cropFromFrame`. */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/**
 * Pinhole camera in the frame. A camera-space point (x right, y up, z towards the viewer; the face sits at
 * negative z) projects to u = centreX + focalPixels * x / -z, v = centreY - focalPixels * y / -z.
 */
export interface Camera {
  readonly focalPixels: number;
  readonly centreX: number;
  readonly centreY: number;
}

/**
 * cameraFromModel: p_camera = R p_model + translation. R = Rz(roll) Ry(yaw) Rx(pitch), right-handed, radians.
 * Positive yaw turns the face to the viewer's right, positive pitch looks down, positive roll is
 * anticlockwise as seen by the viewer.
 */
export interface Pose {
  readonly pitchRadians: number;
  readonly yawRadians: number;
  readonly rollRadians: number;
  /** Millimetres, camera space. */
  readonly translation: readonly [number, number, number];
}

/** What the fit says about one face in one frame, given the person's identity. */
export interface FaceFit {
  readonly pose: Pose;
  /** Weights of the model's expression modes, length E: 0..1, of `expressionDeviations` -1..1. */
  readonly expression: Float32Array;
  /** Second-order spherical harmonics, 27 = 3 colours x 9, Deep3D order and constants; DC carries +0.8 implicitly. */
  readonly light: Float32Array;
  /** Median distance of the 478 landmarks to their projected model points over the inter-ocular distance. */
  readonly reprojectionError: number;
}

/** What belongs to a person over the whole clip. */
export interface FaceIdentity {
  /** Identity coefficients in standard deviations, length K. */
  readonly shape: Float32Array;
  /** [478,3] mm beyond the modes, see `vertex-correction.ts`; empty where there is none. */
  readonly correction: Float32Array;
  /** Albedo coefficients in standard deviations, length A. */
  readonly albedo: Float32Array;
}

/** The morphable model; the file format is described in native-models/facet-face/README.md. */
export interface FaceModel {
  readonly name: string;
  readonly version: string;
  readonly vertexCount: number;
  /** [V,3] mm. */
  readonly mean: Float32Array;
  /** [K,V,3] mm per standard deviation. */
  readonly identity: Float32Array;
  readonly identityModes: number;
  /** [E,V,3] mm at weight 1. */
  readonly expression: Float32Array;
  readonly expressionNames: readonly string[];
  /**
   * Of expressions that are principal components: weights go from -1 to 1, and 1 is so many standard deviations. Left
   * out for units, whose weights go from 0 to 1.
   */
  readonly expressionDeviations?: number;
  /** [V,3] sRGB-encoded reflectance 0..1. */
  readonly albedoMean: Float32Array;
  /** [A,V,3] per standard deviation. */
  readonly albedo: Float32Array;
  readonly albedoModes: number;
  /** [T,3], counter-clockwise from outside. */
  readonly triangles: Uint16Array;
  /** [V,2] 0..1, v up. */
  readonly uv: Float32Array;
  readonly symmetry: Uint16Array;
  readonly region: Uint8Array;
  readonly regionNames: Readonly<Record<string, string>>;
  /** [V] 1 in the face's interior, fading to 0 at the border. */
  readonly paintWeight: Float32Array;
  /** [2,3] mm, left then right as seen by the viewer. */
  readonly eyeCentre: Float32Array;
  readonly landmarks478: SurfacePoints;
  readonly landmarks68: SurfacePoints;
  readonly landmarks5: SurfacePoints;
  /** How the landmark network's points tell this model's shape; left out where nobody has learnt that. */
  readonly shapeReading?: ShapeReading;
  /** Of a model whose numbers networks of other projects give: where the axes are that they mean. */
  readonly publishedAxes?: PublishedAxes;
}

/** ours = rotation published + translation, both in mm; the published model is centred at the mean of all its vertices. */
export interface PublishedAxes {
  /** [9] row by row */
  readonly rotation: readonly number[];
  readonly translation: readonly [number, number, number];
}

/** Shape = weights (landmarks - mean); landmarks with the eyes level, about their middle, in inter-ocular distances. */
export interface ShapeReading {
  /** [478,2] */
  readonly mean: Float32Array;
  /** [K,478,2] standard deviations */
  readonly weights: Float32Array;
}

/** Points glued to the surface: triangle index and barycentric coordinates. */
export interface SurfacePoints {
  readonly count: number;
  readonly triangle: Uint32Array;
  /** [count,3] */
  readonly barycentric: Float32Array;
  /** [count] trust 0..1 in the mapping; 0 = not mapped. Absent in the file means 1. */
  readonly weight: Float32Array;
}
