import { unpackFit, type FitLayout } from '../people/fit-row';
import type { Box, VideoFrame } from '../pixels/image';
import type { AnalysisReader } from '../project/analysis-reader';
import { faceColumns } from '../project/project-format';
import type { RenderedPerson } from './person-mesh';
import type { FrameFace } from './frame-face';

export interface ClipFace extends FrameFace {
  readonly personId: number;
  /** Frame pixels. */
  readonly box: Box;
}

/** A frame with what the analysis says about the faces to restore in it. */
export interface ClipFrame {
  readonly frame: VideoFrame;
  readonly faces: readonly ClipFace[];
  /** Faces of people who were not chosen. */
  readonly notChosen: number;
  /** Faces that belong to nobody: seen too shortly to be told from chance. */
  readonly unknown: number;
}

/** Joins decoded frames with their faces. */
export async function* joinFaces(
  frames: AsyncIterable<VideoFrame>,
  analysis: AnalysisReader,
  layout: FitLayout,
  personOfTrack: ReadonlyMap<number, number>,
  people: ReadonlyMap<number, RenderedPerson>,
): AsyncGenerator<ClipFrame, void, undefined> {
  for await (const frame of frames) {
    const faces: ClipFace[] = [];
    let notChosen = 0;
    let unknown = 0;
    for (const row of await analysis.facesOf(frame.index)) {
      const track = row.face[faceColumns.track];
      const personId = personOfTrack.get(track);
      const person = personId === undefined ? undefined : people.get(personId);
      if (personId !== undefined && person !== undefined) {
        const { fit, fivePoints } = unpackFit(layout, row.fit);
        const { face } = row;
        faces.push({
          personId,
          person,
          track,
          fit,
          fivePoints,
          confidence: face[faceColumns.confidence],
          box: {
            left: face[faceColumns.left],
            top: face[faceColumns.top],
            right: face[faceColumns.right],
            bottom: face[faceColumns.bottom],
          },
        });
      } else if (personId === undefined) unknown++;
      else notChosen++;
    }
    yield { frame, faces, notChosen, unknown };
  }
}
