import { Option } from 'commander';

export function pythonOption(): Option {
  return new Option('--python <path>', 'the interpreter to use').env('FACET_PYTHON').default('python3');
}
