import { Command } from 'commander';
import { exitCodes } from '../../../../preload/contract/errors';
import {
  obstacles,
  sectionTitles,
  type Finding,
  type MachineReport,
} from '../../../engine/doctor/machine-report';
import { examples } from '../help-page';
import type { CommandContext, GlobalOptions } from '../program';
import type { Paint } from '../report/paint';

export function doctorCommand(context: CommandContext): Command {
  return new Command('doctor')
    .summary('show what this machine can do and what is missing')
    .description(
      'Tries everything a job needs: ffmpeg, encoders, devices, models. Says what to do about the rest.',
    )
    .addHelpText('after', examples(['facet doctor'], ['facet doctor --ffmpeg /opt/ffmpeg/bin/ffmpeg']))
    .action(async (_flags: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const report = await context.host.inspectMachine(context.settings(options));
      const stopping = obstacles(report);
      const value = { ready: stopping.length === 0, ...report };
      context.reporter(options).result('doctor', value, (paint) => reportLines(report, paint));
      context.finish(Math.max(0, ...stopping.map(({ code }) => exitCodes[code ?? 'internal'])));
    });
}

const marks = { ok: ['green', '✔'], limited: ['yellow', '–'], missing: ['red', '✘'] } as const;

export function reportLines(report: MachineReport, paint: Paint): string[] {
  const sections = Object.entries(report) as [keyof MachineReport, readonly Finding[]][];
  const width = Math.max(...sections.flatMap(([, findings]) => findings.map(({ what }) => what.length)));
  const stopping = obstacles(report);
  return [
    ...sections
      .filter(([, findings]) => findings.length > 0)
      .flatMap(([section, findings]) => [
        paint('bold', sectionTitles[section]),
        ...findings.flatMap((finding) => findingLines(finding, width, paint)),
        '',
      ]),
    stopping.length === 0
      ? paint('green', 'Ready: facet enhance can do its job here.')
      : paint(
          'red',
          `Not ready: ${stopping.map(({ what }) => what).join(', ')} ${stopping.length === 1 ? 'is' : 'are'} missing.`,
        ),
  ];
}

function findingLines({ what, state, detail, remedy }: Finding, width: number, paint: Paint): string[] {
  const [colour, mark] = marks[state];
  return [
    `  ${paint(colour, mark)} ${what.padEnd(width)}  ${detail}`,
    ...(remedy === undefined ? [] : [`    ${' '.repeat(width)}  ${paint('cyan', `→ ${remedy}`)}`]),
  ];
}
