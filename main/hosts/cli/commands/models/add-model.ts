import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { adapterPresetSchema } from '../../../../../preload/contract/adapter-presets';
import { adapterDeclarationSchema, type ModelAdapter } from '../../../../../preload/contract/model-adapter';
import {
  addModelRequestSchema,
  type AddedModel,
  type AddModelRequest,
  type FaceModelReport,
  type ModelProposal,
  type NetworkTensor,
} from '../../../../../preload/contract/model-library';
import { StudioError } from '../../../../engine/errors/studio-error';
import { withEngine } from '../../batch';
import { checkedRequest } from '../../checked-request';
import { examples } from '../../help-page';
import type { CommandContext, GlobalOptions } from '../../program';
import type { Paint } from '../../report/paint';
import { fileSize } from '../../report/quantities';
import { listOf, suggest } from '../../suggest';

interface AddFlags extends GlobalOptions {
  readonly adapter?: string;
  readonly id?: string;
  readonly name?: string;
  readonly licence: string;
  readonly source?: string;
  readonly dryRun?: boolean;
}

export function addModelCommand(context: CommandContext): Command {
  return new Command('add')
    .summary('add a network or face model of another project')
    .description(
      'Copies an ONNX restorer or upscaler of another project into your models, tries it, and lists it. How it is used says its adapter: a preset, a JSON file, or a guess from the file. Face models (Basel Face Model 2009, ICT-FaceKit, GNM Head) are made into this program’s own form.',
    )
    .argument('<file>', 'the ONNX file, or the file or folder of a face model')
    .option('--adapter <name>', `${adapterPresetSchema.options.join(', ')}, or a JSON file`)
    .option('--id <id>', 'what to call it in commands (default: the file name)')
    .option('--name <name>', 'what to call it in the studio')
    .option('--licence <text>', 'the licence it is under (a face model’s is known)', 'not stated')
    .option('--source <text>', 'where it comes from (default: the file’s path)')
    .option('--dry-run', 'look at the file and print what would be guessed, add nothing')
    .addHelpText(
      'after',
      examples(
        ['facet models add GFPGANv1.4.onnx --licence Apache-2.0'],
        ['facet models add net.onnx --adapter codeformer --id faithful'],
        ['facet models add net.onnx --adapter my-adapter.json', 'see docs/models.md'],
        ['facet models add net.onnx --dry-run', 'what the file takes and gives'],
        ['facet models add ICT-FaceKit/FaceXModel --id ict', 'a face model: see docs/face-models.md'],
      ),
    )
    .action(async (file: string, _flags: unknown, self: Command) => {
      await addModel(context, file, self.optsWithGlobals<AddFlags>());
    });
}

async function addModel(context: CommandContext, file: string, flags: AddFlags): Promise<void> {
  const request = checkedRequest<AddModelRequest>(addModelRequestSchema, {
    ...(flags.adapter === undefined ? {} : { adapter: await adapterOf(flags.adapter) }),
    ...(flags.id === undefined ? {} : { id: flags.id }),
    ...(flags.name === undefined ? {} : { name: flags.name }),
    licence: flags.licence,
    source: flags.source ?? path.resolve(file),
  });
  await withEngine(context, flags, async (engine, { signal }, reporter) => {
    if (flags.dryRun === true) {
      const proposal = await engine.models.propose(file, { signal });
      reporter.result('models-proposal', proposal, (paint) => proposalLines(proposal, paint));
      return;
    }
    const added = await engine.models.add(file, request, { signal });
    for (const message of added.notices) reporter.notice({ level: 'info', message });
    reporter.result('models-add', added, (paint) => addedLines(added, paint));
  });
}

/** A preset's name, or a file with a declaration. @throws StudioError `usage` */
async function adapterOf(given: string): Promise<AddModelRequest['adapter']> {
  const preset = adapterPresetSchema.safeParse(given);
  if (preset.success) return preset.data;
  let text: string;
  try {
    text = await readFile(given, 'utf8');
  } catch (cause) {
    const meant = suggest(given, adapterPresetSchema.options);
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    throw new StudioError(
      'usage',
      `--adapter ${given} is neither a preset nor a file that can be read.${hint} Presets: ${listOf(adapterPresetSchema.options)}.`,
      { cause },
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new StudioError('usage', `The adapter ${given} is not JSON. docs/models.md has examples.`, {
      cause,
    });
  }
  const declared = adapterDeclarationSchema.safeParse(content);
  if (!declared.success) {
    const [issue] = declared.error.issues;
    const place = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
    throw new StudioError(
      'usage',
      `The adapter ${given} does not make sense: ${place}${issue.message}. docs/models.md has examples.`,
    );
  }
  return declared.data;
}

const useOfFaceModel = 'facet enhance <input> -o <output> --face-model';

const useOf: Readonly<Record<ModelAdapter['scope'], string>> = {
  face: 'facet enhance <input> -o <output> --model',
  frame: 'facet enhance <input> -o <output> --upscaler',
  volume: 'facet reconstruct <input> -o <folder> --reconstruction volumetric --model',
  coefficients: 'facet reconstruct <input> -o <folder> --face-model',
};

export function addedLines({ id, bytes, sha256, adapter, faceModel }: AddedModel, paint: Paint): string[] {
  const use = faceModel === undefined ? adapter && useOf[adapter.scope] : useOfFaceModel;
  return [
    `${paint('bold', id)} is added: ${fileSize(bytes)}, sha256 ${sha256}`,
    ...(adapter === undefined ? [] : adapterLines(adapter)),
    ...(faceModel === undefined ? [] : faceModelLines(faceModel)),
    ...(use === undefined ? [] : [paint('dim', `Use it with: ${use} ${id}`)]),
  ];
}

function faceModelLines(report: FaceModelReport): string[] {
  const { vertices, identityModes, expressions, landmarks } = report;
  return [
    `  ${report.kind}: ${vertices} of ${report.verticesOfSource} vertices, ${identityModes} of ${report.identityModesOfSource} identity modes, ${expressions} of ${report.expressionsOfSource} expressions`,
    `  ${landmarks} of 478 landmarks found on it, half of them within ${report.landmarkMillimetres.toFixed(1)} mm; ${report.eyeDistance.toFixed(0)} mm between the eyes`,
  ];
}

function workOf(adapter: ModelAdapter): string {
  switch (adapter.scope) {
    case 'face':
      return `restores faces of ${adapter.size} x ${adapter.size} pixels, aligned as ${adapter.template}`;
    case 'frame':
      return `enlarges frames ${adapter.factor} times, in tiles of ${adapter.tile} pixels`;
    case 'volume':
      return `gives the volume of a face from ${adapter.size} x ${adapter.size} pixels, cut as ${adapter.template}`;
    case 'coefficients':
      return `reads the 3D face from ${adapter.size} x ${adapter.size} pixels, cut as ${adapter.template}`;
  }
}

function answerOf(adapter: ModelAdapter, format: (picture: ModelAdapter['input']) => string): string {
  switch (adapter.scope) {
    case 'coefficients':
      return `257 numbers of ${adapter.output.names.join(', ')}`;
    case 'volume': {
      const { name, iso, nearest, slicesPerPixel } = adapter.output;
      return `${name}, surface at ${iso.toPrecision(3)}, ${nearest} slice nearest, ${slicesPerPixel} slices a pixel`;
    }
    case 'face':
    case 'frame':
      return format(adapter.output);
  }
}

function adapterLines(adapter: ModelAdapter): string[] {
  const { input, parameters } = adapter;
  const format = ({ name, layout, range, colour }: typeof input) => `${name} ${layout} ${range} ${colour}`;
  return [
    `  ${workOf(adapter)}`,
    `  in: ${format(input)}; out: ${answerOf(adapter, format)}`,
    ...parameters.map(({ input: at, name, default: usual, min, max }) =>
      name === undefined
        ? `  ${at} = ${String(usual)}`
        : `  parameter ${name}: ${min} to ${max}, ${String(usual)} by default (input ${at})`,
    ),
  ];
}

function proposalLines(proposal: ModelProposal, paint: Paint): string[] {
  const { fileName, bytes, description, fitting, adapter, guessedBy, problem, id, faceModel } = proposal;
  if (faceModel !== undefined) {
    return [
      `${paint('bold', fileName)}, ${fileSize(bytes)}`,
      `  a face model: ${faceModel.kind}, ${faceModel.licence}, from ${faceModel.source}`,
      ...(faceModel.terms === undefined ? [] : [paint('yellow', faceModel.terms)]),
      paint('dim', `Nothing was added. It would be called ${id}.`),
    ];
  }
  const tensors = (list: readonly NetworkTensor[]) =>
    list.map(({ name, type, shape }) => `    ${name}  ${type} [${shape.join(', ')}]`);
  return [
    `${paint('bold', fileName)}, ${fileSize(bytes)}`,
    '  inputs:',
    ...tensors(description.inputs),
    '  outputs:',
    ...tensors(description.outputs),
    ...(adapter === undefined
      ? [paint('yellow', `No preset fits: ${problem ?? ''}`)]
      : [
          `Guessed from its ${guessedBy === 'name' ? 'name and tensors' : 'tensors alone'}: ${fitting[0]}`,
          ...adapterLines(adapter),
          ...(fitting.length > 1 ? [`  it could also be: ${fitting.slice(1).join(', ')}`] : []),
          paint('dim', `Nothing was added. It would be called ${id}.`),
        ]),
  ];
}
