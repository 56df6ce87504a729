/** Tables that no command makes, by page and first line, and why. */
export const otherTables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'docs/architecture.md': { '| folder of `main/engine` | kind | what |': 'describes folders' },
  'docs/cli.md': {
    '| `--formats` | files | |': 'describes options',
    '| type | fields | when |': 'describes messages',
    '| option | variable | |': 'describes options',
    '| ancestors | here |': 'describes options',
  },
  'docs/degrade.md': {
    '| option | in a recipe | parameters | what happens |': 'describes options',
    '| | |': 'describes files',
  },
  'docs/exit-codes.md': {
    '| exit code | meaning | codes in `--json` |':
      'describes codes; tests/architecture/docs.test.ts checks it',
  },
  'docs/face-models.md': {
    '| model | files that are understood | from | licence |': 'describes files',
    '| needed | Basel | ICT-FaceKit | GNM |': 'describes what is done',
    '| | with an imported face |': 'describes what is done',
  },
  'docs/lab.md': { '| name | what |': 'describes methods' },
  'docs/models.md': {
    '| preset | restores | crop or tile | what is passed |': 'describes presets',
    '| field | |': 'describes a format',
  },
  'docs/project-folder.md': { '| file | columns |': 'describes a format' },
  'docs/results.md': {
    '| shape | correction | surface, mm: drawn from the model, others | re-projection, drawn pictures | NME: portraits, photographs |':
      'a record of what was tried: the shapes that lost are not in the program any more',
  },
};

/** Pictures that no figure of the registry makes, by their path from the root, and why. */
export const otherPictures: Readonly<Record<string, string>> = {
  'docs/images/deblurring-clips.jpg':
    'frames laid beside each other by hand; docs/results.md names the commands that make the clips',
  'docs/screens': 'screens of the studio, by scripts/take-screens.mjs',
};
