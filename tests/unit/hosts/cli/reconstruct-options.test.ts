import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../../../../main/hosts/cli/run-cli';
import { usualFormats, type ReconstructRequest } from '../../../../preload/contract/options';
import { analysisOf, fakeHost } from './fake-host';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('reconstruct', () => {
  async function asked(
    ...args: string[]
  ): Promise<{ code: number; request?: ReconstructRequest; err: string }> {
    let request: ReconstructRequest | undefined;
    const host = fakeHost({
      reconstruct: async (given) => {
        request = given;
        return { input: given.input, analysis: analysisOf(given.input), people: [] };
      },
    });
    const code = await runCli(['reconstruct', 'a.mp4', '-o', folder, ...args], host);
    return { code, ...(request === undefined ? {} : { request }), err: host.err.join('') };
  }

  test('writes everything but videos and sequences unless told', async () => {
    const { code, request } = await asked();
    expect(code).toBe(0);
    expect(request?.formats).toEqual(usualFormats);
    expect(request).not.toHaveProperty('sequence');
    expect(request?.reconstruction).toBe('morphable');
  });

  test('--formats and --sequence choose', async () => {
    const { request } = await asked('--formats', 'npz, animated-glb,npz', '--sequence', 'ply');
    expect(request).toMatchObject({ formats: ['npz', 'animated-glb'], sequence: 'ply' });
  });

  test('--reconstruction and --model choose how', async () => {
    const { request } = await asked('--reconstruction', 'volumetric', '--model', 'vrn');
    expect(request).toMatchObject({ reconstruction: 'volumetric', volumeModel: 'vrn' });
  });

  test.each([
    [['--reconstruction', 'volumetrc'], 'Did you mean volumetric?'],
    [['--model', 'vrn'], '--reconstruction volumetric'],
    [['--formats', 'obj,animated-gbl'], 'Did you mean animated-glb?'],
    [['--sequence', 'stl'], 'Choose obj'],
  ])('%j is refused with what there is', async (args, told) => {
    const { code, err } = await asked(...args);
    expect(code).toBe(2);
    expect(err).toContain(told);
  });
});
