import { thingsToWrite } from '../../../../main/engine/reconstruct/things-to-write';
import { reconstructOptionsSchema } from '../../../../preload/contract/options';

function things(options: object, isVideo = true) {
  const messages: string[] = [];
  const parsed = reconstructOptionsSchema.parse({ input: 'a.mp4', outputFolder: 'out', ...options });
  const made = thingsToWrite(parsed, isVideo, { onNotice: ({ message }) => messages.push(message) });
  return { made, messages };
}

test('a fitted face gives everything but the volume, and says nothing of it', () => {
  const { made, messages } = things({});
  expect(made.fitted.formats).not.toContain('volume');
  expect(made.fitted.formats).toContain('animated-glb');
  expect(made.volumetric).toEqual([]);
  expect(messages).toEqual([]);
});

test('a volume gives meshes and itself', () => {
  const { made, messages } = things({ reconstruction: 'volumetric' });
  expect(made).toEqual({
    fitted: { formats: [], frontalSize: 512, look: { yawDegrees: 0, pitchDegrees: 0, expression: 'best' } },
    volumetric: ['obj', 'ply', 'glb', 'volume'],
  });
  expect(messages).toEqual([]);
});

test('what is asked for by name and cannot be is left out with a word', () => {
  const npz = things({ reconstruction: 'volumetric', formats: ['npz', 'ply'], sequence: 'obj' });
  expect(npz.made.volumetric).toEqual(['ply']);
  expect(npz.made.fitted.sequence).toBeUndefined();
  expect(npz.messages).toEqual([expect.stringContaining('npz'), expect.stringContaining('sequence')]);
  expect(things({ formats: ['volume', 'obj'] }).messages).toEqual([expect.stringContaining('volume')]);
  expect(things({ formats: ['animated-glb', 'obj'] }, false).messages).toEqual([
    expect.stringContaining('photo'),
  ]);
});
