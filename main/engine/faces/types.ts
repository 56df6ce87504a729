import type { FaceReading } from '../geometry/face-reading';
import type { Box } from '../pixels/image';

/** A face as the detector sees it. */
export interface DetectedFace {
  readonly box: Box;
  /** 0..1 */
  readonly score: number;
  /** 6 x (x,y) in frame pixels: left eye, right eye (image order), nose, mouth, left ear, right ear. */
  readonly keypoints: Float32Array;
  /** Seen in a fine window only, not in the whole frame: less trustworthy. */
  readonly closeUpOnly?: boolean;
}

/** The 478 points of the attention mesh with refined lips, eyes and irises. */
export interface FaceLandmarks {
  /** 478 x (x, y, z); x, y in frame pixels, z in pixels of the same scale, smaller = nearer. */
  readonly points: Float32Array;
  /** Face presence 0..1. */
  readonly confidence: number;
}

/** One face of one frame, after tracking. */
export interface TrackedFace {
  readonly trackId: number;
  readonly box: Box;
  readonly landmarks: FaceLandmarks;
  /** Left eye, right eye, nose tip, left mouth corner, right mouth corner in image order; 5 x (x,y) frame pixels. */
  readonly fivePoints: Float32Array;
  /** Unit-length 256-d embedding where one was taken in this frame. */
  readonly embedding?: Float32Array;
  /** What the pixels say of the 3D face, where its landmarks are unsure. */
  readonly reading?: FaceReading;
  /** False where the face is in doubt: its landmarks moved when it was looked at again. Absent where nobody looked. */
  readonly steady?: boolean;
  /** Variance of the Laplacian of luma over the aligned 128 px crop, 8-bit units. */
  readonly sharpness: number;
}
