import { StudioClientError } from './studio-client-error';
import {
  errorDetails,
  isCancelled,
  reportError,
  toErrorReport,
} from '../../../../renderer/store/report-error';
import { toastLimit, useToasts } from '../../../../renderer/store/toasts';

beforeEach(() => useToasts.setState({ toasts: [] }));

test('an error of the wire keeps its code, anything else is internal', () => {
  const report = { code: 'output-disk-full', message: 'full' };
  expect(toErrorReport(report)).toEqual(report);
  expect(toErrorReport(new StudioClientError('no-faces', 'none')).code).toBe('no-faces');
  expect(toErrorReport(new Error('odd'))).toEqual({ code: 'internal', message: 'odd' });
  expect(toErrorReport('text').message).toBe('text');
});

test('a failure is shown with what happened, to which file, and what to do', () => {
  reportError({ code: 'output-disk-full', message: 'clip.mp4: needs 1.2 GB.' });
  const [toast] = useToasts.getState().toasts;
  expect(toast.title).toBe('The disk is full');
  expect(toast.detail).toMatch(/^clip\.mp4: needs 1\.2 GB\. Free some space/);
  expect(toast.actions).toHaveLength(1);
});

test('what the user cancelled is no failure', () => {
  reportError({ code: 'cancelled', message: 'stopped' });
  reportError(new DOMException('aborted', 'AbortError'));
  expect(isCancelled(new DOMException('aborted', 'AbortError'))).toBe(true);
  expect(useToasts.getState().toasts).toEqual([]);
});

test('details hold what a report needs', () => {
  expect(errorDetails({ code: 'internal', message: 'm', details: { at: 3 } })).toBe(
    'internal: m\n{\n  "at": 3\n}',
  );
});

test('messages do not pile up', () => {
  const { show } = useToasts.getState();
  show({ tone: 'info', title: 'same' });
  show({ tone: 'info', title: 'same' });
  expect(useToasts.getState().toasts).toHaveLength(1);
  for (let index = 0; index < 20; index++) show({ tone: 'info', title: `message ${index}` });
  expect(useToasts.getState().toasts.map(({ title }) => title)).toEqual(
    Array.from({ length: toastLimit }, (_, index) => `message ${20 - toastLimit + index}`),
  );
});
