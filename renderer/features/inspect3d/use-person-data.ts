import { useClient } from '../../client/client-context';
import { resourcePaths, type PersonFit } from '../../../preload/contract/studio/resources';
import { fetchJson, fetchTable } from './fetch-resource';
import type { Table } from './read-table';
import { useResource, type Resource } from './use-resource';

/** Rows asked of the curves: more than the widest plot has pixels. */
const curvePoints = 2000;

export interface PersonData {
  /** [V,3] mm */
  readonly neutral: Float32Array;
  readonly fit: PersonFit;
  readonly curves: Table;
  readonly expressions: Table;
}

/** @param person key changes when the person's tracks do */
export function usePersonData(
  mediaId: string | undefined,
  personId: number | undefined,
  person: string,
): Resource<PersonData> {
  const client = useClient();
  const known = mediaId !== undefined && personId !== undefined;
  return useResource(known ? `${mediaId}/${personId}/${person}` : undefined, async (signal) => {
    const media = mediaId ?? '';
    const id = personId ?? 0;
    const [neutral, fit, curves, expressions] = await Promise.all([
      fetchTable(client, resourcePaths.neutralMesh(media, id), signal),
      fetchJson<PersonFit>(client, resourcePaths.fit(media, id), signal),
      fetchTable(client, resourcePaths.curves(media, id, curvePoints), signal),
      fetchTable(client, resourcePaths.expressions(media, id, curvePoints), signal),
    ]);
    return { neutral: neutral.values, fit, curves, expressions };
  });
}
