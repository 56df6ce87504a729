import { enhanceSettingsSchema } from '../../../../preload/contract/studio/enhance-settings';
import { StudioError } from '../../errors/studio-error';
import type { ClipState } from '../clips/clip-state';
import { entryOf, withEntry, type MediaEntry } from '../document/document-format';
import { sampleClip } from '../sample-clip';
import { changedSettings } from '../settings/reconcile-settings';
import type { StudioParts } from '../studio-parts';
import type { HandlersOf } from './handlers';
import { importMedia } from './import-media';

/** @throws StudioError `usage` for an id that is not of the open project */
export function requiredClip(
  { session, clips }: StudioParts,
  mediaId: string,
): { entry: MediaEntry; state: ClipState } {
  const entry = entryOf(session.document, mediaId);
  const state = clips.state(mediaId);
  if (entry !== undefined && state !== undefined) return { entry, state };
  throw new StudioError('usage', 'That clip is not in the project; it may have been removed.');
}

export function mediaMethods(parts: StudioParts): HandlersOf<'media'> {
  const { session, clips, settings, queue } = parts;
  return {
    'media.addSample': async () => {
      const [mediaId] = await importMedia(parts, [sampleClip()]);
      return { mediaId };
    },
    'media.remove': ({ mediaId }) => {
      requiredClip(parts, mediaId);
      session.edit('undo.mediaRemove', (document) => ({
        ...document,
        media: document.media.filter(({ id }) => id !== mediaId),
      }));
    },
    'media.analyse': ({ mediaId, fresh }) => {
      const { state } = requiredClip(parts, mediaId);
      if (fresh && queue.isUsing(state.projectFolder)) {
        throw new StudioError('usage', 'A job is reading this analysis. Wait until it is done, or pause it.');
      }
      clips.analyse(mediaId, fresh);
    },
    'media.cancelAnalysis': ({ mediaId }) => {
      requiredClip(parts, mediaId);
      clips.cancelAnalysis(mediaId);
    },
    'media.setRange': ({ mediaId, inFrame, outFrame }) => {
      requiredClip(parts, mediaId);
      if (inFrame !== null && outFrame !== null && outFrame <= inFrame) {
        throw new StudioError('usage', 'The out point must come after the in point.');
      }
      session.edit(
        'undo.range',
        (document) =>
          withEntry(document, mediaId, ({ inFrame: _in, outFrame: _out, ...entry }) => ({
            ...entry,
            ...(inFrame === null ? {} : { inFrame }),
            ...(outFrame === null ? {} : { outFrame }),
          })),
        `range:${mediaId}`,
      );
    },
    'media.changeSettings': ({ mediaId, patch }) => {
      requiredClip(parts, mediaId);
      session.edit(
        'undo.settings',
        (document) =>
          withEntry(document, mediaId, (entry) => ({
            ...entry,
            settings: changedSettings(entry.settings, patch),
          })),
        `settings:${mediaId}:${Object.keys(patch).sort().join()}`,
      );
    },
    'media.resetSettings': ({ mediaId }) => {
      requiredClip(parts, mediaId);
      const fresh = enhanceSettingsSchema.parse({ device: settings.settings.device });
      session.edit('undo.settingsReset', (document) =>
        withEntry(document, mediaId, (entry) => ({ ...entry, settings: fresh })),
      );
    },
    'media.applyPreset': ({ mediaId, presetId }) => {
      requiredClip(parts, mediaId);
      const { settings: chosen } = settings.preset(presetId);
      session.edit('undo.preset', (document) =>
        withEntry(document, mediaId, (entry) => ({ ...entry, settings: chosen })),
      );
    },
  };
}
