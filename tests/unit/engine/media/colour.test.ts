import {
  filtersFromRgb,
  filtersToRgb,
  isRgbFormat,
  resolveColour,
} from '../../../../main/engine/media/colour';
import type { MediaInfo } from '../../../../preload/contract/media';

const untagged: MediaInfo['colour'] = {
  range: 'unknown',
  space: 'unknown',
  transfer: 'unknown',
  primaries: 'unknown',
};

describe('resolveColour', () => {
  test('takes BT.601 for untagged standard definition and BT.709 above', () => {
    const sd = resolveColour({ colour: untagged, pixelFormat: 'yuv420p', width: 720, height: 576 });
    const hd = resolveColour({ colour: untagged, pixelFormat: 'yuv420p', width: 1280, height: 720 });
    const uprightHd = resolveColour({ colour: untagged, pixelFormat: 'yuv420p', width: 720, height: 1280 });
    expect([sd.space, hd.space, uprightHd.space]).toEqual(['smpte170m', 'bt709', 'bt709']);
    expect([sd.range, sd.transfer, sd.primaries]).toEqual(['limited', 'unknown', 'unknown']);
  });

  test('keeps announced tags, knows full range by the old pixel formats and RGB by its name', () => {
    const colour = {
      range: 'limited',
      space: 'bt2020nc',
      transfer: 'smpte2084',
      primaries: 'bt2020',
    } as const;
    const hdr = resolveColour({ colour, pixelFormat: 'yuv420p10le', width: 100, height: 100 });
    expect(hdr).toEqual(colour);
    expect(resolveColour({ colour: untagged, pixelFormat: 'yuvj420p', width: 100, height: 100 }).range).toBe(
      'full',
    );
    expect(resolveColour({ colour: untagged, pixelFormat: 'gbrp', width: 100, height: 100 }).space).toBe(
      'gbr',
    );
    expect(isRgbFormat('yuv420p')).toBe(false);
  });
});

describe('colour filters', () => {
  const colour = { space: 'bt709', range: 'limited', transfer: 'bt709', primaries: 'bt709' } as const;

  test('both directions name the same matrix and range, and odd sizes go through swscale', () => {
    for (const [width, height, hasZscale, expected] of [
      [640, 480, true, /zscale.*709/],
      [640, 480, false, /^scale.*bt709/],
      [641, 480, true, /^scale.*bt709/],
    ] as const) {
      const request = { colour, width, height, hasZscale, pixelFormat: 'yuv420p' };
      expect(filtersToRgb(request)[0]).toMatch(expected);
      expect(filtersFromRgb(request).join(',').replace('format=gbrp,', '')).toMatch(expected);
    }
  });

  test('RGB stays RGB', () => {
    const request = { colour, width: 640, height: 480, hasZscale: true, pixelFormat: 'bgr0' };
    expect(filtersFromRgb(request)).toEqual(['format=bgr0']);
  });
});
