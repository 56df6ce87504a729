import type { Task } from './options';

/**
 * The network that restores faces for a task where the user names none: the one that was trained for it, else one that is
 * blind, which serves all. The first of each kind counts.
 * @param own restorers that come with the program; networks of other projects are used only when named
 */
export function bestRestorer<T extends { readonly tasks?: readonly Task[] | undefined }>(
  own: readonly T[],
  task: Task,
): T | undefined {
  return (
    own.find(({ tasks }) => tasks?.includes(task) === true) ?? own.find(({ tasks }) => tasks === undefined)
  );
}
