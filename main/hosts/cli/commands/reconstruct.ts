import path from 'node:path';
import { Command, Option } from 'commander';
import {
  faceLookSchema,
  meshSequenceSchema,
  reconstructFormatSchema,
  reconstructionSchema,
  reconstructOptionsSchema,
  type FaceLookOptions,
  type MeshSequence,
  type ReconstructFormat,
  type Reconstruction,
  type ReconstructOptions,
} from '../../../../preload/contract/options';
import { StudioError } from '../../../engine/errors/studio-error';
import { runBatch } from '../batch';
import { checkRange, checkedRequest } from '../checked-request';
import { addClipOptions, choiceOption, clipRequest, type ClipOptions } from '../clip-options';
import { choice, choices, numberFor, numbers } from '../option-values';
import { isFolder, openOutputFolder, requireOutput } from '../output-paths';
import { examples } from '../help-page';
import type { CommandContext, GlobalOptions } from '../program';
import { reconstructLines } from '../report/outcomes';

interface ReconstructFlags extends GlobalOptions, ClipOptions {
  readonly output?: string;
  readonly reconstruction: Reconstruction;
  readonly model?: string;
  readonly frontalSize: ReconstructOptions['frontalSize'];
  readonly yaw?: number;
  readonly pitch?: number;
  readonly light?: number[];
  readonly expression: FaceLookOptions['expression'];
  readonly formats?: ReconstructFormat[];
  readonly sequence?: MeshSequence;
}

const { frontalSize, reconstruction } = reconstructOptionsSchema.shape;
const look = {
  yawDegrees: faceLookSchema.shape.yawDegrees,
  pitchDegrees: faceLookSchema.shape.pitchDegrees,
  expression: faceLookSchema.shape.expression.unwrap(),
};

export function reconstructCommand(context: CommandContext): Command {
  const command = new Command('reconstruct')
    .summary('write the 3D face and the frontal view of each person')
    .description(
      'Writes the 3D face (OBJ, PLY, GLB, moving GLB), the frontal view, maps and the numbers of each person.',
    )
    .usage('<inputs…> -o <folder> [options]')
    .argument('<inputs...>', 'videos, photos or folders')
    .optionsGroup('What to make:')
    .option('-o, --output <folder>', 'the folder to write into; several inputs get one each inside it')
    .addOption(
      choiceOption(
        '--reconstruction <way>',
        'how the face becomes a mesh, from a face model or out of a volume',
        reconstructionSchema.options,
        reconstruction.parse(undefined),
      ),
    )
    .option('--model <id>', 'the network of the volumetric reconstruction (facet models lists them)')
    .addOption(
      new Option('--frontal-size <n>', 'edge of the frontal view, pixels: 256, 512, 1024')
        .argParser(numberFor(frontalSize, '256, 512 or 1024'))
        .default(frontalSize.parse(undefined)),
    )
    .addOption(
      new Option('--yaw <degrees>', 'turn that view and video to the right').argParser(
        numberFor(look.yawDegrees, 'degrees from -90 to 90'),
      ),
    )
    .addOption(
      new Option('--pitch <degrees>', 'turn them downwards').argParser(
        numberFor(look.pitchDegrees, 'degrees from -60 to 60'),
      ),
    )
    .addOption(
      new Option(
        '--light <numbers>',
        'light them anew: x,y,z towards the light (right, up, to the viewer), or 27 harmonics',
      ).argParser(numbers),
    )
    .addOption(
      choiceOption(
        '--expression <which>',
        'that of the view and of the mesh of a face model',
        look.expression.options,
        'best',
      ),
    )
    .addOption(
      new Option(
        '--formats <list>',
        `only these, with commas between: ${reconstructFormatSchema.options.join(', ')} (default: all that the reconstruction gives but frontal-video)`,
      ).argParser(choices(reconstructFormatSchema.options)),
    )
    .addOption(
      new Option(
        '--sequence <format>',
        `also a mesh for every frame: ${meshSequenceSchema.options.join(', ')}`,
      ).argParser(choice(meshSequenceSchema.options)),
    );
  return addClipOptions(command)
    .addHelpText(
      'after',
      examples(
        ['facet reconstruct portrait.jpg -o face/'],
        ['facet reconstruct talk.mp4 -o face/ --to 10', 'one face per person from the first ten seconds'],
        ['facet reconstruct talk.mp4 -o face/ --formats animated-glb,npz', 'the moving face and its numbers'],
        [
          'facet reconstruct talk.mp4 -o face/ --formats frontal-video --yaw 20 --light 1,0.5,1',
          'the head at rest, turned and lit anew, speaking',
        ],
        [
          'facet reconstruct portrait.jpg -o face/ --reconstruction volumetric',
          'mesh and volume, as VRN does it',
        ],
      ),
    )
    .action(async (inputs: string[], _flags: unknown, self: Command) => {
      await reconstruct(context, inputs, self.optsWithGlobals<ReconstructFlags>());
    });
}

async function reconstruct(
  context: CommandContext,
  inputs: readonly string[],
  flags: ReconstructFlags,
): Promise<void> {
  checkRange(flags);
  if (flags.model !== undefined && flags.reconstruction !== 'volumetric') {
    throw new StudioError(
      'usage',
      '--model names a network of --reconstruction volumetric; add that, or leave it out.',
    );
  }
  const many = inputs.length > 1 || inputs.some(isFolder);
  if (many && flags.project !== undefined) {
    throw new StudioError('usage', '--project is for one input; leave it out, and each gets its own.');
  }
  const output = requireOutput(flags.output, 'the folder');
  const takeAwayIfEmpty = openOutputFolder(output);
  const taken = new Set<string>();
  try {
    await runBatch(context, flags, inputs, async (engine, input, hooks, reporter) => {
      const outputFolder = many ? path.join(output, folderName(input, taken)) : output;
      const request = checkedRequest(reconstructOptionsSchema, {
        ...clipRequest(input, flags),
        outputFolder,
        reconstruction: flags.reconstruction,
        ...(flags.model === undefined ? {} : { volumeModel: flags.model }),
        frontalSize: flags.frontalSize,
        look: {
          expression: flags.expression,
          ...(flags.yaw === undefined ? {} : { yawDegrees: flags.yaw }),
          ...(flags.pitch === undefined ? {} : { pitchDegrees: flags.pitch }),
          ...(flags.light === undefined ? {} : { light: flags.light }),
        },
        ...(flags.formats === undefined ? {} : { formats: flags.formats }),
        ...(flags.sequence === undefined ? {} : { sequence: flags.sequence }),
      });
      const takeAwayOwn = openOutputFolder(outputFolder);
      try {
        const summary = await engine.reconstruct(request, hooks);
        reporter.result('reconstruct', summary, (paint) => reconstructLines(summary, paint));
      } finally {
        takeAwayOwn();
      }
    });
  } finally {
    takeAwayIfEmpty();
  }
}

function folderName(input: string, taken: Set<string>): string {
  const { name } = path.parse(input);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (taken.has(candidate.toLowerCase())) continue;
    taken.add(candidate.toLowerCase());
    return candidate;
  }
}
