import { readFileSync } from 'node:fs';
import path from 'node:path';
import { builtInPresets } from '../../../../main/engine/studio/settings/built-in-presets';
import { errorCodes } from '../../../../preload/contract/errors';
import { useEnhanceStrings } from '../../../../renderer/features/enhance/strings';
import { useShellStrings } from '../../../../renderer/shell/strings';
import { errorStrings } from '../../../../renderer/strings/error-strings';

test('every built-in preset has a name', () => {
  expect(builtInPresets.length).toBeGreaterThan(0);
  for (const { name } of builtInPresets) expect(Object.keys(useEnhanceStrings.catalogues.en)).toContain(name);
});

test('everything that can be undone has a name', () => {
  const history = path.resolve(__dirname, '../../../../main/engine/studio/document/history.ts');
  const keys = [...readFileSync(history, 'utf8').matchAll(/\| '(undo\.\w+)'/g)].map(([, key]) => key);
  expect(keys.length).toBeGreaterThan(5);
  for (const key of keys) expect(Object.keys(useShellStrings.catalogues.en)).toContain(key);
});

test('every error has a title', () => {
  for (const code of errorCodes) expect(Object.keys(errorStrings.catalogues.en)).toContain(`title ${code}`);
});
