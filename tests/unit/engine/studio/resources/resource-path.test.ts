import { resourcePaths } from '../../../../../preload/contract/studio/resources';
import { parseResourcePath } from '../../../../../main/engine/studio/resources/resource-path';

const made: Record<keyof typeof resourcePaths, readonly [string, object]> = {
  poster: [resourcePaths.poster('m', 160), { kind: 'poster', mediaId: 'm', height: 160 }],
  thumbnail: [resourcePaths.thumbnail('m', 9), { kind: 'thumbnail', mediaId: 'm', frame: 9 }],
  proxy: [resourcePaths.proxy('m', 9), { kind: 'proxy', mediaId: 'm', frame: 9 }],
  before: [resourcePaths.before('m', 0, 'raw'), { kind: 'before', mediaId: 'm', frame: 0, format: 'raw' }],
  after: [
    resourcePaths.after('m', 3, 12, 'jpg'),
    { kind: 'after', mediaId: 'm', revision: 3, frame: 12, format: 'jpg' },
  ],
  result: [resourcePaths.result('j', 5, 'jpg'), { kind: 'result', jobId: 'j', frame: 5, format: 'jpg' }],
  resultFile: [
    resourcePaths.resultFile('j', 'sideBySide'),
    { kind: 'resultFile', jobId: 'j', which: 'sideBySide' },
  ],
  live: [resourcePaths.live('j', 4), { kind: 'live', jobId: 'j' }],
  faces: [resourcePaths.faces('m', 2), { kind: 'faces', mediaId: 'm', frame: 2 }],
  curves: [resourcePaths.curves('m', 1, 500), { kind: 'curves', mediaId: 'm', personId: 1, points: 500 }],
  expressions: [
    resourcePaths.expressions('m', 1, 50),
    { kind: 'expressions', mediaId: 'm', personId: 1, points: 50 },
  ],
  fit: [resourcePaths.fit('m', 2), { kind: 'fit', mediaId: 'm', personId: 2 }],
  avatar: [resourcePaths.avatar('m', 2), { kind: 'avatar', mediaId: 'm', personId: 2 }],
  texture: [resourcePaths.texture('m', 2), { kind: 'texture', mediaId: 'm', personId: 2 }],
  frontal: [resourcePaths.frontal('m', 2, 512), { kind: 'frontal', mediaId: 'm', personId: 2, size: 512 }],
  look: [
    resourcePaths.look('m1', 2, {
      yawDegrees: -20,
      pitchDegrees: 0,
      expression: 'neutral',
      light: [0.5, -0.25, 1],
    }),
    {
      kind: 'look',
      mediaId: 'm1',
      personId: 2,
      look: { yawDegrees: -20, pitchDegrees: 0, expression: 'neutral', light: [0.5, -0.25, 1] },
    },
  ],
  mesh: [resourcePaths.mesh('m', 2, 7), { kind: 'mesh', mediaId: 'm', personId: 2, frame: 7 }],
  neutralMesh: [resourcePaths.neutralMesh('m', 2), { kind: 'neutralMesh', mediaId: 'm', personId: 2 }],
  prior: [
    resourcePaths.prior('m', 2, 7, 'normal'),
    { kind: 'prior', mediaId: 'm', personId: 2, frame: 7, layer: 'normal' },
  ],
  mask: [resourcePaths.mask('m', 3, 7), { kind: 'mask', mediaId: 'm', revision: 3, frame: 7 }],
  faceModel: [resourcePaths.faceModel(), { kind: 'faceModel' }],
  triangles: [resourcePaths.triangles(), { kind: 'triangles' }],
  uv: [resourcePaths.uv(), { kind: 'uv' }],
  regions: [resourcePaths.regions(), { kind: 'regions' }],
  landmarks: [resourcePaths.landmarks(), { kind: 'landmarks' }],
  quality: [resourcePaths.quality('j'), { kind: 'quality', jobId: 'j' }],
  labReport: [resourcePaths.labReport('l'), { kind: 'labReport', runId: 'l' }],
  labPicture: [
    resourcePaths.labPicture('l', 3, { factor: 8, method: 11 }),
    { kind: 'labPicture', runId: 'l', picture: 3, version: { factor: 8, method: 11 } },
  ],
  labClipPicture: [
    resourcePaths.labClipPicture('l1', 3, 2),
    { kind: 'labClipPicture', runId: 'l1', face: 3, method: 2 },
  ],
  labFile: [resourcePaths.labFile('l', 'values.csv'), { kind: 'labFile', runId: 'l', file: 'values.csv' }],
};

test.each(['faceModel', 'triangles', 'uv', 'regions', 'landmarks'] as const)(
  'reads the path of the face that a clip was analysed with: %s',
  (kind) => {
    expect(parseResourcePath(resourcePaths[kind]('m'))).toEqual({ kind, mediaId: 'm' });
  },
);

test.each(Object.entries(made))('reads every path of the contract: %s', (_name, [path, resource]) => {
  expect(parseResourcePath(path)).toEqual(resource);
});

test.each([
  '/media/m/before/0.raw',
  'media/m/before/0.raw/',
  'media/m/before/0.raw?x=1',
  'media/m/before/00.raw',
  'media/m/before/-1.raw',
  'media/m/before/1e3.raw',
  'media/m/before/9999999999999.raw',
  'media/m/before/0.png',
  'media/m/before/0xraw',
  'media/../before/0.raw',
  'media/%2e%2e/before/0.raw',
  'media/m\n/before/0.raw',
  'media/m/before/0.raw\n',
  `media/${'m'.repeat(65)}/before/0.raw`,
  'media/m/poster-100.jpg',
  'media/m/people/1/prior/3-secret.png',
  'jobs/j/file/log',
  'lab/l/files/run.json',
  'lab/l/pictures/0/x3-0.png',
  'lab/../pictures/0/sharp.png',
  'downloads/token/../x',
  'downloads/token/.hidden',
  'downloads/token/a/b',
])('refuses %j', (path) => {
  expect(parseResourcePath(path)).toBeUndefined();
});

test('the sharp picture of a run has no version', () => {
  expect(parseResourcePath(resourcePaths.labPicture('l', 0))).toEqual({
    kind: 'labPicture',
    runId: 'l',
    picture: 0,
  });
});
