import { Command } from 'commander';
import { StudioError } from '../../../engine/errors/studio-error';
import type { CommandContext } from '../program';

export function modelsCommand(_context: CommandContext): Command {
  return new Command('models').action(() => {
    throw new StudioError('internal', 'Not built yet.');
  });
}
