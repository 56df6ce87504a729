import type { Matrix4 } from 'three';
import { boundsOf } from './camera-framing';
import { createFaceGeometry, type FaceGeometry, type FaceSurface } from './face-geometry';
import { edgeSpacing, meshEdges } from './mesh-edges';
import { createRigidPose, fitRigidPose, headAngles, type HeadAngles, type RigidPose } from './rigid-fit';

/**
 * A person's face as the views draw it: one geometry, refilled for every frame, and how the head is turned in it. Views
 * listen and draw anew; nothing is allocated for a frame.
 */
export class FaceRig {
  readonly geometry: FaceGeometry;
  readonly pose: RigidPose = createRigidPose();
  readonly angles: HeadAngles = { pitchRadians: 0, yawRadians: 0, rollRadians: 0 };
  /** Middle of the neutral face, model space, mm, and the radius around it that holds the face. */
  readonly radius: number;
  private readonly centre: readonly [number, number, number];
  private readonly listeners = new Set<() => void>();

  private constructor(
    readonly triangles: Uint16Array,
    private readonly neutral: Float32Array,
    geometry: FaceGeometry,
  ) {
    this.geometry = geometry;
    const [x, y, z, radius] = boundsOf(neutral);
    this.centre = [x, y, z];
    this.radius = radius;
  }

  /**
   * A rig that shows the neutral face. Together its parts would hold the page up for a tenth of a second on a busy
   * machine, so they are made one by one.
   * @param neutral [V,3] mm, model space
   * @param pause lets the page do what waits
   */
  static async build(
    surface: FaceSurface,
    neutral: Float32Array,
    pause: () => Promise<void>,
  ): Promise<FaceRig> {
    const lines = meshEdges(surface.triangles, neutral);
    await pause();
    const spacing = edgeSpacing(lines, neutral);
    await pause();
    const rig = new FaceRig(surface.triangles, neutral, createFaceGeometry(surface, { lines, spacing }));
    await pause();
    rig.show(neutral);
    await pause();
    return rig;
  }

  /** @param positions [V,3] mm, camera space (or model space, for the neutral face) */
  show(positions: Float32Array): void {
    if (positions.length !== this.neutral.length) return;
    this.geometry.update(positions);
    fitRigidPose(this.neutral, positions, this.pose);
    headAngles(this.pose.rotation, this.angles);
    for (const listener of this.listeners) listener();
  }

  /**
   * The motion that brings the head's middle to the origin: turned as in the frame, or so that it looks at the viewer.
   */
  headFromCamera(turned: boolean, out: Matrix4): Matrix4 {
    const { rotation: r, translation: t } = this.pose;
    const [x, y, z] = this.centre;
    if (turned) {
      return out.makeTranslation(
        -(r[0] * x + r[1] * y + r[2] * z + t[0]),
        -(r[3] * x + r[4] * y + r[5] * z + t[1]),
        -(r[6] * x + r[7] * y + r[8] * z + t[2]),
      );
    }
    // prettier-ignore
    return out.set(
      r[0], r[3], r[6], -(r[0] * t[0] + r[3] * t[1] + r[6] * t[2]) - x,
      r[1], r[4], r[7], -(r[1] * t[0] + r[4] * t[1] + r[7] * t[2]) - y,
      r[2], r[5], r[8], -(r[2] * t[0] + r[5] * t[1] + r[8] * t[2]) - z,
      0, 0, 0, 1,
    );
  }

  /** Told after every new shape; returns its unsubscribe. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Frees the graphics card's memory; drawing again would upload it anew. */
  dispose(): void {
    this.geometry.dispose();
  }
}
