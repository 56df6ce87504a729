import type { MediaEntry } from '../document/document-format';

/** Whether enhanced pixels would differ: how the file is written, its range and people's names do not matter. */
export function lookChanged(before: MediaEntry, after: MediaEntry): boolean {
  return JSON.stringify(lookOf(before)) !== JSON.stringify(lookOf(after));
}

function lookOf({ settings, people }: MediaEntry): unknown {
  const { task, scale, prior, strength, vividness, thorough, model, modelParameters, upscaler, device } =
    settings;
  return {
    settings: { task, scale, prior, strength, vividness, thorough, model, modelParameters, upscaler, device },
    people: Object.entries(people.people)
      .map(([id, { enabled = true, strength: share = 1 }]) => [id, enabled ? share : 0])
      .filter(([, share]) => share !== 1)
      .sort(([a], [b]) => String(a).localeCompare(String(b))),
    references: Object.entries(people.people)
      .map(([id, { references = [] }]) => [id, references.map(({ file }) => file)] as const)
      .filter(([, files]) => files.length > 0)
      .sort(([a], [b]) => a.localeCompare(b)),
    tracks: Object.entries(people.tracks).sort(([a], [b]) => a.localeCompare(b)),
  };
}
