import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { enhanceSettingsSchema } from '../../../../../preload/contract/studio/enhance-settings';
import type { PersonItem } from '../../../../../preload/contract/studio/media-item';
import { analyseInput } from '../../../../../main/engine/analyse/analyse-input';
import { EngineParts } from '../../../../../main/engine/engine-parts';
import { StageClock } from '../../../../../main/engine/jobs/stage-clock';
import { decodeFrames } from '../../../../../main/engine/media/decode-frames';
import { probeMedia } from '../../../../../main/engine/media/probe';
import type { RgbImage } from '../../../../../main/engine/pixels/image';
import type { Project } from '../../../../../main/engine/project/project-format';
import type { ResourceAnswer, StudioResources } from '../../../../../main/engine/studio/resource-answer';
import { createResources, type ResourceLimits } from '../../../../../main/engine/studio/resources/resources';
import type { StudioClip, StudioClips, StudioJobFiles } from '../../../../../main/engine/studio/studio-clips';
import { analyseOptionsSchema } from '../../../../../preload/contract/options';
import { putAnalysedSample, sampleClip } from '../../../../fixtures/analysed-sample';

export const sampleFile = sampleClip;

/** A studio's session reduced to what resources ask of it, round the bundled sample. */
export class SampleStudio {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'facet-resources-'));
  readonly parts = new EngineParts({ workers: 2 });
  readonly clips = new Map<string, StudioClip>();
  readonly jobs = new Map<string, StudioJobFiles>();
  readonly session: StudioClips = {
    clip: (id) => this.clips.get(id),
    job: (id) => this.jobs.get(id),
  };
  private readonly opened: StudioResources[] = [];

  resources(limits: Partial<ResourceLimits> = {}): StudioResources {
    const resources = createResources({
      clips: this.session,
      parts: this.parts,
      dataFolder: this.folder,
      limits,
    });
    this.opened.push(resources);
    return resources;
  }

  /** Puts a file into the session, analysed or not. */
  async add(id: string, input: string, analysed: boolean): Promise<StudioClip> {
    const media = await probeMedia(input, await this.parts.tools());
    const projectFolder = path.join(this.folder, `${id}.facet`);
    let project: Project | undefined;
    if (analysed) {
      if (input === sampleClip) await putAnalysedSample(projectFolder);
      const options = analyseOptionsSchema.parse({ input, project: projectFolder });
      project = (await analyseInput(options, media, projectFolder, this.parts, new StageClock(), {})).project;
    }
    const clip: StudioClip = {
      id,
      input,
      media,
      projectFolder,
      ...(project === undefined ? {} : { project }),
      settings: enhanceSettingsSchema.parse({}),
      people: project === undefined ? [] : peopleOf(project),
      references: [],
      revision: 1,
      analysisRevision: 0,
    };
    this.clips.set(id, clip);
    return clip;
  }

  change(id: string, change: Partial<StudioClip>): StudioClip {
    const clip = { ...this.clips.get(id)!, ...change };
    this.clips.set(id, clip);
    return clip;
  }

  async dispose(): Promise<void> {
    for (const resources of this.opened) await resources.dispose();
    await this.parts.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function peopleOf(project: Project): PersonItem[] {
  return project.people.map(({ shape: _shape, albedo: _albedo, ...person }, hue) => ({
    ...person,
    hue,
    enabled: true,
    strength: 1,
    references: [],
    tracks: person.tracks.map((id) => ({ id, firstFrame: person.firstFrame, lastFrame: person.lastFrame })),
  }));
}

export async function ask(
  resources: StudioResources,
  resourcePath: string,
  range?: { start: number; end?: number },
): Promise<ResourceAnswer> {
  const { signal } = new AbortController();
  return resources.answer(resourcePath, { signal, ...(range === undefined ? {} : { range }) });
}

/** The bytes of an answer that must be 200. */
export async function bytesOf(resources: StudioResources, resourcePath: string): Promise<Buffer> {
  const answer = await ask(resources, resourcePath);
  if (answer.status !== 200 || !(answer.body instanceof Uint8Array)) {
    const text = answer.body instanceof Uint8Array ? new TextDecoder().decode(answer.body) : '';
    throw new Error(`${resourcePath}: ${answer.status} ${text.slice(0, 500)}`);
  }
  return Buffer.from(answer.body);
}

export function rawPicture(bytes: Buffer): RgbImage {
  expect(bytes.toString('ascii', 0, 4)).toBe('FRGB');
  const [width, height] = [bytes.readUInt32LE(4), bytes.readUInt32LE(8)];
  expect(bytes).toHaveLength(16 + width * height * 3);
  return { width, height, data: bytes.subarray(16) };
}

export function table(bytes: Buffer): {
  rows: number;
  columns: number;
  at: (row: number, column: number) => number;
} {
  expect(bytes.toString('ascii', 0, 4)).toBe('FTAB');
  const [rows, columns] = [bytes.readUInt32LE(4), bytes.readUInt32LE(8)];
  expect(bytes).toHaveLength(16 + rows * columns * 4);
  return { rows, columns, at: (row, column) => bytes.readFloatLE(16 + 4 * (row * columns + column)) };
}

/** Every frame of a file, decoded straight. */
export async function straightFrames(studio: SampleStudio, input: string): Promise<Buffer[]> {
  const tools = await studio.parts.tools();
  const frames: Buffer[] = [];
  for await (const { image } of decodeFrames(await probeMedia(input, tools), tools)) {
    frames.push(Buffer.from(image.data));
  }
  return frames;
}
