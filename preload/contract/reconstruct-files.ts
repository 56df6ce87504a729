import type { ReconstructFormat } from './options';

type Files<F extends ReconstructFormat> = Readonly<Record<F, readonly [string, ...string[]]>>;

/** What the files of each format are called after the person's name, the main one first: those of the fitted face. */
export const fittedFiles: Files<Exclude<ReconstructFormat, 'volume'>> = {
  obj: ['.obj', '.mtl', '.png'],
  ply: ['.ply'],
  glb: ['.glb'],
  'animated-glb': ['.animated.glb'],
  frontal: ['-frontal.png', '-frontal-confidence.png'],
  'frontal-video': ['-frontal.mp4'],
  albedo: ['-albedo.png'],
  maps: ['-depth.png', '-normals.png', '-maps.json'],
  coefficients: ['-coefficients.json', '-coefficients-257.txt', '-landmarks-68.txt'],
  json: ['-frames.json'],
  csv: ['-frames.csv', '-landmarks.csv'],
  npz: ['-frames.npz'],
};

/** Those of the volumetric reconstruction. */
export const volumetricFiles: Files<'obj' | 'ply' | 'glb' | 'volume'> = {
  obj: ['-volumetric.obj'],
  ply: ['-volumetric.ply'],
  glb: ['-volumetric.glb'],
  volume: ['-volumetric.raw', '-volumetric.png'],
};
