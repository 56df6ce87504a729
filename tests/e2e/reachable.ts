import type { Page } from 'playwright-core';

/** What of a page cannot be reached by keyboard, each named by its opening tag. */
interface Unreached {
  /** Controls that neither Tab comes to nor the arrow keys of a group that Tab comes to. */
  readonly controls: readonly string[];
  /** Elements that answer the pointer and are no control: each needs a control that does the same. */
  readonly pointerOnly: readonly string[];
}

// Runs in the page. Marks what comes to have the focus, and notes when something has it for the second time.
const begin = `(() => {
  for (const marked of document.querySelectorAll('[data-walked]')) marked.removeAttribute('data-walked');
  document.activeElement?.blur();
  let last;
  window.walkedRound = false;
  if (window.walk === undefined) document.addEventListener('focusin', (event) => window.walk(event), true);
  window.walk = ({ target }) => {
    // A group may give the focus to one of its own that has it already.
    if (target !== last && target.hasAttribute('data-walked')) window.walkedRound = true;
    target.setAttribute('data-walked', '');
    last = target;
  };
})()`;
const isRound = 'window.walkedRound';
/** Presses between two looks at how far the walk has come: each look takes as long as a press. */
const stride = 8;
const judge = `(() => {
  const controls =
    'button, a[href], input, select, textarea, summary, [tabindex], [role=slider], [role=separator], ' +
    '[role=scrollbar], [role=switch], [role=application]';
  // Arrow keys lead from the one of them that Tab comes to, to the others.
  const groups = '[role=group], [role=radiogroup], [role=tablist], [role=toolbar], ul, .jobs-list';
  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 0 &&
    element.closest('[aria-hidden=true], [inert]') === null;
  const nameOf = (element) => element.cloneNode(false).outerHTML.replace(/ (style|data-walked)="[^"]*"/g, '').slice(0, 160);
  const unreached = [...document.querySelectorAll(controls)].filter((element) => {
    if (!isSeen(element) || element.hasAttribute('data-walked') || element.matches(':disabled, [data-disabled]')) {
      return false;
    }
    // A group that hands the focus on to one of its own.
    if (element.matches('[role=radiogroup], [role=tablist]') && element.querySelector('[data-walked]')) return false;
    if (element.tabIndex >= 0) return true;
    // What is only told where to go by others: the list under a field, a page under its tabs.
    if (element.matches('[cmdk-root], [cmdk-list], [role=dialog], [role=tabpanel]')) return false;
    return !element.closest(groups)?.querySelector('[data-walked]');
  });
  const pointer = ['onClick', 'onPointerDown', 'onMouseDown', 'onDoubleClick'];
  const pointerOnly = [...document.querySelectorAll('body *')].filter((element) => {
    const key = Object.keys(element).find((name) => name.startsWith('__reactProps$'));
    if (key === undefined || !isSeen(element)) return false;
    if (!pointer.some((name) => typeof element[key][name] === 'function')) return false;
    return !element.matches(controls + ', label, [role=option], [role=dialog]');
  });
  return { controls: unreached.map(nameOf), pointerOnly: [...new Set(pointerOnly.map(nameOf))] };
})()`;

/** Walks once round the page by the Tab key. */
async function walkByTab(page: Page): Promise<Unreached> {
  await page.evaluate(begin);
  for (let presses = 1; presses <= 240; presses++) {
    await page.keyboard.press('Tab');
    if (presses % stride === 0 && (await page.evaluate<boolean>(isRound))) break;
  }
  return page.evaluate<Unreached>(judge);
}

/** What answers the pointer without being a control, and the control that does the same. */
const sameByKey: Readonly<Record<string, string>> = {
  'import-row': 'the menu at its end, which is the one that a right click opens',
  'people-row': 'the same',
  'class="job"': 'the same',
  'class="sl"': 'its thumb',
  'compare-name" tabindex="-1"': 'the face’s name over the first of the two pictures',
  'class="wipe': 'the knob of its divider',
  'lab-run': 'the same',
  'lab-dot': 'the face in the sheet, and the buttons from face to face',
  'compare-wipe-line': 'the knob on it',
  'tl-lane-fill': 'the person’s label beside the lane',
};

/** What can be reached by the pointer alone, and has no control that does the same. */
export async function lackingKeys(page: Page): Promise<string[]> {
  const first = await walkByTab(page);
  // A page may still change while it is walked, and what comes late has been passed: what no Tab comes to is missed again.
  const { controls, pointerOnly } = first.controls.length === 0 ? first : await walkByTab(page);
  const known = Object.keys(sameByKey);
  return [...controls, ...pointerOnly].filter((markup) => !known.some((name) => markup.includes(name)));
}
