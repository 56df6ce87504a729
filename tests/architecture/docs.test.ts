import { readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { errorCodes, exitCodes } from '../../preload/contract/errors';
import { root } from './source-files';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/cli.md',
  'docs/degrade.md',
  'docs/exit-codes.md',
  'docs/project-folder.md',
  'docs/data-folder.md',
  'docs/architecture.md',
  'docs/models.md',
  'docs/face-models.md',
  'docs/lab.md',
];
const read = (page: string) => readFileSync(path.join(root, page), 'utf8');

test('docs/exit-codes.md lists every error code in the row of its exit code', () => {
  const rows = read('docs/exit-codes.md').split('\n');
  for (const code of errorCodes) {
    const row = rows.find((line) => line.startsWith('|') && line.includes(`\`${code}\``));
    expect(row).toMatch(new RegExp(`^\\| ${exitCodes[code]} \\|`));
  }
});

test.each(pages)('the links and pictures of %s lead somewhere', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1]);
  const dead = links.filter((link) => !existsSync(path.join(root, path.dirname(page), link)));
  expect(dead).toEqual([]);
});

test('README.md gives exactly two commands before anything else', () => {
  const blocks = [...read('README.md').matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1].trim());
  expect(blocks.slice(0, 2)).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
});
