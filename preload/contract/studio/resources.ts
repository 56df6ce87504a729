import type { LabFactor } from '../lab';
import type { FaceLookOptions } from '../options';
import type { LabFile } from './lab-run';

/**
 * Pixels and tables travel as URLs, never through calls: `studio://app/resource/<path>` in Electron, `/resource/<path>` of
 * the loopback server. Every path names ids that the engine gave out; anything else is answered with 404.
 */

/** `raw` is exact: see `rawPictureHeader`; `jpg` is quality 95 without chroma subsampling, for playing and thumbnails. */
export type PictureFormat = 'jpg' | 'raw';

export const resourcePaths = {
  /** JPEG of the clip's poster, `height` pixels high at most. */
  poster: (mediaId: string, height: 72 | 160 | 320) => `media/${mediaId}/poster-${height}.jpg`,
  /** JPEG, 72 pixels high, of the frame at or just before the given one (key frames are good enough). */
  thumbnail: (mediaId: string, frame: number) => `media/${mediaId}/thumb/${frame}.jpg`,
  /** The input's frame, upright, sRGB. */
  before: (mediaId: string, frame: number, format: PictureFormat) =>
    `media/${mediaId}/before/${frame}.${format}`,
  /**
   * JPEG, 640 pixels at the longer side, of a frame near that one, at once or not at all (404: none is there, or none yet):
   * what is shown while the playhead is dragged, until the exact frame is there. Asking for one makes the engine begin
   * with the clip's proxies. The same address may give a nearer frame later.
   */
  proxy: (mediaId: string, frame: number) => `media/${mediaId}/proxy/${frame}.jpg`,
  /**
   * The frame enhanced with the item's settings as of `revision`, at the output's size. 409 where the item has moved on,
   * 425 while the clip is not analysed. The engine stops working on it when the request is aborted.
   */
  after: (mediaId: string, revision: number, frame: number, format: PictureFormat) =>
    `media/${mediaId}/after/${revision}/${frame}.${format}`,
  /** The same frame of a finished job's file. */
  result: (jobId: string, frame: number, format: PictureFormat) => `jobs/${jobId}/result/${frame}.${format}`,
  /** The result file itself, with ranges. */
  resultFile: (jobId: string, which: 'output' | 'sideBySide') => `jobs/${jobId}/file/${which}`,
  /** JPEG of what the job last finished, before and after side by side. */
  live: (jobId: string, liveRevision: number) => `jobs/${jobId}/live/${liveRevision}.jpg`,
  /** JSON, `FrameFaces`. */
  faces: (mediaId: string, frame: number) => `media/${mediaId}/faces/${frame}.json`,
  /** Table of `curveColumns`, at most `points` rows. */
  curves: (mediaId: string, personId: number, points: number) =>
    `media/${mediaId}/people/${personId}/curves-${points}.bin`,
  /** Table with a column for each expression of `FaceModelInfo.expressionNames`, at most `points` rows. */
  expressions: (mediaId: string, personId: number, points: number) =>
    `media/${mediaId}/people/${personId}/expressions-${points}.bin`,
  /** JSON, `PersonFit`. */
  fit: (mediaId: string, personId: number) => `media/${mediaId}/people/${personId}/fit.json`,
  /** JPEG, square, of the person's best frame. */
  avatar: (mediaId: string, personId: number) => `media/${mediaId}/people/${personId}/avatar.jpg`,
  /** PNG 1024 x 1024 in the face model's UV: lit texture from the clip's frames; alpha says where it was seen. */
  texture: (mediaId: string, personId: number) => `media/${mediaId}/people/${personId}/texture.png`,
  /** PNG of the face turned to the viewer. */
  frontal: (mediaId: string, personId: number, size: 256 | 512 | 1024) =>
    `media/${mediaId}/people/${personId}/frontal-${size}.png`,
  /** PNG 512 x 512 of the face as it is to be seen: whole degrees, the light's direction in hundredths. */
  look: (
    mediaId: string,
    personId: number,
    { yawDegrees, pitchDegrees, expression, light }: FaceLookOptions,
  ) => {
    const hundredths = (light ?? []).map((value) => Math.round(value * 100));
    const look = [Math.round(yawDegrees), Math.round(pitchDegrees), expression, ...hundredths];
    return `media/${mediaId}/people/${personId}/look/${look.join('_')}.png`;
  },
  /** Table: V rows of camera-space x, y, z (mm) of the person's face in that frame; 404 where they are not seen. */
  mesh: (mediaId: string, personId: number, frame: number) =>
    `media/${mediaId}/people/${personId}/mesh/${frame}.bin`,
  /** The same of the neutral, frontal face in model space. */
  neutralMesh: (mediaId: string, personId: number) => `media/${mediaId}/people/${personId}/mesh/neutral.bin`,
  /** PNG of one layer of the prior as the network is given it for that frame. */
  prior: (mediaId: string, personId: number, frame: number, layer: PriorLayer) =>
    `media/${mediaId}/people/${personId}/prior/${frame}-${layer}.png`,
  /** PNG, grey, of where the frame is painted on, at the frame's size. */
  mask: (mediaId: string, revision: number, frame: number) =>
    `media/${mediaId}/mask/${revision}/${frame}.png`,
  /** JSON, `FaceModelInfo`: of the clip's analysis; without a clip, of the built-in face. So for what follows of it. */
  faceModel: (mediaId?: string) => `${faceOf(mediaId)}face-model/info.json`,
  /** Uint16 little-endian, three a triangle. */
  triangles: (mediaId?: string) => `${faceOf(mediaId)}face-model/triangles.bin`,
  /** Float32 little-endian u, v a vertex; v up. */
  uv: (mediaId?: string) => `${faceOf(mediaId)}face-model/uv.bin`,
  /** Uint8, a vertex's region; `FaceModelInfo.regionNames` says what it is. */
  regions: (mediaId?: string) => `${faceOf(mediaId)}face-model/regions.bin`,
  /** Table: 478 rows of triangle, its three barycentric weights, and trust 0..1 in the place: where landmarks lie on the mesh. */
  landmarks: (mediaId?: string) => `${faceOf(mediaId)}face-model/landmarks.bin`,
  /** Table of `qualityColumns` of a measured job. */
  quality: (jobId: string) => `jobs/${jobId}/quality.bin`,
  /** JSON, `LabReport`. */
  labReport: (runId: string) => `lab/${runId}/report.json`,
  /** PNG of a picture of a run, 128 x 128: the sharp one, or as a method (its place in the report) brought it back. */
  labPicture: (
    runId: string,
    picture: number,
    version?: { readonly factor: LabFactor; readonly method: number },
  ) =>
    `lab/${runId}/pictures/${picture}/${version === undefined ? 'sharp' : `x${version.factor}-${version.method}`}.png`,
  /** PNG of the kept frame of a face of a whole clip, cut to its box: sharp, or as a method (its place in the report) brought it back. */
  labClipPicture: (runId: string, face: number, method?: number) =>
    `lab/${runId}/clips/${face}/${method === undefined ? 'sharp' : `by-${method}`}.png`,
  /** To be saved. */
  labFile: (runId: string, file: LabFile) => `lab/${runId}/files/${file}`,
} as const;

function faceOf(mediaId: string | undefined): string {
  return mediaId === undefined ? '' : `media/${mediaId}/`;
}

export type PriorLayer = 'colour' | 'normal' | 'mask' | 'confidence';

/**
 * `raw` pictures: 16 bytes (the ASCII letters `FRGB`, then width, height, reserved as little-endian uint32), then RGB,
 * 3 bytes a pixel, sRGB, rows from the top without padding.
 */
export const rawPictureHeader = { magic: 'FRGB', bytes: 16 } as const;

/**
 * Tables: 16 bytes (`FTAB`, then rows, columns, reserved as little-endian uint32), then float32 little-endian, row by
 * row; NaN where there is no value. Rows stand at equal steps over the whole clip.
 */
export const tableHeader = { magic: 'FTAB', bytes: 16 } as const;

/** Columns of a person's curves. */
export const curveColumns = [
  'confidence', // 0..1, NaN where the person is not seen
  'sharpness', // variance of the Laplacian within the face, 8-bit units
  'interOcularPixels',
  'pitchRadians',
  'yawRadians',
  'rollRadians',
  'rawPitchRadians', // before smoothing
  'rawYawRadians',
  'rawRollRadians',
  'reprojectionError', // share of the inter-ocular distance
] as const;

/** Columns of a job's quality table: the mean over the enhanced faces of a frame, NaN where there are none. */
export const qualityColumns = [
  'sharpnessBefore', // as in `curveColumns`, of the enlarged input
  'sharpnessAfter',
  'identity', // cosine of the enhanced face's embedding to that of the person's best frame
  'landmarkDistance', // between before and after, share of the inter-ocular distance
  'flickerBefore', // mean absolute second difference in time of luma over the faces, 8-bit units
  'flickerAfter',
  'yawRadians',
  'interOcularPixels',
] as const;

/** The faces of one frame. */
export interface FrameFaces {
  readonly frame: number;
  readonly seconds: number;
  readonly faces: readonly {
    /** Absent: nobody's, seen too shortly. */
    readonly personId?: number;
    readonly track: number;
    /** Frame pixels. */
    readonly box: {
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    };
    readonly confidence: number;
    readonly sharpness: number;
    readonly yawRadians: number;
    readonly pitchRadians: number;
    readonly rollRadians: number;
    readonly interOcularPixels: number;
    readonly reprojectionError: number;
    /** Second-order spherical harmonics, 27 = 3 colours x 9, in Deep3DFaceReconstruction's order and constants. */
    readonly light: readonly number[];
    /** Five alignment points, x and y, frame pixels. */
    readonly fivePoints: readonly number[];
    /** 478 x, y, frame pixels. */
    readonly landmarks: readonly number[];
    /** Why the face is left alone; absent where it is enhanced. */
    readonly skipped?: 'tooSmall' | 'tooTurned' | 'tooUncertain' | 'notChosen';
  }[];
}

/** What belongs to a person over the clip. */
export interface PersonFit {
  /** Standard deviations. */
  readonly shape: readonly number[];
  readonly albedo: readonly number[];
  /** Median over the frames. */
  readonly reprojectionError: number;
  readonly camera: { readonly focalPixels: number; readonly centreX: number; readonly centreY: number };
  readonly frameWidth: number;
  readonly frameHeight: number;
}

export interface FaceModelInfo {
  readonly name: string;
  readonly version: string;
  readonly vertexCount: number;
  readonly triangleCount: number;
  readonly expressionNames: readonly string[];
  readonly shapeModes: number;
  readonly albedoModes: number;
  /** By the numbers of `regions`: `skin`, `lips`, `teeth`, `mouthBag` and so on. */
  readonly regionNames: Readonly<Record<string, string>>;
}
