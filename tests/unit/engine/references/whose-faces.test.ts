import type { ReferenceFace } from '../../../../main/engine/references/reference-faces';
import { isUnlikely, whoseFaces } from '../../../../main/engine/references/whose-faces';
import { createRgbImage } from '../../../../main/engine/pixels/image';

const camera = { focalPixels: 1, centreX: 0, centreY: 0 };

/** A face whose look is a direction in the plane, degrees. */
function face(degrees: number, weight = 1): ReferenceFace {
  const picture = { image: createRgbImage(1, 1), landmarks: new Float32Array(0), camera, weight };
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
  const found = whoseFaces('ada.jpg', [faces], looks);
  expect(found.map(({ person, face: of }) => [person, faces.indexOf(of)])).toEqual([
    [2, 0],
    [1, 1],
  ]);
});

test('who is named gets the face most like them, however little that is', () => {
  const [claim] = whoseFaces('ada.jpg', [[face(170), face(100)]], looks, 1);
  expect(claim).toMatchObject({ person: 1, face: { embedding: look(100) } });
  expect(isUnlikely(claim)).toBe(true);
});

test('of a clip the likest frame counts, then those that look like it, best seen first, and nobody else', () => {
  // The clip that is guided is poor: its own look is off by 60 degrees.
  const [likest, blurred, sharp, other] = [face(55), face(70, 0.1), face(75, 9), face(160)];
  const found = whoseFaces(
    'ada.mp4',
    [[blurred], [], [sharp, other], [likest], [other]],
    new Map([[1, look(0)]]),
  );
  expect(found.map(({ face: of }) => of)).toEqual([likest, sharp, blurred]);
  const many = Array.from({ length: 20 }, (_, i) => [face(10 + i, i)]);
  expect(
    whoseFaces('ada.mp4', many, new Map([[1, look(0)]])).map(({ face: of }) => of.picture.weight),
  ).toEqual([0, 19, 18, 17, 16, 15]);
});

test('strangers and empty pictures are refused by name, with what to do', () => {
  const refusal = (faces: readonly ReferenceFace[]): unknown => {
    try {
      return whoseFaces('ada.jpg', [faces], new Map([[1, look(0)]]));
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
