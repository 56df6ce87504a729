import { Command } from 'commander';
import { deviceSchema, type Device } from '../../../../preload/contract/options';
import type { BenchReport } from '../bench/run-bench';
import { watchInterrupts } from '../cancellation';
import { choiceOption } from '../clip-options';
import { examples } from '../help-page';
import type { CommandContext, GlobalOptions } from '../program';
import { stageTimes } from '../report/outcomes';
import type { Paint } from '../report/paint';
import { fileSize, percent } from '../report/quantities';
import { tableLines } from '../report/table';

interface BenchFlags extends GlobalOptions {
  readonly quick?: boolean;
  readonly device: Device;
}

export function benchCommand(context: CommandContext): Command {
  return new Command('bench')
    .summary('measure speed and memory, each beside its floor')
    .description(
      'Makes clips from the bundled portrait, enhances each in a process of its own, and measures it.',
    )
    .option('--quick', 'short clips, 720p only: minutes instead of a quarter of an hour or more')
    .addOption(choiceOption('--device <name>', 'where the networks run', deviceSchema.options, 'auto'))
    .addHelpText('after', examples(['facet bench --quick'], ['facet bench --json > bench.json']))
    .action(async (_flags: unknown, self: Command) => {
      const flags = self.optsWithGlobals<BenchFlags>();
      const reporter = context.reporter(flags);
      const cancellation = watchInterrupts(context.host, () => reporter.remark('Stopping …'));
      try {
        const runBench = await context.host.loadBench();
        const report = await runBench({
          quick: flags.quick === true,
          device: flags.device,
          settings: context.settings(flags),
          signal: cancellation.signal,
          say: (text) => reporter.remark(text),
        });
        reporter.result('bench', report, (paint) => benchLines(report, paint));
      } finally {
        cancellation.dispose();
      }
    });
}

export function benchLines(report: BenchReport, paint: Paint): string[] {
  const [header, ...rows] = tableLines(
    [
      { title: 'clip' },
      { title: 'seconds', align: 'right' },
      { title: 'fps', align: 'right' },
      { title: 'floor', align: 'right' },
      { title: 'networks', align: 'right' },
      { title: 'decode', align: 'right' },
      { title: 'encode', align: 'right' },
      { title: 'peak memory', align: 'right' },
    ],
    report.rows.map((row) => [
      row.name,
      String(row.seconds),
      paint('bold', row.framesPerSecond.toFixed(2)),
      row.floor.framesPerSecond.toFixed(2),
      `${row.floor.inference.toFixed(1)} ms`,
      `${row.floor.decode.toFixed(1)} ms`,
      `${row.floor.encode.toFixed(1)} ms`,
      fileSize(row.peakBytes),
    ]),
  );
  const networks = Object.entries(report.networks).map(([job, ms]) => `${job} ${ms.toFixed(1)}`);
  const last = report.rows[report.rows.length - 1];
  return [
    paint('dim', header),
    ...rows,
    '',
    ...report.rows.map((row) => `${row.name}, ${row.seconds} s: ${stageTimes(row.stageMilliseconds)}`),
    '',
    `Memory at ${last.seconds} s is ${percent(report.memoryGrowth, 0)} of that at ${report.rows[0].seconds} s.`,
    paint(
      'dim',
      `fps: the whole process, start-up and analysis included. floor: networks on all cores, decoding alone and`,
    ),
    paint(
      'dim',
      `encoding alone, one after the other. Networks on one thread: ${networks.join(', ')} ms a run.`,
    ),
    paint('dim', `${report.date}, device ${report.device}, ${report.cores} cores, ${report.machine}`),
  ];
}
