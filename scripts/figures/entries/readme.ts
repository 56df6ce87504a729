import { fixed, percent, signed, tableOf } from '../cells';
import type { Derived } from '../figure';

/** What the front page says is what the results say. */
export const readme: Derived = {
  ...{ kind: 'derived', name: 'readme', about: 'the figures of the front page', pages: ['README.md'] },
  from: ['restorer', 'face-on-clips'],
  table: (keptOf) => {
    const x4 = keptOf('restorer').rows.x4;
    const { lowest, highest } = keptOf('face-on-clips').rows['GRID clips'];
    const prior = x4['both gain'] - x4['none gain'];
    return tableOf(
      ['what', 'figure', 'command'],
      [
        [
          'restorer on 104 people it never saw, 32 to 128 px, Y-PSNR over Lanczos',
          `${signed(x4['both gain'])} dB faithful, of which the 3D prior is ${fixed(prior)}; ${signed(x4['usual gain'])} dB at the default vividness`,
          '`native-models/training/evaluate.py`',
        ],
        [
          're-projection of the 478 landmarks on real clips, over the inter-ocular distance',
          `${fixed(100 * lowest, 1)} to ${percent(highest)}`,
          '`facet analyse`',
        ],
        [
          'killed ten times at random moments',
          'frame for frame the undisturbed file',
          '`npx jest tests/e2e/resume`',
        ],
        [
          'stopped four times while it analyses',
          'byte for byte the undisturbed analysis',
          '`npx jest tests/e2e/resume`',
        ],
        ['frames a second, time by stage, memory', '[results](docs/results.md)', '`npm run bench`'],
      ],
    );
  },
};
