import type { FaceLookOptions } from '../../../../preload/contract/options';
import type { LabFactor } from '../../../../preload/contract/lab';
import { labFiles, type LabFile } from '../../../../preload/contract/studio/lab-run';
import type { PictureFormat, PriorLayer } from '../../../../preload/contract/studio/resources';

/** A path of `preload/contract/studio/resources.ts`, taken apart. */
export type Resource =
  | { readonly kind: 'poster'; readonly mediaId: string; readonly height: number }
  | { readonly kind: 'thumbnail' | 'proxy'; readonly mediaId: string; readonly frame: number }
  | {
      readonly kind: 'before';
      readonly mediaId: string;
      readonly frame: number;
      readonly format: PictureFormat;
    }
  | {
      readonly kind: 'after';
      readonly mediaId: string;
      readonly revision: number;
      readonly frame: number;
      readonly format: PictureFormat;
    }
  | {
      readonly kind: 'result';
      readonly jobId: string;
      readonly frame: number;
      readonly format: PictureFormat;
    }
  | { readonly kind: 'resultFile'; readonly jobId: string; readonly which: 'output' | 'sideBySide' }
  | { readonly kind: 'live'; readonly jobId: string }
  | { readonly kind: 'quality'; readonly jobId: string }
  | { readonly kind: 'faces'; readonly mediaId: string; readonly frame: number }
  | (OfPerson<'curves' | 'expressions'> & { readonly points: number })
  | OfPerson<'fit' | 'avatar' | 'texture' | 'neutralMesh'>
  | { readonly kind: 'frontal'; readonly mediaId: string; readonly personId: number; readonly size: number }
  | (OfPerson<'look'> & { readonly look: FaceLookOptions })
  | { readonly kind: 'mesh'; readonly mediaId: string; readonly personId: number; readonly frame: number }
  | {
      readonly kind: 'prior';
      readonly mediaId: string;
      readonly personId: number;
      readonly frame: number;
      readonly layer: PriorLayer;
    }
  | { readonly kind: 'mask'; readonly mediaId: string; readonly revision: number; readonly frame: number }
  | { readonly kind: 'labReport'; readonly runId: string }
  | {
      readonly kind: 'labPicture';
      readonly runId: string;
      readonly picture: number;
      /** The sharp one where absent. */
      readonly version?: { readonly factor: LabFactor; readonly method: number };
    }
  | {
      readonly kind: 'labClipPicture';
      readonly runId: string;
      readonly face: number;
      /** The sharp one where absent. */
      readonly method?: number;
    }
  | { readonly kind: 'labFile'; readonly runId: string; readonly file: LabFile }
  | {
      readonly kind: 'faceModel' | 'triangles' | 'uv' | 'regions' | 'landmarks';
      /** The clip whose analysis uses it; the built-in one without. */
      readonly mediaId?: string;
    }
  | { readonly kind: 'download'; readonly token: string; readonly name: string };

type OfPerson<K> = K extends string
  ? { readonly kind: K; readonly mediaId: string; readonly personId: number }
  : never;

const id = '[A-Za-z0-9_-]{1,64}';
/**
 * No signs, no leading zeros, twelve digits at most (a revision begins at the second of the import): every number has
 * one way of being written.
 */
const number = '(?:0|[1-9][0-9]{0,11})';

/** Degrees or hundredths, signed. */
const whole = '(?:0|-?[1-9][0-9]{0,2})';

type Groups = Record<string, string>;

/** One form of path: its pattern, with `{name}` for ids and `{name#}` for numbers, and what it means. */
function form(pattern: string, read: (groups: Groups) => Resource): readonly [RegExp, typeof read] {
  const source = pattern
    .replaceAll('.', '\\.')
    .replace(/\{(\w+)\}/g, `(?<$1>${id})`)
    .replace(/\{(\w+)#\}/g, `(?<$1>${number})`);
  return [new RegExp(`^${source}$`), read];
}

const format = '(?<format>jpg|raw)';
const media = (groups: Groups): { mediaId: string } => ({ mediaId: groups.mediaId });
const maybeMedia = ({ mediaId }: Partial<Groups>): { mediaId?: string } =>
  mediaId === undefined ? {} : { mediaId };
const person = (groups: Groups): { mediaId: string; personId: number } => ({
  mediaId: groups.mediaId,
  personId: Number(groups.personId),
});
const picture = (groups: Groups): { frame: number; format: PictureFormat } => ({
  frame: Number(groups.frame),
  format: groups.format as PictureFormat,
});

/** A look as `resourcePaths.look` writes it. */
const lookOf = ({ yaw, pitch, expression, ...light }: Partial<Groups>): FaceLookOptions => ({
  yawDegrees: Number(yaw),
  pitchDegrees: Number(pitch),
  expression: expression === 'neutral' ? 'neutral' : 'best',
  ...(light.x === undefined
    ? {}
    : { light: [light.x, light.y, light.z].map((value) => Number(value) / 100) }),
});

const forms = [
  form('media/{mediaId}/poster-(?<height>72|160|320).jpg', (g) => ({
    kind: 'poster',
    ...media(g),
    height: Number(g.height),
  })),
  form('media/{mediaId}/thumb/{frame#}.jpg', (g) => ({
    kind: 'thumbnail',
    ...media(g),
    frame: Number(g.frame),
  })),
  form('media/{mediaId}/proxy/{frame#}.jpg', (g) => ({
    kind: 'proxy',
    ...media(g),
    frame: Number(g.frame),
  })),
  form(`media/{mediaId}/before/{frame#}.${format}`, (g) => ({ kind: 'before', ...media(g), ...picture(g) })),
  form(`media/{mediaId}/after/{revision#}/{frame#}.${format}`, (g) => ({
    kind: 'after',
    ...media(g),
    revision: Number(g.revision),
    ...picture(g),
  })),
  form(`jobs/{jobId}/result/{frame#}.${format}`, (g) => ({ kind: 'result', jobId: g.jobId, ...picture(g) })),
  form('jobs/{jobId}/file/(?<which>output|sideBySide)', (g) => ({
    kind: 'resultFile',
    jobId: g.jobId,
    which: g.which as 'output' | 'sideBySide',
  })),
  form('jobs/{jobId}/live/{revision#}.jpg', (g) => ({ kind: 'live', jobId: g.jobId })),
  form('jobs/{jobId}/quality.bin', (g) => ({ kind: 'quality', jobId: g.jobId })),
  form('media/{mediaId}/faces/{frame#}.json', (g) => ({
    kind: 'faces',
    ...media(g),
    frame: Number(g.frame),
  })),
  form('media/{mediaId}/people/{personId#}/(?<kind>curves|expressions)-{points#}.bin', (g) => ({
    kind: g.kind as 'curves' | 'expressions',
    ...person(g),
    points: Number(g.points),
  })),
  form('media/{mediaId}/people/{personId#}/fit.json', (g) => ({ kind: 'fit', ...person(g) })),
  form('media/{mediaId}/people/{personId#}/avatar.jpg', (g) => ({ kind: 'avatar', ...person(g) })),
  form('media/{mediaId}/people/{personId#}/texture.png', (g) => ({ kind: 'texture', ...person(g) })),
  form('media/{mediaId}/people/{personId#}/frontal-(?<size>256|512|1024).png', (g) => ({
    kind: 'frontal',
    ...person(g),
    size: Number(g.size),
  })),
  form(
    'media/{mediaId}/people/{personId#}/look/(?<yaw>WHOLE)_(?<pitch>WHOLE)_(?<expression>best|neutral)(?:_(?<x>WHOLE)_(?<y>WHOLE)_(?<z>WHOLE))?.png'.replaceAll(
      'WHOLE',
      whole,
    ),
    (g) => ({ kind: 'look', ...person(g), look: lookOf(g) }),
  ),
  form('media/{mediaId}/people/{personId#}/mesh/neutral.bin', (g) => ({ kind: 'neutralMesh', ...person(g) })),
  form('media/{mediaId}/people/{personId#}/mesh/{frame#}.bin', (g) => ({
    kind: 'mesh',
    ...person(g),
    frame: Number(g.frame),
  })),
  form(
    'media/{mediaId}/people/{personId#}/prior/{frame#}-(?<layer>colour|normal|mask|confidence).png',
    (g) => ({
      kind: 'prior',
      ...person(g),
      frame: Number(g.frame),
      layer: g.layer as PriorLayer,
    }),
  ),
  form('media/{mediaId}/mask/{revision#}/{frame#}.png', (g) => ({
    kind: 'mask',
    ...media(g),
    revision: Number(g.revision),
    frame: Number(g.frame),
  })),
  form('lab/{runId}/report.json', (g) => ({ kind: 'labReport', runId: g.runId })),
  form('lab/{runId}/pictures/{picture#}/sharp.png', (g) => ({
    kind: 'labPicture',
    runId: g.runId,
    picture: Number(g.picture),
  })),
  form('lab/{runId}/pictures/{picture#}/x(?<factor>2|4|8)-{method#}.png', (g) => ({
    kind: 'labPicture',
    runId: g.runId,
    picture: Number(g.picture),
    version: { factor: Number(g.factor) as LabFactor, method: Number(g.method) },
  })),
  form('lab/{runId}/clips/{face#}/sharp.png', (g) => ({
    kind: 'labClipPicture',
    runId: g.runId,
    face: Number(g.face),
  })),
  form('lab/{runId}/clips/{face#}/by-{method#}.png', (g) => ({
    kind: 'labClipPicture',
    runId: g.runId,
    face: Number(g.face),
    method: Number(g.method),
  })),
  form(`lab/{runId}/files/(?<file>${labFiles.join('|')})`, (g) => ({
    kind: 'labFile',
    runId: g.runId,
    file: g.file as LabFile,
  })),
  form('(?:media/{mediaId}/)?face-model/info.json', (g) => ({ kind: 'faceModel', ...maybeMedia(g) })),
  form('(?:media/{mediaId}/)?face-model/triangles.bin', (g) => ({ kind: 'triangles', ...maybeMedia(g) })),
  form('(?:media/{mediaId}/)?face-model/uv.bin', (g) => ({ kind: 'uv', ...maybeMedia(g) })),
  form('(?:media/{mediaId}/)?face-model/regions.bin', (g) => ({ kind: 'regions', ...maybeMedia(g) })),
  form('(?:media/{mediaId}/)?face-model/landmarks.bin', (g) => ({ kind: 'landmarks', ...maybeMedia(g) })),
  form('downloads/{token}/(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,127})', (g) => ({
    kind: 'download',
    token: g.token,
    name: g.name,
  })),
];

/** Undefined for whatever is not, letter by letter, a path that the contract makes. */
export function parseResourcePath(path: string): Resource | undefined {
  for (const [pattern, read] of forms) {
    const match = pattern.exec(path);
    if (match !== null) return read(match.groups ?? {});
  }
  return undefined;
}
