import { useEffect } from 'react';
import type { StudioClient } from '../../../preload/contract/studio/client';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { resourcePaths, type PersonFit } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { usePlayback } from '../../store/playback';
import { fetchResource } from '../playback/resource-failure';
import { decodeTable } from '../timeline/table';
import { useCompareView } from './compare-store';
import { tokenColour } from './css-colour';
import { edgesOf, projectMesh } from './frame-mesh';
import type { Stage } from './stage';
import type { FacesFeed } from './use-frame-faces';

/** Wait before a layer is asked for: a scrub asks for none. */
const restMilliseconds = 90;

/** By the id of the face model, empty for the built-in one. */
const topologies = new Map<string, ReturnType<typeof fetchTopology>>();

/** Meshes of the people in the shown frame, while that overlay is on and the playhead rests. */
export function useMeshLayer(stage: Stage | undefined, faces: FacesFeed, media: MediaItem | undefined): void {
  const client = useClient();
  const isOn = useCompareView(({ overlays }) => overlays.mesh);
  const isDone = media?.analysis.state === 'done';
  useEffect(() => {
    if (stage === undefined || media === undefined || !isOn || !isDone) return;
    return whenAtRest(
      faces.subscribe,
      async (signal) => {
        const frame = faces.current;
        if (frame === undefined) return stage.setMeshes([], undefined);
        const ids = frame.faces.flatMap(({ personId }) => (personId === undefined ? [] : [personId]));
        const topology = topologyOf(client, media);
        const meshes = await Promise.all(ids.map((id) => fetchMesh(client, media, id, frame.frame, signal)));
        const shared = await topology;
        if (!signal.aborted)
          stage.setMeshes(
            meshes.filter((mesh) => mesh !== undefined),
            shared,
          );
      },
      () => stage.setMeshes([], undefined),
    );
    // oxlint-disable-next-line react/exhaustive-deps -- the item is new with each snapshot; its revision tells
  }, [stage, faces, client, isOn, isDone, media?.id, media?.revision]);
}

/** Where the frame is painted on, while that overlay is on and the playhead rests. */
export function useMaskLayer(stage: Stage | undefined, media: MediaItem | undefined): void {
  const client = useClient();
  const isOn = useCompareView(({ overlays }) => overlays.mask);
  const isDone = media?.analysis.state === 'done';
  const id = media?.id;
  const revision = media?.revision;
  useEffect(() => {
    if (stage === undefined || id === undefined || revision === undefined || !isOn || !isDone) return;
    const subscribe = (listener: () => void) => stage.feed.subscribe(listener);
    let shown = -1;
    return whenAtRest(
      subscribe,
      async (signal) => {
        const { frame } = stage.feed.getState();
        if (frame === undefined || frame === shown) return;
        const url = client.resourceUrl(resourcePaths.mask(id, revision, frame));
        const bitmap = await createImageBitmap(await (await fetchResource(url, signal)).blob());
        if (signal.aborted) return bitmap.close();
        shown = frame;
        stage.setMask({ kind: 'bitmap', width: bitmap.width, height: bitmap.height, bitmap });
      },
      () => {
        shown = -1;
        stage.setMask(undefined);
      },
    );
  }, [stage, client, isOn, isDone, id, revision]);
}

/** Runs `load` once things have settled, stops it when they change, and `clear`s when it plays or ends. */
function whenAtRest(
  subscribe: (listener: () => void) => () => void,
  load: (signal: AbortSignal) => Promise<void>,
  clear: () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;
  const changed = () => {
    clearTimeout(timer);
    running?.abort();
    if (usePlayback.getState().playing) return clear();
    timer = setTimeout(() => {
      running = new AbortController();
      // A layer is an extra: without it the picture is still right.
      load(running.signal).catch(() => undefined);
    }, restMilliseconds);
  };
  const end = subscribe(changed);
  const endPlayback = usePlayback.subscribe((now, before) => {
    if (now.frame !== before.frame) clear();
    if (now.frame !== before.frame || now.playing !== before.playing) changed();
  });
  changed();
  return () => {
    end();
    endPlayback();
    clearTimeout(timer);
    running?.abort();
    clear();
  };
}

function topologyOf(client: StudioClient, { id, settings }: MediaItem): ReturnType<typeof fetchTopology> {
  const face = settings.faceModel ?? '';
  const known = topologies.get(face);
  if (known !== undefined) return known;
  const topology = fetchTopology(client, face === '' ? undefined : id);
  topologies.set(face, topology);
  topology.catch(() => topologies.delete(face));
  return topology;
}

async function fetchTopology(client: StudioClient, mediaId: string | undefined) {
  const url = client.resourceUrl(resourcePaths.triangles(mediaId));
  const response = await fetchResource(url, new AbortController().signal);
  const triangles = new Uint16Array(await response.arrayBuffer());
  return { triangles, edges: edgesOf(triangles) };
}

const fits = new Map<string, Promise<PersonFit>>();

async function fetchMesh(
  client: StudioClient,
  media: MediaItem,
  personId: number,
  frame: number,
  signal: AbortSignal,
) {
  const person = media.people.find(({ id }) => id === personId);
  if (person === undefined) return undefined;
  const fitUrl = client.resourceUrl(resourcePaths.fit(media.id, personId));
  const key = `${fitUrl}#${media.revision}`;
  let fit = fits.get(key);
  if (fit === undefined) {
    fit = fetchResource(fitUrl, new AbortController().signal).then(
      (response) => response.json() as Promise<PersonFit>,
    );
    fits.set(key, fit);
    fit.catch(() => fits.delete(key));
    for (const oldest of fits.keys()) if (fits.size > 64) fits.delete(oldest);
  }
  const url = client.resourceUrl(resourcePaths.mesh(media.id, personId, frame));
  try {
    const table = decodeTable(await (await fetchResource(url, signal)).arrayBuffer());
    const hue = tokenColour(document.documentElement, `--p${(person.hue % 6) + 1}`);
    return projectMesh(table, await fit, hue);
  } catch {
    return undefined;
  }
}
