import { importViolations } from './import-rules';
import { parseSource, sourceFiles } from './source-files';

test('the sources keep the import rules', () => {
  const files = sourceFiles('main', 'preload', 'renderer');
  expect(files.length).toBeGreaterThan(20);
  expect(importViolations(files)).toEqual([]);
});

describe('the checker notices', () => {
  test.each([
    ['renderer/features/people/list.ts', `import { x } from '../../../main/engine/engine';`, 'renderer'],
    ['renderer/store/jobs.ts', `import x from '../../preload/index';`, 'renderer'],
    ['main/engine/engine.ts', `import { App } from '../../renderer/ui/app';`, 'main imports only'],
    ['main/engine/engine.ts', `import { y } from '../../preload/index';`, 'main imports only'],
    ['main/engine/engine.ts', `import { y } from '../hosts/cli/run-cli';`, 'knows no host'],
    ['main/engine/engine.ts', `import { createServer } from 'node:http';`, 'no http'],
    ['main/engine/jobs/queue.ts', `const { app } = require('electron');`, 'electron'],
    ['main/engine/engine.ts', `const input = process.argv[2];`, 'argv'],
    ['main/engine/media/probe.ts', `import { fit } from '../people/fit-people';`, 'stage media'],
    ['main/engine/enhance/restore.ts', `export * from '../compose/blend';`, 'stage enhance'],
    ['main/engine/enhance/deep/er/restore.ts', `import '../../../compose/blend';`, 'stage enhance'],
    ['main/engine/faces/track.ts', `await import('../project/load.js');`, 'stage faces'],
    ['main/engine/faces/track.ts', `import { createEngine } from '../engine';`, 'stage faces'],
    ['main/engine/people/x.ts', `import { detect } from '../faces/detect-faces';`, 'stage people'],
    ['main/engine/people/x.ts', `import { type A } from '../faces/detect-faces';`, 'stage people'],
    ['main/engine/people/x.ts', `import { A } from '../faces/types';`, 'stage people'],
    ['main/engine/geometry/fit.ts', `import { decode } from '../media/decode';`, 'foundation geometry'],
    ['main/engine/geometry/fit.ts', `import { readFileSync } from 'node:fs';`, 'pure'],
    ['main/engine/geometry/fit.ts', `import { readFile } from 'fs/promises';`, 'pure'],
    ['main/engine/faces/detect.ts', `import { Tensor } from 'onnxruntime-node';`, 'onnxruntime-node'],
    ['main/hosts/cli/facet.ts', `import ffmpeg from 'fluent-ffmpeg';`, 'fluent-ffmpeg'],
    ['main/engine/export/video.ts', `import ffmpeg = require('fluent-ffmpeg');`, 'fluent-ffmpeg'],
    ['main/engine/faces/detect.ts', `import sharp from 'sharp';`, 'sharp'],
    ['main/engine/export/video.ts', `import { spawn } from 'node:child_process';`, 'child_process'],
    ['main/engine/cleverness/x.ts', `import { a } from '../errors/studio-error';`, 'neither'],
    ['preload/contract/jobs.ts', `import type { Pose } from '../../main/engine/geometry/types';`, 'contract'],
    ['preload/contract/jobs.ts', `import path from 'node:path';`, 'only zod'],
  ])('%s: %s', (path, text, rule) => {
    const violations = importViolations([parseSource(path, text)]);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatchObject({ file: path, rule: expect.stringContaining(rule) as string });
  });
});

describe('the checker allows', () => {
  test.each([
    [
      'main/engine/render-clip.ts',
      `import { a } from './media/decode'; import { b } from './compose/blend';`,
    ],
    [
      'main/engine/render/segments.ts',
      `import { a } from '../media/encode'; import { b } from '../jobs/queue';`,
    ],
    ['main/engine/people/x.ts', `import type { FaceLandmarks } from '../faces/types';`],
    ['main/engine/people/x.ts', `import { type FaceLandmarks } from '../faces/types';`],
    ['main/engine/media/probe.ts', `import ffmpeg from 'fluent-ffmpeg'; import sharp from 'sharp';`],
    ['main/engine/geometry/load-face-model.ts', `import { readFile } from 'node:fs/promises';`],
    [
      'main/engine/faces/detect.ts',
      `import { z } from 'zod'; import { p } from '../inference/inference-pool';`,
    ],
    ['main/hosts/cli/facet.ts', `import { createEngine } from '../../engine/engine'; import 'commander';`],
    ['renderer/store/jobs.ts', `import { a } from '../../preload/contract/jobs'; import React from 'react';`],
    ['main/engine/faces/detect.ts', `// import sharp from 'sharp' would be wrong; so says 'electron'`],
  ])('%s: %s', (path, text) => {
    expect(importViolations([parseSource(path, text)])).toEqual([]);
  });
});
