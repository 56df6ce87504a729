import type { StudioParts } from '../studio-parts';
import type { HandlersOf } from './handlers';

export function projectMethods({ session }: StudioParts): HandlersOf<'project'> {
  return {
    'project.new': ({ name }) => session.startNew(name),
    'project.open': ({ id }) => session.open(id),
    'project.rename': ({ name }) =>
      session.edit('undo.rename', (document) => ({ ...document, name }), 'name'),
    'project.undo': () => session.undo(),
    'project.redo': () => session.redo(),
  };
}
