import type { FaceFit } from '../geometry/types';
import { bestViews, viewScore, type View } from '../people/best-frames';
import { unpackFit, type FitLayout } from '../people/fit-row';
import type { VideoFrame } from '../pixels/image';
import type { AnalysisReader } from '../project/analysis-reader';
import { faceColumns } from '../project/project-format';

/** Views of a person whose pixels make the texture; the best one also gives the expression. */
const textureViews = 4;

/** A view of a person with the frame it is in. */
export interface PersonFrame extends View {
  readonly frame: number;
  readonly score: number;
  readonly fit: FaceFit;
  readonly fivePoints: Float32Array;
}

/** Every person's best views over the clip, best first. */
export async function choosePersonViews(
  analysis: AnalysisReader,
  layout: FitLayout,
  personOfTrack: ReadonlyMap<number, number>,
): Promise<Map<number, PersonFrame[]>> {
  const views = new Map<number, (View & { frame: number })[]>();
  for (let frame = 0; frame < analysis.frameCount; frame++) {
    const rows = await analysis.facesOf(frame);
    rows.forEach(({ face, fit }, row) => {
      const person = personOfTrack.get(face[faceColumns.track]);
      if (person === undefined) return;
      const five = faceColumns.fivePoints;
      const list = views.get(person) ?? [];
      list.push({
        row,
        frame,
        sharpness: face[faceColumns.sharpness],
        interOcularPixels: Math.hypot(face[five + 2] - face[five], face[five + 3] - face[five + 1]),
        yawRadians: fit[layout.pose + 1],
        confidence: face[faceColumns.confidence],
      });
      views.set(person, list);
    });
  }
  const chosen = new Map<number, PersonFrame[]>();
  for (const [person, list] of views) {
    const best: PersonFrame[] = [];
    for (const view of bestViews(list, textureViews) as (View & { frame: number })[]) {
      const rows = await analysis.facesOf(view.frame);
      const { fit, fivePoints } = unpackFit(layout, rows[view.row].fit.slice());
      best.push({ ...view, score: viewScore(view), fit, fivePoints });
    }
    chosen.set(
      person,
      best.sort((a, b) => b.score - a.score),
    );
  }
  return chosen;
}

/** Keeps the frames that are asked for as a stream passes; stops pulling after the last of them. */
export async function keepFrames(
  frames: AsyncIterable<VideoFrame>,
  wanted: ReadonlySet<number>,
  onFrame: () => void,
): Promise<Map<number, VideoFrame>> {
  const kept = new Map<number, VideoFrame>();
  for await (const frame of frames) {
    if (wanted.has(frame.index)) kept.set(frame.index, frame);
    onFrame();
    if (kept.size === wanted.size) break;
  }
  return kept;
}
