import type { ModelItem } from '../../../../preload/contract/studio/machine';
import type { ModelEntry } from '../../models/manifest';

/** A model as the window shows it; its state is another matter. */
export function modelItem(entry: ModelEntry, builtIn: boolean): ModelItem {
  const { id, name, job, tasks, vivid, version, licence, source, bytes, sha256, adapter } = entry;
  const parameters = (adapter?.parameters ?? []).flatMap(({ name: called, default: usual, min, max }) =>
    called === undefined || typeof usual !== 'number' ? [] : [{ name: called, default: usual, min, max }],
  );
  return {
    id,
    ...(name === undefined ? {} : { name }),
    job,
    ...(tasks === undefined ? {} : { tasks }),
    ...(vivid === undefined ? {} : { vivid }),
    version,
    licence,
    source: sourceLine(source),
    ...{ bytes, sha256, builtIn },
    ...(parameters.length === 0 ? {} : { parameters }),
  };
}

/**
 * `source` is free in the manifest: a package with its version, a recipe, where a user got it, or words.
 */
function sourceLine(source: unknown): string {
  if (typeof source === 'string') return source;
  if (typeof source !== 'object' || source === null) return '';
  const { package: name, version, recipe, data, origin } = source as Record<string, unknown>;
  if (typeof name !== 'string' && typeof origin === 'string') return origin;
  if (typeof name === 'string') return typeof version === 'string' ? `${name} ${version}` : name;
  return [recipe, data].filter((part) => typeof part === 'string').join(': ');
}
