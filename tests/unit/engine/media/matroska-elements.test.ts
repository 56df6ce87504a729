import {
  elementHeader,
  readElementId,
  readElementSize,
  readUnsigned,
  unknownSize,
  unsignedElement,
} from '../../../../main/engine/media/matroska-elements';

test('headers read back what was written', () => {
  for (const id of [0xa3, 0x4282, 0x2ad7b1, 0x1a45dfa3]) {
    for (const size of [0, 1, 127, 128, 2 ** 20, 2 ** 40, unknownSize]) {
      const header = elementHeader(id, size);
      const read = readElementId(header, 0);
      expect(read.id).toBe(id);
      expect(readElementSize(header, read.length)).toEqual({ size, length: 8 });
    }
  }
});

test('sizes of every width, the all-ones one being unknown', () => {
  expect(readElementSize(Buffer.from([0x81]), 0)).toEqual({ size: 1, length: 1 });
  expect(readElementSize(Buffer.from([0x40, 0x02]), 0)).toEqual({ size: 2, length: 2 });
  expect(readElementSize(Buffer.from([0x7f, 0xff]), 0)).toEqual({ size: unknownSize, length: 2 });
  expect(readElementSize(Buffer.from([0xff]), 0)).toEqual({ size: unknownSize, length: 1 });
});

test('unsigned values beyond 32 bits survive: ten hours are 3.6e10 microseconds', () => {
  for (const value of [0, 255, 256, 3.6e10]) {
    const bytes = unsignedElement(0xe7, value);
    expect(readUnsigned(bytes.subarray(9))).toBe(value);
  }
});
