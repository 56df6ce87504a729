import type { Command, Help } from 'commander';
import type { CliHost } from './cli-host';
import { exitCodeMeanings } from './exit-status';
import { createPaint } from './report/paint';

const widest = 100;

/** An `Examples:` block for the end of a help page. */
export function examples(...rows: readonly (readonly [command: string, meaning?: string])[]): string {
  const width = Math.max(...rows.map(([command]) => command.length));
  const lines = rows.map(([command, meaning]) =>
    meaning === undefined ? `  ${command}` : `  ${command.padEnd(width)}   ${meaning}`,
  );
  return `\nExamples:\n${lines.join('\n')}`;
}

/** Gives a command our help page, our sinks, and errors that are thrown instead of ending the process. */
export function dressCommand(command: Command, host: CliHost): void {
  const paint = createPaint(host.stdout, host.env);
  command
    .exitOverride()
    .helpOption('-h, --help', 'print this help')
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: () => undefined,
      getOutHelpWidth: () => Math.min(widest, host.stdout.columns),
      getErrHelpWidth: () => Math.min(widest, host.stderr.columns),
      getOutHasColors: () => true,
      getErrHasColors: () => true,
    })
    .configureHelp({
      styleTitle: (text) => paint('bold', text),
      styleCommandText: (text) => paint('cyan', text),
      styleSubcommandText: (text) => paint('cyan', text),
      styleOptionText: (text) => paint('green', text),
      styleArgumentText: (text) => paint('yellow', text),
      subcommandTerm: (sub) => sub.name() + argumentsOf(sub),
      formatHelp,
    });
  const codes = Object.entries(exitCodeMeanings).map(([code, meaning]) => `${code} ${meaning}`);
  command.addHelpText(
    'after',
    `\nExit codes:\n  ${codes.slice(0, 5).join(', ')},\n  ${codes.slice(5).join(', ')}`,
  );
  if (command.parent !== null) {
    command.addHelpText('after', '\nOptions of every command (--json, --quiet, --workers, …): facet --help');
  }
}

/** Commander's page with the commands before the options, since they are what a reader looks for first. */
function formatHelp(command: Command, helper: Help): string {
  const width = helper.padWidth(command, helper);
  const items = (title: string, rows: readonly [string, string][]): string[] =>
    rows.length === 0
      ? []
      : [
          helper.styleTitle(title),
          ...rows.map(([term, description]) => helper.formatItem(term, width, description, helper)),
          '',
        ];
  const commands = helper.groupItems(
    [...command.commands],
    helper.visibleCommands(command).filter((sub) => sub.name() !== 'help'),
    (sub) => sub.helpGroup() || 'Commands:',
  );
  const options = helper.groupItems(
    [...command.options],
    helper.visibleOptions(command),
    (option) => option.helpGroupHeading ?? 'Options:',
  );
  return [
    `${helper.styleTitle('Usage:')} ${helper.styleUsage(helper.commandUsage(command))}`,
    '',
    helper.boxWrap(
      helper.styleCommandDescription(helper.commandDescription(command)),
      helper.helpWidth ?? 80,
    ),
    '',
    ...[...commands].flatMap(([title, subs]) =>
      items(
        title,
        subs.map((sub): [string, string] => [
          helper.styleSubcommandTerm(helper.subcommandTerm(sub)),
          helper.styleSubcommandDescription(helper.subcommandDescription(sub)),
        ]),
      ),
    ),
    ...items(
      'Arguments:',
      helper
        .visibleArguments(command)
        .map((argument): [string, string] => [
          helper.styleArgumentTerm(helper.argumentTerm(argument)),
          helper.styleArgumentDescription(helper.argumentDescription(argument)),
        ]),
    ),
    ...[...options].flatMap(([title, group]) =>
      items(
        title,
        group.map((option): [string, string] => [
          helper.styleOptionTerm(helper.optionTerm(option)),
          helper.styleOptionDescription(helper.optionDescription(option)),
        ]),
      ),
    ),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function argumentsOf(command: Command): string {
  return command.registeredArguments
    .map((argument) => {
      const text = `${argument.name()}${argument.variadic ? '…' : ''}`;
      return argument.required ? ` <${text}>` : ` [${text}]`;
    })
    .join('');
}
