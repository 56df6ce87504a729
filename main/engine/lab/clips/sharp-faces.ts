import type { MediaInfo } from '../../../../preload/contract/media';
import { interOcularDistance } from '../../faces/five-points';
import type { DetectedFace } from '../../faces/types';
import { fitLayout, unpackFit } from '../../people/fit-row';
import type { Box } from '../../pixels/image';
import { AnalysisReader } from '../../project/analysis-reader';
import { faceColumns, personOfTrack, type Project } from '../../project/project-format';
import { leastInterOcular } from '../find-portraits';

/** A face of a frame of the sharp clip, by its own analysis. */
export interface SharpFace {
  /** As the analysis counts them, from 1. */
  readonly person: number;
  /** Whole pixels within the frame. */
  readonly box: Box;
  /** Frame pixels, see five-points.ts. */
  readonly fivePoints: Float32Array;
}

/** Where a sharp clip's faces are. */
export class SharpFaces {
  readonly #layout;
  readonly #tracks;

  private constructor(
    readonly project: Project,
    private readonly analysis: AnalysisReader,
  ) {
    this.#layout = fitLayout(project.faceModel.expressionNames.length);
    this.#tracks = personOfTrack(project);
  }

  static async open(project: Project, folder: string): Promise<SharpFaces> {
    const { columns } = fitLayout(project.faceModel.expressionNames.length);
    return new SharpFaces(project, await AnalysisReader.open(folder, columns));
  }

  /** Those that are large enough to measure against. */
  async of(frame: number): Promise<SharpFace[]> {
    const rows = await this.analysis.facesOf(frame);
    return rows.flatMap(({ face, fit }) => {
      const person = this.#tracks.get(face[faceColumns.track]);
      const { fivePoints } = unpackFit(this.#layout, fit);
      if (person === undefined || interOcularDistance(fivePoints) < leastInterOcular) return [];
      return [{ person, box: boxWithin(face, this.project.media), fivePoints: fivePoints.slice() }];
    });
  }

  close(): Promise<void> {
    return this.analysis.close();
  }
}

function boxWithin(face: Float32Array, { displayWidth, displayHeight }: MediaInfo): Box {
  const within = (value: number, end: number) => Math.max(0, Math.min(end, Math.round(value)));
  return {
    left: within(face[faceColumns.left], displayWidth),
    top: within(face[faceColumns.top], displayHeight),
    right: within(face[faceColumns.right], displayWidth),
    bottom: within(face[faceColumns.bottom], displayHeight),
  };
}

/** As the detector would have seen it. */
export function asDetection({ box, fivePoints }: SharpFace): DetectedFace {
  const keypoints = new Float32Array(12);
  keypoints.set(fivePoints);
  return { box, score: 1, keypoints };
}
