import { useCallback } from 'react';
import type { LabFactor } from '../../../preload/contract/lab';
import type { LabReport } from '../../../preload/contract/studio/lab-run';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';

/** Addresses of a run's pictures: `sharp`, or a method of the report. */
export function usePictureUrl(
  runId: string,
  { methods }: LabReport,
): (picture: number, factor: LabFactor, version: string) => string {
  const client = useClient();
  return useCallback(
    (picture, factor, version) => {
      const method = methods.findIndex(({ name }) => name === version);
      return client.resourceUrl(
        method < 0
          ? resourcePaths.labPicture(runId, picture)
          : resourcePaths.labPicture(runId, picture, { factor, method }),
      );
    },
    [client, runId, methods],
  );
}
