import type { Step } from './figure';

/** A command of `facet`; with `into` its JSON lines go to that file. */
export function facet(name: string, args: readonly string[], into?: string): Step {
  return { program: 'facet', name, args, ...(into === undefined ? {} : { into }) };
}

/** Another program of dist/. */
export function built(name: string, ...args: readonly string[]): Step {
  return { program: 'built', name, args };
}

/** A script of the checkout, by its path there. */
export function script(name: string, ...args: readonly string[]): Step {
  return { program: 'script', name, args };
}

/** A script of native-models/training. */
export function python(name: string, ...args: readonly string[]): Step {
  return { program: 'python', name, args };
}

/** As it is printed, so that anyone can run it in the checkout. */
export function commandOf({ program, name, args, into }: Step): string {
  const start = {
    facet: ['node dist/facet.js', name],
    built: [`node dist/${name}.js`],
    script: [`node ${name}`],
    // Their paths to weights are from there.
    python: ['cd native-models/training && python', name],
  }[program];
  return [...start, ...args, ...(into === undefined ? [] : ['>', into])].join(' ');
}
