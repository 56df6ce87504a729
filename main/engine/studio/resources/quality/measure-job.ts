import { qualityColumns } from '../../../../../preload/contract/studio/resources';
import { openInputFrames } from '../../../analyse/open-input-frames';
import { decideFade } from '../../../compose/fade-strength';
import type { EngineParts } from '../../../engine-parts';
import { StudioError, throwIfCancelled } from '../../../errors/studio-error';
import { embedFace } from '../../../faces/embed-face';
import type { InferencePool } from '../../../inference/inference-pool';
import { decodeFrames } from '../../../media/decode-frames';
import { probeMedia } from '../../../media/probe';
import { unpackFit } from '../../../people/fit-row';
import type { RgbImage, VideoFrame } from '../../../pixels/image';
import { faceColumns, personOfTrack, type Project } from '../../../project/project-format';
import { conditionsOf } from '../../../render/frame-face';
import { mapOrdered } from '../../../stream/map-ordered';
import { peopleStrength, type StudioJobFiles } from '../../studio-clips';
import type { ClipTables, OpenTables } from '../clip-tables';
import type { FrameLibrary } from '../frame-library';
import { readPersonFace } from '../person-meshes';
import { FlickerMeter } from './flicker';
import { measureFace, type FaceToMeasure, type MeasuredFace } from './measure-face';

export interface MeasureParts {
  readonly engine: Pick<EngineParts, 'pool' | 'tools'>;
  readonly tables: ClipTables;
  readonly frames: FrameLibrary;
}

/**
 * Reads a job's input and output in step and compares the enhanced faces of every frame. Memory does not grow with the
 * clip but for the table itself.
 * @returns [frames of the clip, qualityColumns]; NaN where no face was enhanced, and outside the job's range
 * @throws StudioError `cancelled`, `input-*` where the output is gone
 */
export async function measureJob(
  job: StudioJobFiles,
  parts: MeasureParts,
  signal: AbortSignal,
  onProgress?: (done: number, total: number) => void,
): Promise<Float32Array> {
  const { project } = job;
  if (project === undefined) throw new StudioError('usage', 'This job has not been analysed.');
  const pool = await parts.engine.pool(job.settings.device, {});
  const best = await bestEmbeddings(job, project, parts, pool, signal);
  const from = job.inFrame ?? 0;
  const to = Math.min(project.frames, job.outFrame ?? project.frames);
  const columns = qualityColumns.length;
  const table = new Float32Array(project.frames * columns).fill(NaN);
  const flicker = { before: new FlickerMeter(), after: new FlickerMeter() };
  const measured = mapOrdered(pairsOf(job, project, parts, signal), pool.parallelism + 1, async (pair) => {
    const faces = await parts.tables.use(job, (tables) => enhancedFaces(tables, job, pair.frame));
    return {
      frame: pair.frame,
      faces: await Promise.all(
        faces.map((face) =>
          measureFace(
            pair.before,
            pair.after,
            job.settings.scale,
            face,
            best.get(face.personId),
            pool,
            signal,
          ),
        ),
      ),
    };
  });
  let done = 0;
  for await (const { frame, faces } of measured) {
    throwIfCancelled(signal);
    table.set(rowOf(frame, faces, flicker), frame * columns);
    onProgress?.(++done, to - from);
  }
  return table;
}

interface Pair {
  readonly frame: number;
  readonly before: RgbImage;
  readonly after: RgbImage;
}

async function* pairsOf(
  job: StudioJobFiles,
  project: Project,
  parts: MeasureParts,
  signal: AbortSignal,
): AsyncGenerator<Pair, void, undefined> {
  const tools = await parts.engine.tools();
  const from = job.inFrame ?? 0;
  const to = Math.min(project.frames, job.outFrame ?? project.frames);
  const result = await probeMedia(job.output, tools, signal);
  const frameTimes = await parts.tables.use(job, async ({ reader }) => reader.timestamps());
  const before: AsyncGenerator<VideoFrame, void, undefined> =
    job.media.kind === 'image'
      ? openInputFrames(job.media, tools, {}, {}, signal)
      : decodeFrames(job.media, tools, { startFrame: from, frameTimes, seek: 'near', signal });
  const after = openInputFrames(result, tools, {}, {}, signal);
  try {
    for (let frame = from; frame < to; frame++) {
      const [input, output] = await Promise.all([before.next(), after.next()]);
      if (input.done === true || output.done === true) return;
      yield { frame, before: input.value.image, after: output.value.image };
    }
  } finally {
    await Promise.allSettled([before.return(), after.return()]);
  }
}

/** The faces that the job restored in a frame. */
async function enhancedFaces(
  tables: OpenTables,
  job: StudioJobFiles,
  frame: number,
): Promise<FaceToMeasure[]> {
  const { project, layout, reader, landmarks } = tables;
  const persons = personOfTrack(project);
  const strengths = peopleStrength(job.people);
  const { first, count } = reader.rowsOf(frame);
  const points = await landmarks.read(first, count);
  const rows = await reader.facesOf(frame);
  return rows.flatMap(({ face, fit: fitRow }, i) => {
    const track = face[faceColumns.track];
    const personId = persons.get(track);
    const { fit, fivePoints } = unpackFit(layout, fitRow);
    const decision = decideFade(conditionsOf({ fit, fivePoints, confidence: face[faceColumns.confidence] }));
    if (personId === undefined || strengths[personId] === 0 || !decision.restore) return [];
    return [
      {
        personId,
        track,
        fivePoints,
        landmarks: points.subarray(i * landmarks.columns, (i + 1) * landmarks.columns),
        yawRadians: fit.pose.yawRadians,
      },
    ];
  });
}

/** What each person looks like in their best frame: unit embeddings. */
async function bestEmbeddings(
  job: StudioJobFiles,
  project: Project,
  parts: MeasureParts,
  pool: InferencePool,
  signal: AbortSignal,
): Promise<Map<number, Float32Array>> {
  const embeddings = new Map<number, Float32Array>();
  const clip = { id: job.mediaId, media: job.media, projectFolder: job.projectFolder, project };
  for (const { id, bestFrame } of project.people) {
    const face = await parts.tables.use(job, (tables) => readPersonFace(tables, id, bestFrame));
    const image = await parts.frames.ofClip(clip, bestFrame, signal);
    embeddings.set(id, await embedFace(image, face.fivePoints, pool, signal));
  }
  return embeddings;
}

function rowOf(
  frame: number,
  faces: readonly MeasuredFace[],
  flicker: { readonly before: FlickerMeter; readonly after: FlickerMeter },
): number[] {
  const rows = faces.map((face): Record<(typeof qualityColumns)[number], number> => ({
    ...face,
    flickerBefore: flicker.before.add(face.track, frame, face.lumaBefore) ?? NaN,
    flickerAfter: flicker.after.add(face.track, frame, face.lumaAfter) ?? NaN,
  }));
  flicker.before.forgetBefore(frame);
  flicker.after.forgetBefore(frame);
  return qualityColumns.map((column) => meanOf(rows.map((row) => row[column])));
}

/** Of the values that are there; NaN of none. */
function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
