import { create } from 'zustand';
import type { MediaItem, PersonItem } from '../../preload/contract/studio/media-item';
import { useMirrors } from './topics';

/** The large views between which the user moves. */
export const rooms = ['compare', 'inspect3d', 'jobs', 'lab', 'settings'] as const;
export type Room = (typeof rooms)[number];

export interface Selection {
  readonly room: Room;
  readonly mediaId: string | undefined;
  readonly personId: number | undefined;
  /** A finished job of the selected clip that stands in for `after`: an older result, or another model's. */
  readonly comparedJobId: string | undefined;
  readonly setRoom: (room: Room) => void;
  readonly selectMedia: (mediaId: string | undefined) => void;
  readonly selectPerson: (personId: number | undefined) => void;
  readonly compareJob: (jobId: string | undefined) => void;
}

export const useSelection = create<Selection>((set) => ({
  room: 'compare',
  mediaId: undefined,
  personId: undefined,
  comparedJobId: undefined,
  setRoom: (room) => set({ room }),
  selectMedia: (mediaId) => set({ mediaId, personId: undefined, comparedJobId: undefined }),
  selectPerson: (personId) => set({ personId }),
  compareJob: (comparedJobId) => set({ comparedJobId }),
}));

/** The selected clip or photo, or the first where the selected one is gone. */
export function useSelectedMedia(): MediaItem | undefined {
  const media = useMirrors((mirrors) => mirrors.project?.media);
  const mediaId = useSelection((selection) => selection.mediaId);
  return media?.find((item) => item.id === mediaId) ?? media?.[0];
}

/** The selected person of the selected clip, or the first. */
export function useSelectedPerson(): PersonItem | undefined {
  const people = useSelectedMedia()?.people;
  const personId = useSelection((selection) => selection.personId);
  return people?.find((person) => person.id === personId) ?? people?.[0];
}
