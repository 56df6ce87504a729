import { access, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { jobsSnapshotSchema } from '../../../../preload/contract/studio/job-item';
import { projectSnapshotSchema, type MediaItem } from '../../../../preload/contract/studio/media-item';
import { createEngine } from '../../../../main/engine/engine';
import { locateFfmpeg } from '../../../../main/engine/media/locate-ffmpeg';
import { runTool } from '../../../../main/engine/media/run-tool';
import { sampleClip } from '../../../../main/engine/studio/sample-clip';
import type { Studio } from '../../../../main/engine/studio/studio';
import { now, openStudio, temporaryFolder, until } from './studio-fixture';

let data: Awaited<ReturnType<typeof temporaryFolder>>;
let clips: Awaited<ReturnType<typeof temporaryFolder>>;

beforeEach(async () => {
  data = await temporaryFolder();
  clips = await temporaryFolder();
});
afterEach(async () => {
  await data.remove();
  await clips.remove();
});

const item = (studio: Studio): MediaItem => now(studio, 'project').media[0];

test('a clip goes from import to a finished job, as its settings and people say; the next start knows it all', async () => {
  const input = path.join(clips.folder, 'talk.mp4');
  const tools = await locateFfmpeg();
  await runTool(tools.ffmpeg.path, ['-v', 'error', '-i', sampleClip(), '-t', '1', '-c', 'copy', input]);
  const studio = await openStudio(data.folder, { settings: { segmentFrames: 2 } });
  const call = <T>(method: string, params?: unknown): Promise<T> => studio.call(method, params) as Promise<T>;
  let jobId: string;
  try {
    const { mediaIds } = await call<{ mediaIds: string[] }>('host.importPaths', {
      paths: [input, clips.folder],
    });
    const [mediaId] = mediaIds;
    expect(mediaIds).toEqual([mediaId]);
    await until(studio, 'project', ({ media }) => media[0].info !== undefined);
    const analysed = await until(studio, 'project', ({ media }) => media[0].analysis.state === 'done');
    expect(projectSnapshotSchema.parse(analysed)).toEqual(analysed);
    const [person] = analysed.media[0].people;
    expect(person).toMatchObject({ id: 1, name: 'Person 1', enabled: true, strength: 1, firstFrame: 0 });
    expect(person.tracks.reduce((sum, track) => sum + track.lastFrame - track.firstFrame + 1, 0)).toBe(
      person.frames,
    );

    const before = item(studio).revision;
    await call('people.change', { mediaId, personId: 1, name: 'Ada' });
    expect(item(studio)).toMatchObject({ revision: before, people: [{ name: 'Ada' }] });
    await call('people.change', { mediaId, personId: 1, strength: 0.5 });
    expect(item(studio).revision).toBe(before + 1);
    await call('media.changeSettings', { mediaId, patch: { encoding: { codec: 'ffv1' } } });
    expect(item(studio).settings).toMatchObject({
      container: 'mkv',
      encoding: { codec: 'ffv1', quality: 75 },
    });
    expect(item(studio).revision).toBe(before + 1);
    await call('media.setRange', { mediaId, inFrame: 4, outFrame: 20 });
    await expect(call('jobs.estimate', { mediaId })).resolves.toMatchObject({
      frames: 16,
      outputName: 'talk-sharp.mkv',
      folderName: path.basename(clips.folder),
      encoder: 'ffv1',
    });

    ({ jobId } = await call<{ jobId: string }>('jobs.add', { mediaId }));
    await until(studio, 'jobs', ({ jobs }) => (jobs[0].segments?.done ?? 0) > 0);
    await call('jobs.pause', { jobId });
    const paused = await until(studio, 'jobs', ({ jobs }) => jobs[0].status.state === 'paused');
    expect(paused.jobs[0].segments?.done).toBeLessThan(8);
    await call('jobs.resume', { jobId });
    const finished = await until(studio, 'jobs', ({ jobs }) =>
      ['done', 'failed'].includes(jobs[0].status.state),
    );
    expect(jobsSnapshotSchema.parse(finished)).toEqual(finished);
    const [job] = finished.jobs;
    expect(job.status).toMatchObject({ state: 'done', summary: { frames: 16, facesRestored: 16 } });
    expect(job).toMatchObject({
      outputName: 'talk-sharp.mkv',
      people: [{ id: 1, name: 'Ada', strength: 0.5 }],
      segments: { total: 8 },
    });
    // What was rendered before the pause was not rendered again.
    const { reused = 0, done = 0 } = job.segments ?? {};
    expect([reused > 0, reused + done]).toEqual([true, 8]);
    expect(job.liveRevision).toBeGreaterThan(0);
    expect(job.secondsSpent).toBeGreaterThan(0);
    const { output } = await call<{ output: string }>('host.jobFiles', { jobId });
    expect(output).toBe(path.join(clips.folder, 'talk-sharp.mkv'));
    expect(job.status).toMatchObject({ bytes: (await stat(output)).size });
    // A second job of the same clip never writes over the first.
    await expect(call('jobs.estimate', { mediaId })).resolves.toMatchObject({
      outputName: 'talk-sharp-2.mkv',
    });
    // Nothing of the render is left beside the clip but the analysis.
    expect(await readdir(path.join(clips.folder, 'talk.facet'))).toEqual(['analysis']);
    const engine = createEngine();
    expect(await engine.probe(output)).toMatchObject({ codec: 'ffv1', kind: 'video' });
    await engine.dispose();
  } finally {
    await studio.dispose();
  }

  const again = await openStudio(data.folder);
  try {
    const opened = await until(again, 'project', ({ media }) => media[0]?.analysis.state === 'done');
    expect(opened.media[0]).toMatchObject({
      people: [{ name: 'Ada', strength: 0.5 }],
      inFrame: 4,
      settings: { container: 'mkv' },
    });
    expect(now(again, 'jobs').jobs[0]).toMatchObject({ id: jobId, status: { state: 'done' } });
    await access(path.join(data.folder, 'jobs.json'));
  } finally {
    await again.dispose();
  }
}, 300_000);
