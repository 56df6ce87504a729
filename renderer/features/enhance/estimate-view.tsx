import { ListPlus, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { errorStrings } from '../../strings/error-strings';
import { errorRemedy } from '../../strings/error-texts';
import { formatDuration } from '../../strings/formats';
import { useFormats } from '../../strings/use-formats';
import { useWords } from '../../strings/words';
import { Button } from '../../ui';
import { useEnhanceStrings } from './strings';
import { canEnhance, useAddJob } from './use-add-job';
import { useEstimate } from './use-estimate';

/** Time and size of the result, what speaks against it, and the button that queues it. */
export function EstimateView({ media }: { readonly media: MediaItem }) {
  const t = useEnhanceStrings();
  const words = useWords();
  const errors = errorStrings();
  const formats = useFormats();
  const { estimate, error, stale } = useEstimate(media);
  const { queue } = useAddJob();
  const nobody = media.people.length > 0 && media.people.every(({ enabled }) => !enabled);
  const tooLittle = estimate !== undefined && estimate.estimatedBytes > estimate.freeBytes;
  const frames =
    estimate === undefined
      ? ''
      : estimate.frames === 1
        ? t.frame
        : words.frames(formats.number(estimate.frames));
  return (
    <section className="sec enhance-estimate" aria-label={t.estimate} aria-busy={stale}>
      {estimate === undefined ? (
        error === undefined ? (
          <p className="tx3">{t.estimating}</p>
        ) : (
          <Warning>{[error.message, errorRemedy(error.code, errors)].filter(Boolean).join(' ')}</Warning>
        )
      ) : (
        <>
          <div className="row enhance-figures">
            <span className="num enhance-time">{formatDuration(estimate.estimatedSeconds)}</span>
            {estimate.estimatedSeconds > 0 && estimate.frames > 1 ? (
              <span className="tx2 num">
                {t.atRate(formats.number(estimate.frames / estimate.estimatedSeconds))}
              </span>
            ) : null}
            <span className="grow" />
            <span className="num tx2">{t.framesAndSize(frames, formats.bytes(estimate.estimatedBytes))}</span>
          </div>
          <div className="row t11 tx3 num">
            <span>{t.to(estimate.outputWidth, estimate.outputHeight)}</span>
            <span className="grow ell" title={estimate.outputName}>
              {estimate.outputName}
            </span>
            <span>{t.free(formats.bytes(estimate.freeBytes))}</span>
          </div>
          {tooLittle ? (
            <Warning>
              {t.tooLittle(formats.bytes(estimate.estimatedBytes), formats.bytes(estimate.freeBytes))}
            </Warning>
          ) : null}
          {estimate.warnings.map((warning) => (
            <Warning key={warning}>{warning}</Warning>
          ))}
        </>
      )}
      {nobody ? <Warning>{t.nobody}</Warning> : null}
      <Button
        block
        icon={<ListPlus />}
        disabled={!canEnhance(media) || (error !== undefined && !stale)}
        onClick={() => queue([media])}
      >
        {t.addToQueue}
      </Button>
    </section>
  );
}

function Warning({ children }: { readonly children: ReactNode }) {
  return (
    <p className="enhance-warning">
      <TriangleAlert aria-hidden />
      <span className="copyable">{children}</span>
    </p>
  );
}
