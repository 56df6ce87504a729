import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { deviceSchema, type Device } from '../../../../preload/contract/options';
import { StudioError } from '../../../engine/errors/studio-error';
import { withEngine } from '../batch';
import { choiceOption } from '../clip-options';
import { examples } from '../help-page';
import type { CommandContext, GlobalOptions } from '../program';
import type { Paint } from '../report/paint';
import { duration } from '../report/quantities';

interface DemoFlags extends GlobalOptions {
  readonly output: string;
  readonly device: Device;
}

export function demoCommand(context: CommandContext): Command {
  return new Command('demo')
    .summary('see the whole job done on a bundled sample')
    .description(
      'Makes a poor clip from a bundled portrait, restores it, and shows before, after and the 3D face.',
    )
    .option('-o, --output <folder>', 'where to write', 'facet-demo')
    .addOption(choiceOption('--device <name>', 'where the networks run', deviceSchema.options, 'auto'))
    .addHelpText(
      'after',
      examples(['facet demo', 'writes facet-demo/index.html'], ['facet demo -o /tmp/demo']),
    )
    .action(async (_flags: unknown, self: Command) => {
      await demo(context, self.optsWithGlobals<DemoFlags>());
    });
}

async function demo(context: CommandContext, flags: DemoFlags): Promise<void> {
  const folder = flags.output;
  const settings = context.settings(flags);
  const started = context.host.now();
  await withEngine(context, flags, async (engine, hooks, reporter) => {
    const parts = await context.host.loadDemo();
    await makeFolder(folder);
    const input = path.join(folder, 'input.mkv');
    reporter.remark('Making a poor clip from the portrait …');
    await parts.writeDemoClip(input, { settings, signal: hooks.signal });
    const enhance = await engine.enhance(
      {
        input,
        output: path.join(folder, 'enhanced.mp4'),
        sideBySide: true,
        overwrite: true,
        device: flags.device,
      },
      hooks,
    );
    const reconstruct = await engine.reconstruct(
      {
        input,
        outputFolder: path.join(folder, 'face'),
        project: enhance.analysis.project,
        device: flags.device,
      },
      hooks,
    );
    const { page, gain } = await parts.writeDemoPage({ folder, enhance, reconstruct }, settings);
    const seconds = (context.host.now() - started) / 1000;
    const rows: (readonly [string, string])[] = [
      ['before', input],
      ['after', enhance.output],
      ...(enhance.sideBySide === undefined ? [] : ([['side by side', enhance.sideBySide]] as const)),
      ...reconstruct.people.flatMap(({ files }) =>
        (
          [
            ['3D face', files.obj],
            ['frontal view', files.frontal],
          ] as const
        ).flatMap(([label, file]) => (file === undefined ? [] : [[label, file] as const])),
      ),
      ['speed', `${enhance.frames} frames, ${enhance.framesPerSecond.toFixed(1)} a second`],
      [
        'face',
        `${gain.before.toFixed(2)} dB before, ${gain.after.toFixed(2)} dB after (against the sharp original)`,
      ],
    ];
    const value = { page, seconds, gain, enhance, reconstruct };
    reporter.result('demo', value, (paint) => demoLines(page, seconds, rows, paint));
  });
}

function demoLines(
  page: string,
  seconds: number,
  rows: readonly (readonly [string, string])[],
  paint: Paint,
): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    `${paint('green', '✔')} Done in ${duration(seconds)}. Open ${paint('bold', page)}`,
    ...rows.map(([name, value]) => `  ${paint('dim', name.padEnd(width))}  ${value}`),
  ];
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new StudioError(
      'output-not-writable',
      `The folder ${folder} cannot be made. Choose another with -o.`,
      {
        cause,
      },
    );
  }
}
