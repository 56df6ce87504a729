import { FlaskConical, FolderOpen, Plus } from 'lucide-react';
import { useCallback } from 'react';
import { useCommands } from '../../commands/command-registry';
import { useKeysShown } from '../../commands/use-keys-shown';
import { toErrorReport } from '../../store/report-error';
import { formatDuration } from '../../strings/formats';
import { useFormats } from '../../strings/use-formats';
import { Button, EmptyState, Kbd, Section } from '../../ui';
import { useOpenMedia } from '../import';
import { useLabView } from './lab-view';
import { MaterialList } from './material-list';
import { MethodList } from './method-list';
import { PartList } from './part-list';
import { usePartsStrings } from './parts-strings';
import { useLabStrings } from './strings';
import { useNewRun } from './use-new-run';

/** Puts a run together: material, methods, sizes; says what it takes. */
export function NewRun() {
  const t = useLabStrings();
  const run = useNewRun();
  const { media, chosen } = run;
  useCommands([
    {
      id: 'lab.start',
      title: t.start,
      group: t.group,
      keys: ['mod+enter'],
      disabled: !run.canStart,
      run: run.start,
    },
  ]);
  const change = useLabView((view) => view.change);
  const addAll = useCallback(
    (ids: readonly string[]) => {
      const { wish } = useLabView.getState();
      // What was added here is meant to be measured; where nothing was left out all of it is ticked anyway.
      if (wish.mediaIds !== undefined) change({ mediaIds: [...wish.mediaIds, ...ids] });
    },
    [change],
  );
  const { openFiles, openFolder } = useOpenMedia(addAll);
  const adding = (
    <>
      <Button size="small" icon={<Plus />} onClick={openFiles}>
        {t.addPictures}
      </Button>
      <Button size="small" tone="ghost" icon={<FolderOpen />} onClick={openFolder}>
        {t.addFolder}
      </Button>
    </>
  );
  return (
    <div className="lab-new">
      <header className="lab-head">
        <div className="grow">
          <h1>{t.newTitle}</h1>
          <p className="tx2">{t.newText}</p>
        </div>
      </header>
      <div className="lab-new-columns">
        <Section
          title={t.material}
          count={media.length === 0 ? undefined : t.chosenOf(chosen.mediaIds.length, media.length)}
          height="grow"
          actions={
            media.length === 0 ? undefined : (
              <AllOrNone
                onAll={() => change({ mediaIds: undefined })}
                onNone={() => change({ mediaIds: [] })}
              />
            )
          }
        >
          {media.length === 0 ? (
            <EmptyState
              icon={<FlaskConical />}
              title={t.materialNone}
              text={t.materialNoneText}
              actions={adding}
            />
          ) : (
            <>
              <MaterialList media={media} chosen={chosen.mediaIds} />
              <div className="lab-new-add">{adding}</div>
            </>
          )}
        </Section>
        <MethodList run={run} />
        <div className="lab-new-last">
          <PartList run={run} />
          <Start run={run} />
        </div>
      </div>
    </div>
  );
}

export function AllOrNone({
  onAll,
  onNone,
  label,
}: {
  readonly label?: string;
  readonly onAll: () => void;
  readonly onNone: () => void;
}) {
  const t = useLabStrings();
  return (
    <>
      <Button size="small" tone="ghost" onClick={onAll}>
        {label ?? t.chooseAll}
      </Button>
      <Button size="small" tone="ghost" onClick={onNone}>
        {t.chooseNone}
      </Button>
    </>
  );
}

function Start({ run }: { readonly run: ReturnType<typeof useNewRun> }) {
  const t = useLabStrings();
  const formats = useFormats();
  const keys = useKeysShown('lab.start');
  const parts = usePartsStrings();
  const { chosen, hasClips, hasParts, fault, estimate, isWhole, isBusy, canStart, start } = run;
  const value = estimate.state === 'ready' ? estimate.value : undefined;
  const count = (known: number | undefined) => (known === undefined ? '·' : formats.number(known));
  const facts: readonly (readonly [string, string])[] = [
    ...(chosen.faces
      ? ([
          [t.estimateFaces, count(value?.pictures)],
          [t.estimateVersions, count(value?.versions)],
        ] as const)
      : []),
    ...(hasClips ? [[parts.estimateClips, count(value?.clips)] as const] : []),
    [t.estimateTime, value === undefined ? '·' : formatDuration(value.seconds)],
  ];
  const waits = isBusy
    ? t.busy
    : !hasParts
      ? parts.nothing
      : fault !== undefined
        ? parts.recipeWaits
        : !isWhole
          ? t.estimateWait
          : undefined;
  return (
    <Section title={t.estimate} body="padded">
      <dl className="lab-facts">
        {facts.map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      {waits === undefined ? null : <p className="t11 tx3">{waits}</p>}
      {estimate.state !== 'failed' ? null : (
        <p className="t11 errc" role="alert">
          {toErrorReport(estimate.error).message}
        </p>
      )}
      <Button tone="primary" size="big" block icon={<FlaskConical />} disabled={!canStart} onClick={start}>
        {t.start}
        {keys === undefined ? null : <Kbd keys={keys} />}
      </Button>
    </Section>
  );
}
