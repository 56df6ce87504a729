import { Box, Maximize, Paintbrush, ScanFace, Grip, ZoomIn } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSelection } from '../../store/selection';
import { useSelectedMedia } from '../../store/selection';
import { useMirrors } from '../../store/topics';
import { useLanguage } from '../../strings/define-strings';
import { IconButton, Segmented } from '../../ui';
import { finishedJobs, useComparedJob } from './after-source';
import { blinkRates, compareModes, differenceGains, useCompareView, type OverlayName } from './compare-store';
import { PickMenu } from './pick-menu';
import type { Stage } from './stage';
import { useCompareStrings } from './strings';
import { zoomStage } from './use-stage-gestures';

const icon = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const;
const overlayButtons: readonly { name: OverlayName; icon: React.ReactNode; keys: string }[] = [
  { name: 'boxes', icon: <ScanFace {...icon} />, keys: 'F' },
  { name: 'landmarks', icon: <Grip {...icon} />, keys: 'Shift+L' },
  { name: 'mesh', icon: <Box {...icon} />, keys: 'M' },
  { name: 'mask', icon: <Paintbrush {...icon} />, keys: 'Shift+M' },
];

/** Modes on the left; what lies over the picture, what it is compared with and how large on the right. */
export function CompareToolbar({ stage }: { readonly stage: Stage | undefined }) {
  const strings = useCompareStrings();
  const { mode, gain, blinkRate, overlays, lens, set, toggleOverlay } = useCompareView();
  const short = {
    before: strings.before,
    after: strings.after,
    side: strings.sideShort,
    wipe: strings.wipe,
    blink: strings.blink,
    difference: strings.differenceShort,
  };
  return (
    <div className="vbar compare-bar">
      <Segmented
        tight
        label={strings.modes}
        value={mode}
        options={compareModes.map((value) => ({
          value,
          label: short[value],
          name: strings[value],
          title: strings[value],
        }))}
        onChange={(value) => set({ mode: value })}
      />
      {mode === 'blink' && (
        <PickMenu
          label={strings.blinkRate}
          value={String(blinkRate)}
          items={blinkRates.map((rate) => ({ value: String(rate), label: strings.perSecond(rate) }))}
          onPick={(value) => set({ blinkRate: Number(value) })}
        >
          {strings.perSecond(blinkRate)}
        </PickMenu>
      )}
      {mode === 'difference' && (
        <PickMenu
          label={strings.gain}
          value={String(gain)}
          items={differenceGains.map((value) => ({ value: String(value), label: `× ${value}` }))}
          onPick={(value) => set({ gain: Number(value) })}
        >
          × {gain}
        </PickMenu>
      )}
      <span className="grow" />
      <SourcePicker />
      <div role="group" aria-label={strings.overlays} className="compare-overlays">
        {overlayButtons.map(({ name, icon: drawn, keys }) => (
          <IconButton
            key={name}
            label={strings[name]}
            icon={drawn}
            keys={keys}
            pressed={overlays[name]}
            onClick={() => toggleOverlay(name)}
          />
        ))}
      </div>
      <span className="sep" />
      <IconButton
        label={strings.lens}
        icon={<ZoomIn {...icon} />}
        keys="H"
        pressed={lens}
        onClick={() => set({ lens: !lens })}
      />
      {stage && <ZoomPicker stage={stage} />}
    </div>
  );
}

/** The live preview, or a finished result of this clip, as what stands for "after". */
function SourcePicker() {
  const strings = useCompareStrings();
  const language = useLanguage();
  const mediaId = useSelectedMedia()?.id;
  const jobs = finishedJobs(
    useMirrors((mirrors) => mirrors.jobs?.jobs),
    mediaId,
  );
  const compared = useComparedJob();
  if (jobs.length === 0) return null;
  const timeOf = (at: number | undefined) =>
    at === undefined ? '' : new Date(at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  return (
    <PickMenu
      label={strings.source}
      value={compared?.id ?? ''}
      items={[
        { value: '', label: strings.live, detail: strings.liveHint },
        ...jobs.map((job, index) => ({
          value: job.id,
          label: job.outputName,
          detail: `×${job.settings.scale} · ${job.settings.prior} · ${timeOf(job.finishedAt)}`,
          ...(index === 0 ? { heading: strings.olderResults } : {}),
        })),
      ]}
      onPick={(value) => useSelection.getState().compareJob(value === '' ? undefined : value)}
    >
      <span className="ell compare-source">{compared?.outputName ?? strings.live}</span>
    </PickMenu>
  );
}

function ZoomPicker({ stage }: { readonly stage: Stage }) {
  const strings = useCompareStrings();
  const isFit = useCompareView(({ view }) => view.zoom === 'fit');
  const [percent, setPercent] = useState(100);
  useEffect(() => stage.onPaint(({ layout }) => setPercent(Math.round(layout.zoom * 100))), [stage]);
  const items = [
    { value: 'fit', label: strings.fit, detail: 'Z' },
    ...[0.5, 1, 2, 4, 8, 16].map((zoom) => ({
      value: String(zoom),
      label: `${zoom * 100} %`,
      ...(zoom === 1 ? { detail: `${strings.oneToOne} · X` } : zoom === 2 ? { detail: 'Shift+X' } : {}),
    })),
  ];
  return (
    <>
      <IconButton
        label={strings.fit}
        icon={<Maximize {...icon} />}
        keys="Z"
        onClick={() => zoomStage(stage, { to: 'fit' })}
      />
      <PickMenu
        label={strings.zoom}
        value={isFit ? 'fit' : String(percent / 100)}
        items={items}
        onPick={(value) => zoomStage(stage, { to: value === 'fit' ? 'fit' : Number(value) })}
      >
        <span className="compare-zoom">{`${isFit ? `${strings.fit} · ` : ''}${percent} %`}</span>
      </PickMenu>
    </>
  );
}
