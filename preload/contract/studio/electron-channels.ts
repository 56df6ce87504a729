/** Names of the IPC channels between the preload script and Electron's main process. */
export const channels = {
  /** A page has loaded: the wire of the page before it ends. */
  open: 'facet:open',
  /** The messages of `wire.ts`, in both directions. */
  wire: 'facet:wire',
  /** Paths of dropped files, to be imported. */
  importPaths: 'facet:import-paths',
  /** Id of a command chosen in a menu. */
  command: 'facet:command',
} as const;
