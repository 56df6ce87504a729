import {
  codecsOf,
  containerSchema,
  type EnhanceSettings,
  type EnhanceSettingsPatch,
} from '../../../../preload/contract/studio/enhance-settings';

/**
 * Settings with a patch laid over them. A container and a codec that do not go together are brought together: what the
 * patch names stays, the other gives way.
 */
export function changedSettings(settings: EnhanceSettings, patch: EnhanceSettingsPatch): EnhanceSettings {
  const { encoding, ...rest } = patch;
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const knownEncoding = Object.fromEntries(
    Object.entries(encoding ?? {}).filter(([, value]) => value !== undefined),
  );
  const next: EnhanceSettings = {
    ...settings,
    ...known,
    encoding: { ...settings.encoding, ...knownEncoding },
  };
  // An empty id means: the best one again.
  if (next.model === '') delete next.model;
  if (next.upscaler === '') delete next.upscaler;
  if (next.faceModel === '') delete next.faceModel;
  // Parameters belong to the model they were set for.
  if (patch.model !== undefined && patch.modelParameters === undefined) delete next.modelParameters;
  const { codec } = next.encoding;
  if (codecsOf[next.container].includes(codec)) return next;
  if (patch.container !== undefined && encoding?.codec === undefined) {
    return { ...next, encoding: { ...next.encoding, codec: codecsOf[next.container][0] } };
  }
  const container = containerSchema.options.find((name) => codecsOf[name].includes(codec));
  return { ...next, container: container ?? 'mkv' };
}
