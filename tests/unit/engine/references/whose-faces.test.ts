import type { ReferenceFace } from '../../../../main/engine/references/reference-faces';
import { isUnlikely, whoseFaces } from '../../../../main/engine/references/whose-faces';
import { createRgbImage } from '../../../../main/engine/pixels/image';

const camera = { focalPixels: 1, centreX: 0, centreY: 0 };

/** A face whose look is a direction in the plane, degrees. */
function face(degrees: number): ReferenceFace {
  const picture = { image: createRgbImage(1, 1), landmarks: new Float32Array(0), camera, weight: 1 };
  return { file: 'ada.jpg', picture, embedding: look(degrees) };
}

function look(degrees: number): Float32Array {
  const angle = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(angle), Math.sin(angle));
}

const looks = new Map([
  [1, look(0)],
  [2, look(90)],
]);

test('each face goes to whom it looks like, each person once', () => {
  const faces = [face(85), face(10), face(20)];
  const found = whoseFaces('ada.jpg', faces, looks);
  expect(found.map(({ person, face: of }) => [person, faces.indexOf(of)])).toEqual([
    [2, 0],
    [1, 1],
  ]);
});

test('who is named gets the face most like them, however little that is', () => {
  const [claim] = whoseFaces('ada.jpg', [face(170), face(100)], looks, 1);
  expect(claim).toMatchObject({ person: 1, face: { embedding: look(100) } });
  expect(isUnlikely(claim)).toBe(true);
});

test('strangers and empty pictures are refused by name, with what to do', () => {
  const refusal = (faces: readonly ReferenceFace[]): unknown => {
    try {
      return whoseFaces('ada.jpg', faces, new Map([[1, look(0)]]));
    } catch (error) {
      return error;
    }
  };
  const matching = (words: RegExp) => expect.stringMatching(words) as string;
  expect(refusal([face(180)])).toMatchObject({
    code: 'usage',
    message: matching(/ada\.jpg .*nobody.*1=ada\.jpg/),
  });
  expect(refusal([])).toMatchObject({ code: 'no-faces', message: matching(/ada\.jpg .*sharp/) });
});
