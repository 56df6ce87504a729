import { StudioError } from '../../errors/studio-error';
import { fileExists } from '../../project/project-folder';
import type { StudioParts } from '../studio-parts';
import type { HandlersOf } from './handlers';
import { importMedia } from './import-media';
import { requiredClip } from './media-methods';

export function settingsMethods(
  parts: StudioParts,
): HandlersOf<'presets'> & HandlersOf<'settings'> & HandlersOf<'machine'> & HandlersOf<'faces'> {
  const { settings, machine, models, resources, faces } = parts;
  return {
    'presets.save': ({ mediaId, name }) => ({
      presetId: settings.savePreset(name, requiredClip(parts, mediaId).entry.settings),
    }),
    'presets.remove': ({ presetId }) => settings.removePreset(presetId),
    'presets.import': ({ file }) => ({ presetId: settings.importPreset(file) }),
    'presets.export': ({ presetId }) => settings.exportPreset(presetId),
    'settings.change': ({ patch }) => settings.change(patch),
    'machine.inspect': async () => {
      await models.readCatalogue();
      await machine.inspect();
    },
    'machine.benchmark': () => machine.benchmark(),
    'faces.export': async (request, signal) => {
      requiredClip(parts, request.mediaId);
      return resources.exportFace(request, signal);
    },
    'faces.write': (request) => faces.start(request),
    'faces.cancelWriting': ({ id }) => faces.cancel(id),
  };
}

export function hostMethodHandlers(parts: StudioParts): HandlersOf<'host'> {
  const { queue, faces, folders, log, models } = parts;
  return {
    'host.importPaths': async ({ paths }) => ({ mediaIds: await importMedia(parts, paths) }),
    'host.grantFolder': ({ path }) => folders.grant(path),
    'host.offerModel': ({ path, uploaded }, signal) => models.offer(path, uploaded, signal),
    'host.jobFiles': async ({ jobId }) => {
      const { status, output, sideBySide } = queue.required(jobId);
      if (status.state !== 'done') throw new StudioError('usage', 'This job has no result yet.');
      if (!(await fileExists(output))) {
        throw new StudioError('input-not-found', `${output} is no longer there: it was moved or removed.`);
      }
      return { output, ...(sideBySide === undefined ? {} : { sideBySide }) };
    },
    'host.faceFolder': ({ id }) => ({ path: faces.folderOf(id) }),
    'host.logFolder': async () => {
      await log.makeFolder();
      return { path: log.folder };
    },
  };
}
