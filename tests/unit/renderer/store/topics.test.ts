import type { StudioClient } from '../../../../preload/contract/studio/client';
import type { TopicName } from '../../../../preload/contract/studio/topics';
import { followNotices } from '../../../../renderer/shell/follow-notices';
import { useToasts } from '../../../../renderer/store/toasts';
import { mirrorTopics, useMirrors, type Mirrors } from '../../../../renderer/store/topics';

const frames = new Map<number, () => void>();
let lastFrame = 0;
/** Draws an animation frame. */
const draw = () => {
  const due = [...frames.values()];
  frames.clear();
  for (const callback of due) callback();
};
globalThis.requestAnimationFrame = (callback) => {
  frames.set(++lastFrame, () => callback(0));
  return lastFrame;
};
globalThis.cancelAnimationFrame = (handle) => void frames.delete(handle);

/** A client that says what the test says. */
function speaker(): { readonly client: StudioClient; say(topic: TopicName, value: unknown): void } {
  const listeners = new Map<TopicName, (value: never) => void>();
  const subscribe = (topic: TopicName, listener: (value: never) => void) => {
    listeners.set(topic, listener);
    return () => listeners.delete(topic);
  };
  return {
    client: { subscribe } as unknown as StudioClient,
    say: (topic, value) => listeners.get(topic)?.(value as never),
  };
}

const project = (name: string) => ({ name, saved: true, media: [], recent: [] });
const jobs = (etaSeconds: number) => ({ jobs: [], paused: false, etaSeconds });

let updates: Mirrors[];
let stop: () => void;
let studio: ReturnType<typeof speaker>;
let unwatch: () => void;
beforeEach(() => {
  studio = speaker();
  stop = mirrorTopics(studio.client);
  updates = [];
  unwatch = useMirrors.subscribe((mirrors) => updates.push(mirrors));
});
afterEach(() => {
  unwatch();
  stop();
});

test('what comes between two frames is one update, with the newest state of each topic', () => {
  studio.say('project', project('Untitled'));
  studio.say('jobs', jobs(90));
  studio.say('project', project('Interview'));
  studio.say('jobs', jobs(80));
  studio.say('jobs', jobs(70));
  expect(updates).toEqual([]);
  draw();
  expect(updates).toHaveLength(1);
  expect(updates[0]).toMatchObject({ project: { name: 'Interview' }, jobs: { etaSeconds: 70 } });
});

test('the next frame shows what came after the last, and a frame without news changes nothing', () => {
  studio.say('jobs', jobs(60));
  draw();
  draw();
  studio.say('project', project('Second'));
  draw();
  expect(updates.map((mirrors) => mirrors.jobs?.etaSeconds)).toEqual([60, 60]);
  expect(updates[1].project?.name).toBe('Second');
});

test('nothing is shown any more once nobody follows', () => {
  studio.say('jobs', jobs(50));
  stop();
  draw();
  expect(updates).toEqual([]);
});

test('notices are events: each is shown, however quickly they follow each other', () => {
  const end = followNotices(studio.client);
  studio.say('notices', { level: 'info', message: 'The first' });
  studio.say('notices', { level: 'info', message: 'The second' });
  draw();
  expect(useToasts.getState().toasts.map(({ title }) => title)).toEqual(['The first', 'The second']);
  end();
});
