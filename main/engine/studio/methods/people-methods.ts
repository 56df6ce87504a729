import { StudioError } from '../../errors/studio-error';
import type { Project } from '../../project/project-format';
import { withEntry } from '../document/document-format';
import type { EditName } from '../document/history';
import {
  changePerson,
  editOf,
  mergePeople,
  splitPerson,
  tracksOfPeople,
  type PeopleEdits,
} from '../people/people-edits';
import { checkedReferences } from '../people/checked-references';
import type { StudioParts } from '../studio-parts';
import type { HandlersOf } from './handlers';
import { requiredClip } from './media-methods';

export function peopleMethods(parts: StudioParts): HandlersOf<'people'> {
  const { session } = parts;

  function analysed(mediaId: string): { project: Project; edits: PeopleEdits } {
    const { entry, state } = requiredClip(parts, mediaId);
    if (state.result !== undefined) return { project: state.result.project, edits: entry.people };
    throw new StudioError('usage', 'The clip is not analysed yet: there are no people to change.');
  }

  function keep(name: EditName, mediaId: string, people: PeopleEdits, subject?: string): void {
    session.edit(
      name,
      (document) => withEntry(document, mediaId, (entry) => ({ ...entry, people })),
      subject,
    );
  }

  return {
    'people.change': async ({ mediaId, personId, name, enabled, strength, references: ids }) => {
      const { project, edits } = analysed(mediaId);
      if (!tracksOfPeople(project, edits).has(personId)) {
        throw new StudioError('usage', `There is no person ${personId} in this clip.`);
      }
      const what: EditName =
        name !== undefined
          ? 'undo.peopleRename'
          : enabled !== undefined
            ? 'undo.peopleEnable'
            : ids !== undefined
              ? 'undo.peopleReferences'
              : 'undo.peopleStrength';
      const kept = editOf(edits, personId).references ?? [];
      const references = ids && (await checkedReferences(parts, project, mediaId, ids, kept));
      const change = { name, enabled, strength, references };
      const subject = what === 'undo.peopleStrength' ? `strength:${mediaId}:${personId}` : undefined;
      // A picture takes a while to be looked at: others may have edited meanwhile.
      const { edits: now } = references === undefined ? { edits } : analysed(mediaId);
      keep(what, mediaId, changePerson(now, personId, change), subject);
    },
    'people.merge': ({ mediaId, personId, from }) => {
      const { project, edits } = analysed(mediaId);
      keep('undo.peopleMerge', mediaId, mergePeople(project, edits, personId, from));
    },
    'people.split': ({ mediaId, personId, tracks }) => {
      const { project, edits } = analysed(mediaId);
      const split = splitPerson(project, edits, personId, tracks);
      keep('undo.peopleSplit', mediaId, split.edits);
      return { personId: split.personId };
    },
  };
}
