import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Notice } from '../../../../../preload/contract/jobs';
import { enhanceSettingsSchema } from '../../../../../preload/contract/studio/enhance-settings';
import type { MediaEntry } from '../../../../../main/engine/studio/document/document-format';
import { ProjectSession } from '../../../../../main/engine/studio/document/project-session';
import { NoticeStream } from '../../../../../main/engine/studio/topics/notice-stream';
import { temporaryFolder } from '../studio-fixture';

let data: Awaited<ReturnType<typeof temporaryFolder>>;
let said: Notice[];
beforeEach(async () => {
  data = await temporaryFolder();
  said = [];
});
const sessions: ProjectSession[] = [];
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.flush();
  await data.remove();
});

const start = async (): Promise<ProjectSession> => {
  const notices = new NoticeStream();
  notices.subscribe((notice) => said.push(notice));
  const session = await ProjectSession.start({
    dataFolder: data.folder,
    notices,
    revisions: () => ({ m1: 7 }),
    onDocument: () => undefined,
    onChange: () => undefined,
    saveDelayMilliseconds: 5,
  });
  sessions.push(session);
  return session;
};

const entry: MediaEntry = {
  id: 'm1',
  input: '/clips/a.mp4',
  projectFolder: '/clips/a.facet',
  settings: enhanceSettingsSchema.parse({}),
  people: { people: {}, tracks: {} },
};
const projectFiles = async (): Promise<string[]> =>
  (await readdir(path.join(data.folder, 'projects'))).filter((name) => name !== 'recent.json').sort();

test('an edit is saved by itself, whole, and the next start opens it; undo is of one run only', async () => {
  const session = await start();
  expect(session.snapshot()).toEqual({ name: 'Untitled project', saved: true, recent: [] });
  session.edit('undo.mediaAdd', (document) => ({ ...document, media: [entry] }));
  expect(session.snapshot()).toMatchObject({ saved: false, undo: 'undo.mediaAdd' });
  session.edit('undo.rename', (document) => ({ ...document, name: 'Wedding' }));
  await session.flush();
  expect(session.snapshot().saved).toBe(true);
  const [file] = await projectFiles();
  expect(JSON.parse(await readFile(path.join(data.folder, 'projects', file), 'utf8'))).toMatchObject({
    format: 'facet-studio-project',
    name: 'Wedding',
    revisions: { m1: 7 },
  });
  const again = await start();
  expect(again.document).toEqual({ name: 'Wedding', media: [entry] });
  expect(again.snapshot().undo).toBeUndefined();
});

test('a new project leaves the old one in the list of recent ones, from where it opens again', async () => {
  const session = await start();
  session.edit('undo.mediaAdd', (document) => ({ ...document, media: [entry] }));
  session.edit('undo.rename', (document) => ({ ...document, name: 'Wedding' }));
  await session.startNew('Holiday');
  expect(session.document).toEqual({ name: 'Holiday', media: [] });
  const { recent } = session.snapshot();
  expect(recent).toEqual([expect.objectContaining({ name: 'Wedding', media: 1 })]);
  await session.open(recent[0].id);
  expect(session.document.media).toEqual([entry]);
  await session.flush();
});

test('a damaged project is set aside, said, and never lost; so is a damaged list of recent ones', async () => {
  const session = await start();
  session.edit('undo.mediaAdd', (document) => ({ ...document, media: [entry] }));
  await session.flush();
  const [file] = await projectFiles();
  await writeFile(path.join(data.folder, 'projects', file), '{"format": "facet-studio-proj');
  const again = await start();
  expect(again.document.media).toEqual([]);
  expect(said).toEqual([{ level: 'warning', message: expect.stringContaining('damaged') as string }]);
  const [kept] = await projectFiles();
  expect(kept).toMatch(/\.damaged-\d+\.json$/);
  expect(await readFile(path.join(data.folder, 'projects', kept), 'utf8')).toContain('facet-studio-proj');
  expect(again.snapshot().recent).toEqual([]);
});

test('a project of a newer program is left as it is', async () => {
  const projects = path.join(data.folder, 'projects');
  await mkdir(projects);
  const newer = JSON.stringify({ format: 'facet-studio-project', version: 9, shape: 'unknown' });
  await writeFile(path.join(projects, 'p9.json'), newer);
  const recent = { version: 1, current: 'p9', projects: [{ id: 'p9', name: 'New', media: 1, openedAt: 1 }] };
  await writeFile(path.join(projects, 'recent.json'), JSON.stringify(recent));
  const session = await start();
  expect(said[0].message).toContain('newer Facet Studio');
  session.edit('undo.rename', (document) => ({ ...document, name: 'Mine' }));
  await session.flush();
  expect(await readFile(path.join(projects, 'p9.json'), 'utf8')).toBe(newer);
  await expect(session.open('p9')).rejects.toMatchObject({ code: 'project-version' });
  expect(session.document.name).toBe('Mine');
});
