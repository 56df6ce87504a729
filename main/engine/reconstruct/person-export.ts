import type { MediaInfo } from '../../../preload/contract/media';
import type { ExportMesh } from '../export/export-mesh';
import type { ClipFace, FrameRecord, SeenFace } from '../export/frame-record';
import type { PersonSurface, PersonView } from '../export/gather-views';
import { surveyFace, type FaceSurvey } from '../export/survey-face';
import { unwrapTexture } from '../export/unwrap-texture';
import { albedoColours, expressedShape } from '../geometry/shape';
import { neutralFace } from '../geometry/vertex-correction';
import type { FaceModel } from '../geometry/types';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import type { RgbImage, VideoFrame } from '../pixels/image';
import { clipFaceOf, readFrameRecords, readSeenFaces, type PersonSource } from './person-frames';
import type { PersonFrame } from './person-views';
import { sampleVertexColours } from './vertex-colours';

/** The clip that people are read from. */
export interface ClipSource {
  readonly media: MediaInfo;
  readonly tools: FfmpegTools;
  readonly range: { readonly fromSeconds?: number | undefined; readonly toSeconds?: number | undefined };
  /** The analysed frames once more, from the first. */
  readonly openFrames: () => AsyncIterable<VideoFrame>;
}

/** A person with all that their files are made from; what costs time is made when it is first asked for. */
export class PersonExport {
  readonly face: ClipFace;
  readonly surface: PersonSurface;
  /** Where the person is seen best, best first; without pictures where none were kept. */
  readonly seenViews: readonly PersonView[];
  private madeTexture: RgbImage | undefined;
  private madeSurvey: Promise<FaceSurvey> | undefined;

  /**
   * @param views at least one, best first
   * @param frames the views' pictures by frame
   * @param onFrame called for every frame read from the analysis
   */
  constructor(
    readonly source: PersonSource,
    readonly model: FaceModel,
    readonly views: readonly PersonFrame[],
    frames: ReadonlyMap<number, VideoFrame>,
    readonly clip: ClipSource,
    private readonly onFrame: () => void = () => undefined,
  ) {
    this.face = clipFaceOf(source.project, model, source.personId);
    const { identity, camera } = this.face;
    const neutral = neutralFace(model, identity);
    this.surface = { model, neutral, albedo: albedoColours(model, identity.albedo) };
    this.seenViews = views.flatMap(({ frame, fit, score }) => {
      const picture = frames.get(frame);
      return picture === undefined ? [] : [{ image: picture.image, fit, camera, weight: score }];
    });
  }

  get best(): PersonFrame {
    return this.views[0];
  }

  /** Whether a network of another project was asked about every face. */
  get hasNetwork(): boolean {
    return this.source.project.faceModel.network !== undefined;
  }

  /** Lit as the views are. */
  get texture(): RgbImage {
    return (this.madeTexture ??= unwrapTexture(this.surface, this.seenViews));
  }

  /** [V,3] mm, model space; neutral, or with the best frame's expression. */
  vertices(expression: 'neutral' | 'best'): Float32Array {
    const vertices = this.surface.neutral.slice();
    if (expression === 'best') expressedShape(this.model, vertices, this.best.fit.expression, vertices);
    return vertices;
  }

  mesh(expression: 'neutral' | 'best'): ExportMesh {
    const { model, texture } = this;
    const { triangles, uv } = model;
    const vertices = this.vertices(expression);
    return { vertices, triangles, uv, texture, colours: sampleVertexColours(model, texture) };
  }

  survey(): Promise<FaceSurvey> {
    return (this.madeSurvey ??= surveyFace(this.model, this.frames()));
  }

  frames(): AsyncGenerator<SeenFace, void> {
    return counted(readSeenFaces(this.source), this.onFrame);
  }

  records(): AsyncGenerator<FrameRecord> {
    return counted(readFrameRecords(this.source, this.face), this.onFrame);
  }
}

async function* counted<T>(items: AsyncIterable<T>, onItem: () => void): AsyncGenerator<T, void> {
  for await (const item of items) {
    onItem();
    yield item;
  }
}
