/** Names of the IPC channels between the preload script and the main process. */
export const channels = {
  /** The wire of `contract/studio/wire.ts`, in both directions. */
  wire: 'facet:wire',
  /** Paths of dropped files, to be imported. */
  importPaths: 'facet:import-paths',
  /** Id of a command chosen in a menu. */
  command: 'facet:command',
} as const;
