export { CheatSheet } from './cheat-sheet';
export { CommandPalette } from './command-palette';
