import { z } from 'zod';

type WithoutDefault<T> =
  T extends z.ZodDefault<infer I extends z.core.SomeType>
    ? I
    : T extends z.ZodPrefault<infer I extends z.core.SomeType>
      ? I
      : T;
type Patch<S extends z.ZodRawShape> = {
  [K in keyof S]: z.ZodOptional<WithoutDefault<S[K]> & z.core.SomeType>;
};

/**
 * The schema of a change of some fields: every key may be absent, and what is absent stays so. Zod's own `partial()`
 * would fill the defaults in, and a change of one setting would reset all others.
 */
export function patchOf<S extends z.ZodRawShape>(shape: S): z.ZodObject<Patch<S>> {
  const fields = Object.entries(shape).map(([key, field]) => {
    const plain =
      field instanceof z.ZodDefault || field instanceof z.ZodPrefault ? (field.unwrap() as z.ZodType) : field;
    return [key, z.optional(plain)];
  });
  return z.object(Object.fromEntries(fields) as Patch<S>);
}
