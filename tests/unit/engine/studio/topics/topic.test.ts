import { NoticeStream } from '../../../../../main/engine/studio/topics/notice-stream';
import { Topic } from '../../../../../main/engine/studio/topics/topic';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('the snapshot comes at once, changes within 50 ms as one, none after leaving', () => {
  let value = 1;
  const topic = new Topic(() => value);
  const seen: number[] = [];
  const stop = topic.subscribe((now) => seen.push(now));
  expect(seen).toEqual([1]);
  for (value = 2; value < 5; value++) topic.changed();
  jest.advanceTimersByTime(49);
  expect(seen).toEqual([1]);
  jest.advanceTimersByTime(1);
  expect(seen).toEqual([1, 5]);
  topic.changed();
  stop();
  jest.advanceTimersByTime(100);
  expect(seen).toEqual([1, 5]);
});

test('what was said before anyone listened reaches the first listener only', () => {
  const notices = new NoticeStream();
  notices.say('warning', 'early');
  const seen: string[] = [];
  const follow = (who: string) => notices.subscribe(({ message }) => seen.push(`${who} ${message}`));
  follow('a');
  follow('b');
  notices.say('info', 'late');
  expect(seen).toEqual(['a early', 'a late', 'b late']);
});
