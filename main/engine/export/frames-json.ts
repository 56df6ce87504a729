import type { ClipFace, FrameRecord } from './frame-record';

/** JSON of a person over the clip: what they have in common, then `frames`, one a line. */
export async function* framesJson(
  face: ClipFace,
  records: AsyncIterable<FrameRecord>,
): AsyncGenerator<string> {
  const { model, identity, camera } = face;
  const head = JSON.stringify(
    {
      format: 'facet-frames',
      version: 1,
      model: { name: model.name, version: model.version },
      units: {
        shape: 'standard deviations',
        correction: 'mm',
        albedo: 'standard deviations',
        angles: 'radians',
        translation: 'mm',
        landmarks: 'frame pixels, pixel centres at +0.5',
      },
      camera,
      expressionNames: model.expressionNames,
      shape: numbers(identity.shape, 6),
      correction: numbers(identity.correction, 4),
      albedo: numbers(identity.albedo, 6),
    },
    undefined,
    2,
  );
  yield `${head.slice(0, -'\n}'.length)},\n  "frames": [`;
  let isFirst = true;
  for await (const record of records) {
    yield `${isFirst ? '' : ','}\n    ${JSON.stringify(frameOf(record))}`;
    isFirst = false;
  }
  yield '\n  ]\n}\n';
}

function frameOf(record: FrameRecord): unknown {
  const { frame, seconds, confidence, fit, cropFromFrame, deep3d, network } = record;
  const { landmarks68, landmarks478 } = record;
  return {
    frame,
    seconds: Number(seconds.toFixed(6)),
    confidence: Number(confidence.toFixed(4)),
    reprojectionError: fit.reprojectionError,
    pose: fit.pose,
    expression: numbers(fit.expression, 6),
    light: numbers(fit.light, 6),
    cropFromFrame,
    deep3d: numbers(deep3d, 6),
    ...(network === undefined ? {} : { network: numbers(network, 6) }),
    landmarks68: numbers(landmarks68, 3),
    landmarks478: numbers(landmarks478, 3),
  };
}

function numbers(values: Float32Array, decimals: number): number[] {
  return Array.from(values, (value) => Number(value.toFixed(decimals)));
}
