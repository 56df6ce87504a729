import { compressFrames } from '../../../../main/engine/media/compress-frames';
import { locateFfmpeg } from '../../../../main/engine/media/locate-ffmpeg';
import { createRgbImage, type VideoFrame } from '../../../../main/engine/pixels/image';

jest.setTimeout(60_000);

const [width, height] = [180, 144];

async function* frames(count: number): AsyncGenerator<VideoFrame> {
  for (let index = 0; index < count; index++) {
    const image = createRgbImage(width, height);
    image.data.forEach((_, i) => (image.data[i] = (i * 7 + index * 11) & 255));
    yield { index, timestampMicros: index * 40_000, image };
  }
}

// About as many as fit between the processes and the reader: the last bytes are read after the processes have gone.
test.each([16, 17, 18, 19])(
  'a reader that is slow at the end is given all of %i frames after the processes have gone',
  async (count) => {
    const tools = await locateFfmpeg({});
    const compression = { encoder: 'libx264', quality: ['-crf', '28'] } as const;
    const seen: number[] = [];
    for await (const { index } of compressFrames(frames(count), compression, tools)) {
      if (index === 0) await new Promise((resolve) => setTimeout(resolve, 1500));
      seen.push(index);
    }
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => index));
  },
);
