import type { JobHooks } from '../../../preload/contract/engine';
import type { MediaInfo } from '../../../preload/contract/media';
import type { AnalyseOptions } from '../../../preload/contract/options';
import { identifyPeople, TrackBook, type IdentifiedPerson } from '../faces/identify-people';
import { seeShape } from '../faces/see-shape';
import { trackFaces } from '../faces/track-faces';
import { calibratedFace } from '../geometry/misreading-of';
import type { Camera } from '../geometry/types';
import { StageProgress } from '../jobs/progress-reporter';
import type { FitLayout } from '../people/fit-row';
import type { VideoFrame } from '../pixels/image';
import { prefetch } from '../stream/map-ordered';
import type { AnalysisParts } from './analyse-clip';
import { askFaceNetwork } from './ask-face-network';
import type { TableFile } from './fit-people';
import type { ObservationCheckpoints } from './observation-checkpoints';
import { observedTimes, ObservationTables } from './observation-tables';
import { observeClip, restoreFits, saveFits, type Observation } from './observe-clip';

/** Decoded frames that may wait for the detector. */
const decodedAhead = 3;

/**
 * Looks at every frame of the input, or at those that an interrupted run has not seen, and tells who is in it. The
 * tables and the result are the same either way, bit for bit.
 * @param total frames of the input, an estimate
 */
export async function observeInput(
  options: AnalyseOptions,
  media: MediaInfo,
  total: number,
  file: TableFile,
  layout: FitLayout,
  camera: Camera,
  checkpoints: ObservationCheckpoints,
  parts: AnalysisParts,
  hooks: JobHooks,
): Promise<{ observation: Observation; people: readonly IdentifiedPerson[] }> {
  const { pool, model, network, clock } = parts;
  const { earlier } = checkpoints;
  const table = await ObservationTables.open(file, layout, model.identityModes, network !== undefined);
  try {
    const book = new TrackBook(earlier?.book);
    const fits = restoreFits(earlier?.fits ?? new Map(), model);
    const stateNow = () => ({ frames: table.frames, book: book.tracks(), fits: saveFits(fits) });
    const progress = new StageProgress(hooks, 'analyse', Math.max(0, total - table.frames));
    const seenWhole = earlier !== undefined && earlier.tracking === undefined;
    const source = seenWhole ? noFrames() : parts.openFrames(media, await observedTimes(file), hooks.signal);
    const tracked = trackFaces(prefetch(source, decodedAhead), pool, {
      detectEvery: options.detectEvery,
      signal: hooks.signal,
      from: earlier?.tracking,
    });
    const observation = await observeClip(
      tracked,
      table,
      fits,
      layout,
      model,
      camera,
      clock,
      async (item) => {
        book.add(item.frame.index, item.faces);
        progress.advance();
        await checkpoints.offer(table, () => ({ ...stateNow(), tracking: item.state() }));
      },
      network === undefined
        ? undefined
        : (image, fivePoints) => askFaceNetwork(image, fivePoints, network, pool, hooks.signal),
      network === undefined && model.name === calibratedFace
        ? (image, landmarks) => seeShape(image, landmarks, pool, hooks.signal)
        : undefined,
    );
    progress.finish();
    if (media.kind === 'video' && !seenWhole) await checkpoints.write(table, stateNow());
    const { people } = identifyPeople(book.tracks(), observation.frames);
    return { observation, people };
  } finally {
    await table.close();
  }
}

async function* noFrames(): AsyncGenerator<VideoFrame> {
  // all of them were observed before
}
