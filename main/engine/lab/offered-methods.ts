import { bestRestorer } from '../../../preload/contract/best-restorer';
import { labClassic, labFilterSchema, usualLabMethods } from '../../../preload/contract/lab';
import { priorModeSchema } from '../../../preload/contract/options';
import type { LabMethodItem } from '../../../preload/contract/studio/lab-run';
import type { ModelEntry } from '../models/manifest';

/** The one made for small faces first. */
const tasks = ['sr', 'restore', 'deblur'] as const;

/**
 * Every method that a user may want to tick: the filters, ESPCN, the built-in network of each task with each prior, thorough,
 * and in its looks where it has several; networks of their own.
 * @param userModels ids of the restorers and upscalers that did not come with the program
 */
export function offeredMethods(
  entries: readonly ModelEntry[],
  userModels: readonly string[],
): LabMethodItem[] {
  const usual: readonly string[] = usualLabMethods;
  const item = (name: string, group: LabMethodItem['group']): LabMethodItem => ({
    name,
    group,
    usual: group === 'own' || usual.includes(name),
  });
  const builtIn = entries.filter(({ id, job }) => job === 'restoration' && !userModels.includes(id));
  return [
    ...labFilterSchema.options.map((name) => item(name, 'filter')),
    item(labClassic, 'classic'),
    ...tasks.flatMap((task) => {
      const network = bestRestorer(builtIn, task);
      if (network === undefined || (task !== 'restore' && network.tasks?.includes(task) !== true)) return [];
      const looks = network.vivid === undefined ? [] : ['both:usual', 'both:vivid'];
      const variants = [...priorModeSchema.options, 'both:thorough', ...looks];
      return variants.map((variant) => item(`${task}:${variant}`, task));
    }),
    ...userModels.map((id) => item(id, 'own')),
  ];
}
