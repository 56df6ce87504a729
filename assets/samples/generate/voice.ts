import { clipFormat, mouthOpening } from './performance';

const sampleRate = 48000;

/** A hum that follows the mouth, as the bytes of a 16-bit mono WAV file: sound to keep in step with the picture. */
export function voiceWav(): Uint8Array {
  const count = Math.round((clipFormat.frames / clipFormat.framesPerSecond) * sampleRate);
  const bytes = new Uint8Array(44 + 2 * count);
  const view = new DataView(bytes.buffer);
  const text = (offset: number, value: string): void => bytes.set(new TextEncoder().encode(value), offset);
  text(0, 'RIFF');
  view.setUint32(4, 36 + 2 * count, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, 2 * sampleRate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, 2 * count, true);
  let phase = 0;
  for (let i = 0; i < count; i++) {
    const open = mouthOpening(i / sampleRate);
    phase += (2 * Math.PI * (170 + 30 * open)) / sampleRate;
    const tone = Math.sin(phase) + 0.5 * open * Math.sin(2 * phase) + 0.35 * open * Math.sin(4 * phase);
    view.setInt16(44 + 2 * i, Math.round(5200 * open * tone), true);
  }
  return bytes;
}
