import { npyWords } from './encode-npy';
import { poseNumbers, type ClipFace, type FrameRecord } from './frame-record';
import { writeNpz, type NpzArray } from './write-npz';

/**
 * Writes a person's numbers over the clip as NumPy arrays, T frames: `frame` [T], `seconds` [T], `confidence` [T],
 * `reprojection_error` [T], `pose` [T,6] (pitch, yaw, roll in radians, x, y, z in mm), `expression` [T,E],
 * `expression_names` [E], `light` [T,27], `deep3d` [T,257], `landmarks68` [T,68,2], `landmarks478` [T,478,3] (frame
 * pixels), `crop_from_frame` [T,4] (a, b, tx, ty); of the person `shape` [K], `correction` [478,3] (mm, see
 * `geometry/vertex-correction.ts`), `albedo` [A] and `camera` [3] (focal
 * length, centre x, y; pixels). Where a network of another project was asked, `network` [T,257] is what it said.
 * @param count T; exactly so many records must come. Errors: those of `writeAtomically`.
 */
export async function writeFramesNpz(
  file: string,
  face: ClipFace,
  count: number,
  records: AsyncIterable<FrameRecord>,
  hasNetwork = false,
): Promise<void> {
  const { model, identity, camera } = face;
  const names = npyWords(model.expressionNames);
  const perFrame = (name: string, ...shape: number[]): NpzArray => ({
    name,
    type: '<f4',
    shape: [count, ...shape],
  });
  const arrays: NpzArray[] = [
    { name: 'frame', type: '<i4', shape: [count] },
    { name: 'seconds', type: '<f8', shape: [count] },
    perFrame('confidence'),
    perFrame('reprojection_error'),
    perFrame('pose', 6),
    perFrame('expression', model.expressionNames.length),
    perFrame('light', 27),
    perFrame('deep3d', 257),
    ...(hasNetwork ? [perFrame('network', 257)] : []),
    perFrame('landmarks68', 68, 2),
    perFrame('landmarks478', 478, 3),
    perFrame('crop_from_frame', 4),
    { name: 'expression_names', type: names.type, shape: [model.expressionNames.length] },
    { name: 'shape', type: '<f4', shape: [identity.shape.length] },
    { name: 'correction', type: '<f4', shape: [identity.correction.length / 3, 3] },
    { name: 'albedo', type: '<f4', shape: [identity.albedo.length] },
    { name: 'camera', type: '<f8', shape: [3] },
  ];
  await writeNpz(file, arrays, async (append) => {
    await append('expression_names', names.bytes);
    await append('shape', identity.shape);
    await append('correction', identity.correction);
    await append('albedo', identity.albedo);
    await append('camera', Float64Array.of(camera.focalPixels, camera.centreX, camera.centreY));
    for await (const record of records) {
      const { a, b, tx, ty } = record.cropFromFrame;
      await append('frame', Int32Array.of(record.frame));
      await append('seconds', Float64Array.of(record.seconds));
      await append('confidence', Float32Array.of(record.confidence));
      await append('reprojection_error', Float32Array.of(record.fit.reprojectionError));
      await append('pose', Float32Array.from(poseNumbers(record.fit)));
      await append('expression', record.fit.expression);
      await append('light', record.fit.light);
      await append('deep3d', record.deep3d);
      if (hasNetwork) await append('network', record.network ?? new Float32Array(257).fill(NaN));
      await append('landmarks68', record.landmarks68);
      await append('landmarks478', record.landmarks478);
      await append('crop_from_frame', Float32Array.of(a, b, tx, ty));
    }
  });
}
