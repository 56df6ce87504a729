import { create } from 'zustand';
import type { FolderGrant } from '../../preload/contract/studio/machine';

interface Destination {
  /** Where results go; undefined: beside the input. */
  readonly folder: FolderGrant | undefined;
  readonly choose: (folder: FolderGrant | undefined) => void;
}

/** The folder the user chose for results, for as long as the window is open: a grant ends with the engine. */
export const useDestination = create<Destination>((set) => ({
  folder: undefined,
  choose: (folder) => set({ folder }),
}));
