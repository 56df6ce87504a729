import { resolveTheme } from '../../../../renderer/shell/appearance';

test('the theme is the one chosen, or the system’s', () => {
  expect([resolveTheme('dark', true), resolveTheme('light', false)]).toEqual(['dark', 'light']);
  expect([resolveTheme('system', true), resolveTheme('system', false)]).toEqual(['light', 'dark']);
});
