/** What the studio is made of and under which terms; the texts themselves come with the program, in NOTICE. */
export const licences: readonly { readonly name: string; readonly licence: string }[] = [
  { name: 'BlazeFace, Face Mesh with attention (MediaPipe)', licence: 'Apache-2.0' },
  { name: 'MobileFace', licence: 'MIT' },
  { name: 'MakeHuman base mesh and targets', licence: 'CC0-1.0' },
  { name: 'Portrait of Eileen Collins (NASA)', licence: 'Public domain' },
  { name: 'ONNX Runtime', licence: 'MIT' },
  { name: 'FFmpeg, a program of its own', licence: 'GPL-3.0-or-later' },
  { name: 'sharp, libvips', licence: 'Apache-2.0, LGPL-3.0-or-later' },
  { name: 'Electron', licence: 'MIT' },
  { name: 'React', licence: 'MIT' },
  { name: 'three.js, react-three-fiber, drei', licence: 'MIT' },
  { name: 'Radix UI, cmdk', licence: 'MIT' },
  { name: 'Lucide', licence: 'ISC' },
  { name: 'Inter', licence: 'OFL-1.1' },
  { name: 'zod, zustand, TanStack Virtual, uPlot, react-resizable-panels, ws', licence: 'MIT' },
];
