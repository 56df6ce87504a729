import { Command } from 'commander';
import { StudioError } from '../../../engine/errors/studio-error';
import type { CommandContext } from '../program';

export function benchCommand(_context: CommandContext): Command {
  return new Command('bench').action(() => {
    throw new StudioError('internal', 'Not built yet.');
  });
}
