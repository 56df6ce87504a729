/** Matroska's elements as far as pieces of one video track need them (RFC 9559; ids with their length marker). */
export const elementId = {
  ebml: 0x1a45dfa3,
  ebmlReadVersion: 0x42f7,
  ebmlMaxIdLength: 0x42f2,
  ebmlMaxSizeLength: 0x42f3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  defaultDuration: 0x23e383,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  blockDuration: 0x9b,
  referenceBlock: 0xfb,
} as const;

/** A size of all ones: the element ends where its parent does. */
export const unknownSize = Infinity;

/** Bytes of a variable-length integer, from its first byte (the number of leading zeros + 1); 0 if it is none. */
export function vintLength(firstByte: number): number {
  return firstByte === 0 ? 0 : Math.clz32(firstByte) - 23;
}

export function readElementId(bytes: Uint8Array, offset: number): { id: number; length: number } {
  const length = vintLength(bytes[offset]);
  let id = 0;
  for (let i = 0; i < length; i++) id = id * 256 + bytes[offset + i];
  return { id, length };
}

export function readElementSize(bytes: Uint8Array, offset: number): { size: number; length: number } {
  const length = vintLength(bytes[offset]);
  let size = bytes[offset] & (0xff >> length);
  let allOnes = size === 0xff >> length;
  for (let i = 1; i < length; i++) {
    size = size * 256 + bytes[offset + i];
    allOnes &&= bytes[offset + i] === 0xff;
  }
  return { size: allOnes ? unknownSize : size, length };
}

export function readUnsigned(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  return value;
}

/** An element's id and size, ready to be followed by its payload. */
export function elementHeader(id: number, size: number): Buffer {
  const idBytes = unsignedBytes(id);
  const header = Buffer.alloc(idBytes.length + 8);
  idBytes.copy(header);
  // Always eight bytes of size: simple, and 0x01 + seven bytes holds anything.
  if (size === unknownSize) header.fill(0xff, idBytes.length + 1);
  else header.writeUIntBE(size, idBytes.length + 2, 6);
  header[idBytes.length] = 0x01;
  return header;
}

export function element(id: number, payload: Uint8Array): Buffer {
  return Buffer.concat([elementHeader(id, payload.length), payload]);
}

export function unsignedElement(id: number, value: number): Buffer {
  return element(id, unsignedBytes(value));
}

export function textElement(id: number, text: string): Buffer {
  return element(id, Buffer.from(text, 'utf8'));
}

/** Big-endian, as few bytes as hold the value (at least one); values up to 2^53. */
function unsignedBytes(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; bytes.length === 0 || rest > 0; rest = Math.floor(rest / 256))
    bytes.unshift(rest % 256);
  return Buffer.from(bytes);
}
