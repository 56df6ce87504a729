import { Wipe } from '../../ui';
import after from './sample-after.webp';
import before from './sample-before.webp';
import { useWelcomeStrings } from './strings';

/** A portrait blurred on purpose and what the engine made of it (see README.md), with a divider to drag. */
export function BeforeAfter() {
  const t = useWelcomeStrings();
  return (
    <Wipe label={t.demo} left={{ src: before, label: t.before }} right={{ src: after, label: t.after }} />
  );
}
