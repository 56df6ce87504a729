import { readLayout } from '../../../../renderer/store/layout';

const panels = ['media', 'viewer', 'enhance'];

test('sizes come back as they were kept', () => {
  const kept = { media: 20, viewer: 60, enhance: 20 };
  expect(readLayout(kept, panels)).toEqual(kept);
  expect(readLayout(JSON.parse(JSON.stringify(kept)), panels)).toEqual(kept);
});

test('what does not fit the panels of today is left aside', () => {
  for (const kept of [
    undefined,
    null,
    'wide',
    [20, 60, 20],
    { media: 20, viewer: 80 },
    { media: 20, viewer: 60, timeline: 20 },
    { media: 20, viewer: 60, enhance: 20, old: 0 },
    { media: 20, viewer: 60, enhance: 60 },
    { media: -20, viewer: 100, enhance: 20 },
    { media: Number.NaN, viewer: 60, enhance: 20 },
    { media: '20', viewer: 60, enhance: 20 },
  ]) {
    expect(readLayout(kept, panels)).toBeUndefined();
  }
});
