import type { LabMean } from '../../../preload/contract/lab';
import { mulberry32 } from '../pixels/mulberry32';

/** Draws of people; the ends of the interval move by about a fiftieth of its width between seeds. */
const draws = 2000;
const share = 0.95;

/** A value of one picture, and whose picture it is. */
export interface Observation {
  readonly person: number;
  readonly value: number;
}

/**
 * The mean over pictures, and its percentile interval over people (Efron & Tibshirani 1993): people are drawn anew with
 * all their pictures, since two pictures of one person say less than two people. The same seed gives the same interval.
 */
export function bootstrapMean(observations: readonly Observation[], seed: number): LabMean {
  const people = [...new Set(observations.map(({ person }) => person))].map((person) => {
    const values = observations.filter((one) => one.person === person).map(({ value }) => value);
    return { sum: values.reduce((total, value) => total + value, 0), count: values.length };
  });
  const mean = meanOf(people);
  if (people.length < 2) return { mean };
  const random = mulberry32(seed);
  const means = Array.from({ length: draws }, () =>
    meanOf(people.map(() => people[Math.floor(random() * people.length)])),
  ).sort((a, b) => a - b);
  const end = (quantile: number) => means[Math.round(quantile * (draws - 1))];
  return { mean, interval: [end((1 - share) / 2), end((1 + share) / 2)] };
}

function meanOf(people: readonly { readonly sum: number; readonly count: number }[]): number {
  let sum = 0;
  let count = 0;
  for (const person of people) {
    sum += person.sum;
    count += person.count;
  }
  return sum / count;
}
