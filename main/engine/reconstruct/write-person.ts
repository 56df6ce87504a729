import type { ReconstructSummary } from '../../../preload/contract/jobs';
import type { ReconstructFormat, ReconstructOptions } from '../../../preload/contract/options';
import { fittedFiles } from '../../../preload/contract/reconstruct-files';
import { throwIfCancelled } from '../errors/studio-error';
import { coefficients257, formatCoefficients } from '../export/coefficients';
import { encodeGreyPng, encodePng } from '../export/encode-picture';
import { coefficientsCsv, landmarksCsv } from '../export/frame-tables';
import { framesJson } from '../export/frames-json';
import { writeFramesNpz } from '../export/frames-npz';
import { renderFaceView } from '../export/face-view';
import { drawGeometryMaps } from '../export/geometry-maps';
import { formatPoints } from '../export/landmark-files';
import { writeText } from '../export/text-file';
import { unwrapTexture } from '../export/unwrap-texture';
import { writeAnimatedGlb } from '../export/write-animated-glb';
import { writeAtomically } from '../export/write-atomically';
import { writeGlb } from '../export/write-glb';
import { writeObj } from '../export/write-obj';
import { writePly } from '../export/write-ply';
import { writeSequence } from '../export/write-sequence';
import { cropFromFrameOf } from '../geometry/align-crop';
import { workingCropSize } from '../geometry/canonical-crop';
import { projectModelPoints } from '../geometry/projection';
import { surfacePositions } from '../geometry/shape';
import { faceLookOf, shownExpression } from './face-look';
import type { PersonExport } from './person-export';
import { readNetworkNumbers } from './person-frames';
import { writeFaceFilm } from './write-face-film';

/** What is made from the fitted face model. */
type FittedFormat = Exclude<ReconstructFormat, 'volume'>;

export interface ToWrite extends Pick<ReconstructOptions, 'sequence' | 'frontalSize' | 'look'> {
  readonly formats: readonly FittedFormat[];
}

interface Writer {
  /** Whether it is made from pixels. */
  readonly fromPictures: boolean;
  /** Passes over the person's frames. */
  readonly passes: number;
  /** @param file path of the main file @param base what all of the person's files begin with */
  readonly write: (person: PersonExport, file: string, base: string, options: ToWrite) => Promise<unknown>;
}

const writers: Readonly<Record<FittedFormat, Writer>> = {
  obj: {
    fromPictures: true,
    passes: 0,
    write: (person, file, _base, { look }) => writeObj(file, person.mesh(look.expression)),
  },
  ply: {
    fromPictures: true,
    passes: 0,
    write: (person, file, _base, { look }) => writePly(file, person.mesh(look.expression)),
  },
  glb: {
    fromPictures: true,
    passes: 0,
    write: (person, file, _base, { look }) => writeGlb(file, person.mesh(look.expression)),
  },
  'animated-glb': { fromPictures: true, passes: 2, write: writeAnimated },
  frontal: {
    fromPictures: true,
    passes: 0,
    write: writeFrontal,
  },
  'frontal-video': {
    fromPictures: true,
    passes: 1,
    write: (person, file, _base, { frontalSize, look }) =>
      writeFaceFilm(person, file, frontalSize, faceLookOf(look)),
  },
  albedo: {
    fromPictures: true,
    passes: 0,
    write: async ({ surface, seenViews }, file) =>
      writeAtomically(
        file,
        await encodePng(unwrapTexture(surface, seenViews, undefined, undefined, 'delit')),
      ),
  },
  maps: { fromPictures: false, passes: 0, write: writeMaps },
  coefficients: { fromPictures: false, passes: 0, write: writeBestFrame },
  json: {
    fromPictures: false,
    passes: 1,
    write: (person, file) => writeText(file, framesJson(person.face, person.records())),
  },
  csv: {
    fromPictures: false,
    passes: 2,
    write: async (person, file, base) => {
      await writeText(
        file,
        coefficientsCsv(person.model.expressionNames, person.records(), person.hasNetwork),
      );
      await writeText(`${base}-landmarks.csv`, landmarksCsv(person.records()));
    },
  },
  npz: {
    fromPictures: false,
    passes: 2,
    write: async (person, file) =>
      writeFramesNpz(file, person.face, (await person.survey()).count, person.records(), person.hasNetwork),
  },
};

/** Whether any of it is made from pixels rather than from the analysis alone. */
export function needsPictures({ formats, sequence }: ToWrite): boolean {
  return sequence !== undefined || formats.some((format) => writers[format].fromPictures);
}

/** How often a person's frames are gone through, about. */
export function framePasses({ formats, sequence }: ToWrite): number {
  return formats.reduce((sum, format) => sum + writers[format].passes, sequence === undefined ? 0 : 1);
}

/** Writes a person's files, all beginning with `base`. */
export async function writePerson(
  person: PersonExport,
  base: string,
  options: ToWrite,
): Promise<ReconstructSummary['people'][number]['files']> {
  const files: ReconstructSummary['people'][number]['files'] = {};
  for (const format of new Set(options.formats)) {
    throwIfCancelled(person.source.signal);
    const file = `${base}${fittedFiles[format][0]}`;
    await writers[format].write(person, file, base, options);
    files[format] = file;
  }
  if (options.sequence !== undefined) {
    const folder = `${base}-${options.sequence}`;
    await writeSequence(folder, options.sequence, person.face, person.mesh('neutral'), person.frames());
    files.sequence = folder;
  }
  return files;
}

async function writeFrontal(
  { surface, seenViews, best }: PersonExport,
  file: string,
  base: string,
  { frontalSize, look }: ToWrite,
): Promise<void> {
  const shown = shownExpression(look, best.fit.expression);
  const { image, confidence } = renderFaceView(surface, seenViews, shown, frontalSize, faceLookOf(look));
  await writeAtomically(file, await encodePng(image));
  const grey = await encodeGreyPng(frontalSize, frontalSize, confidence);
  await writeAtomically(`${base}-frontal-confidence.png`, grey);
}

async function writeAnimated(person: PersonExport, file: string): Promise<void> {
  const { displayWidth, displayHeight } = person.source.project.media;
  const animated = {
    face: person.face,
    mesh: person.mesh('neutral'),
    survey: await person.survey(),
    frameWidth: displayWidth,
    frameHeight: displayHeight,
  };
  await writeAnimatedGlb(file, animated, person.frames());
}

async function writeMaps(person: PersonExport, file: string, base: string): Promise<void> {
  const { model, surface, best, face } = person;
  const { displayWidth: width, displayHeight: height } = person.source.project.media;
  const maps = await drawGeometryMaps(model, surface.neutral, best.fit, face.camera, width, height);
  const { nearMillimetres, millimetresPerLevel } = maps;
  await writeAtomically(file, maps.depthPng);
  await writeAtomically(`${base}-normals.png`, await encodePng(maps.normals));
  const description = {
    format: 'facet-maps',
    version: 1,
    frame: best.frame,
    camera: face.camera,
    depth: { nearMillimetres, millimetresPerLevel, formula: 'near + (value - 1) * perLevel; 0: no face' },
    normals: { axes: 'x right, y up, z towards the viewer', formula: 'value / 255 * 2 - 1; black: no face' },
  };
  await writeAtomically(`${base}-maps.json`, `${JSON.stringify(description, undefined, 2)}\n`);
}

async function writeBestFrame(person: PersonExport, file: string, base: string): Promise<void> {
  const { model, best, face } = person;
  const { fit, fivePoints } = best;
  const fitted = { ...face, fit, fivePoints, cropFromFrame: cropFromFrameOf(fivePoints, workingCropSize) };
  const network = await readNetworkNumbers(person.source, best.frame);
  await writeAtomically(file, formatCoefficients(fitted, network));
  await writeAtomically(`${base}-coefficients-257.txt`, `${[...coefficients257(fitted)].join(' ')}\n`);
  const points68 = surfacePositions(model.triangles, model.landmarks68, person.vertices('best'));
  await writeAtomically(
    `${base}-landmarks-68.txt`,
    formatPoints(projectModelPoints(face.camera, best.fit.pose, points68), 2),
  );
}
