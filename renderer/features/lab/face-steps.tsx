import { ChevronLeft, ChevronRight, SplitSquareHorizontal } from 'lucide-react';
import { useKeysShown } from '../../commands/use-keys-shown';
import { Button, IconButton } from '../../ui';
import { useLabStrings } from './strings';

interface FaceStepsProps {
  readonly onSource: () => void;
  readonly onStep: (by: 1 | -1) => void;
}

/** From the face that is looked at to its frame in Compare, and to the faces before and after. */
export function FaceSteps({ onSource, onStep }: FaceStepsProps) {
  const t = useLabStrings();
  return (
    <>
      <Button size="small" icon={<SplitSquareHorizontal />} title={t.sourceHint} onClick={onSource}>
        {t.source}
      </Button>
      <IconButton
        small
        label={t.previous}
        icon={<ChevronLeft />}
        keys={useKeysShown('lab.previous')}
        onClick={() => onStep(-1)}
      />
      <IconButton
        small
        label={t.next}
        icon={<ChevronRight />}
        keys={useKeysShown('lab.next')}
        onClick={() => onStep(1)}
      />
    </>
  );
}
