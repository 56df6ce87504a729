import { enhanceSettingsSchema } from '../../../../../preload/contract/studio/enhance-settings';
import { changedSettings } from '../../../../../main/engine/studio/settings/reconcile-settings';

const settings = enhanceSettingsSchema.parse({ encoding: { quality: 90 }, model: 'facet-restorer' });

test('a patch changes only what it names, in the encoding too', () => {
  const next = changedSettings(settings, { strength: 0.5, encoding: { codec: 'hevc' }, scale: undefined });
  expect(next).toEqual({ ...settings, strength: 0.5, encoding: { ...settings.encoding, codec: 'hevc' } });
});

test('what is named stays, the other gives way', () => {
  expect(changedSettings(settings, { encoding: { codec: 'prores' } })).toMatchObject({ container: 'mov' });
  expect(changedSettings(settings, { container: 'webm' }).encoding.codec).toBe('av1');
  expect(changedSettings(settings, { container: 'webm', encoding: { codec: 'ffv1' } })).toMatchObject({
    container: 'mkv',
    encoding: { codec: 'ffv1' },
  });
});

test('an empty model means the best one again', () => {
  expect(changedSettings(settings, { model: '' })).not.toHaveProperty('model');
});
