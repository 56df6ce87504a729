import { headAnchor } from '../../../../main/engine/geometry/crop-pose';
import { rotationOf } from '../../../../main/engine/geometry/projection';
import { weighTurn } from '../../../../main/engine/geometry/seen-turn';
import type { Camera, Pose } from '../../../../main/engine/geometry/types';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const model = syntheticFaceModel();
const camera: Camera = { focalPixels: 900, centreX: 320, centreY: 240 };
const straight: Pose = { pitchRadians: 0, yawRadians: 0, rollRadians: 0, translation: [0, 0, -600] };

function middleOf(pose: Pose): number[] {
  const r = rotationOf(pose);
  const [x, y, z] = headAnchor(model);
  return pose.translation.map((t, row) => t + r[3 * row] * x + r[3 * row + 1] * y + r[3 * row + 2] * z);
}

describe('the turn that the shape network sees', () => {
  const turn = Float32Array.of(0.1, -0.2, 0.05);

  it('turns a head in the middle of the picture as seen, the middle of the face staying in its place', () => {
    const turned = weighTurn(model, straight, turn, camera, 1);
    // The head's origin leaves the camera's axis as the head turns about its face: by a degree or two.
    expect(turned.pitchRadians).toBeCloseTo(0.1, 1);
    expect(turned.yawRadians).toBeCloseTo(-0.2, 1);
    expect(turned.rollRadians).toBeCloseTo(0.05, 1);
    middleOf(turned).forEach((v, axis) => expect(v).toBeCloseTo(middleOf(straight)[axis], 9));
  });

  it('is against the line of sight: a head aside that faces the camera is turned by where it is', () => {
    const aside: Pose = { ...straight, translation: [200, 0, -600] };
    const turned = weighTurn(model, aside, new Float32Array(3), camera, 1);
    expect(turned.yawRadians).toBeCloseTo(-Math.atan2(200, 600), 1);
  });

  it('says nothing of a head that is turned away farther than the network has seen', () => {
    const away: Pose = { ...straight, yawRadians: 1.1 };
    expect(weighTurn(model, away, turn, camera, 1).yawRadians).toBeCloseTo(1.1, 9);
  });

  it('counts by its share', () => {
    const [none, some, all] = [0, 0.5, 1].map(
      (share) => weighTurn(model, straight, turn, camera, share).yawRadians,
    );
    expect(none).toBeCloseTo(0, 9);
    expect(some).toBeCloseTo(all / 2, 2);
  });
});
