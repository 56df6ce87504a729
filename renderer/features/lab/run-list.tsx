import { Ellipsis, FlaskConical, Plus, TriangleAlert } from 'lucide-react';
import type { LabRun } from '../../../preload/contract/studio/lab-run';
import { useKeysShown } from '../../commands/use-keys-shown';
import { useMirrors } from '../../store/topics';
import { formatDuration } from '../../strings/formats';
import { useFormats } from '../../strings/use-formats';
import { ContextMenu, EmptyState, IconButton, Menu, Progress, Section, Skeleton } from '../../ui';
import { useLabRuns, useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { sizesText, useRunTitle } from './run-words';
import { useLabStrings } from './strings';
import { useRunEntries } from './use-run-entries';

/** Every run, the newest first. */
export function RunList() {
  const t = useLabStrings();
  const isKnown = useMirrors(({ lab }) => lab !== undefined);
  const { runs, run } = useLabRuns();
  const open = useLabView((view) => view.open);
  return (
    <Section
      title={t.runs}
      count={runs.length === 0 ? undefined : runs.length}
      height="grow"
      actions={
        <IconButton
          small
          label={t.newRun}
          icon={<Plus />}
          keys={useKeysShown('lab.new')}
          pressed={isKnown && run === undefined}
          onClick={() => open('new')}
        />
      }
    >
      {!isKnown ? (
        <Skeleton label={t.loading} rows={2} />
      ) : runs.length === 0 ? (
        <EmptyState icon={<FlaskConical />} title={t.noRuns} />
      ) : (
        <ul className="lab-runs">
          {runs.map((item) => (
            <Row key={item.id} run={item} selected={item.id === run?.id} onOpen={() => open(item.id)} />
          ))}
        </ul>
      )}
    </Section>
  );
}

interface RowProps {
  readonly run: LabRun;
  readonly selected: boolean;
  readonly onOpen: () => void;
}

function Row({ run, selected, onOpen }: RowProps) {
  const t = useLabStrings();
  const title = useRunTitle()(run);
  const { entries, dialog } = useRunEntries(run);
  return (
    <ContextMenu label={t.menuOf(title)} entries={entries}>
      <li className="li lab-run" data-selected={selected}>
        <div className="grow">
          <button
            type="button"
            className="lab-run-name ell"
            title={title}
            {...(selected ? { 'aria-current': 'true' as const } : {})}
            onClick={onOpen}
          >
            {title}
          </button>
          <RunState run={run} />
        </div>
        <Menu label={t.menuOf(title)} entries={entries} align="end">
          <IconButton small className="lab-run-more" label={t.menuOf(title)} icon={<Ellipsis />} />
        </Menu>
        {dialog}
      </li>
    </ContextMenu>
  );
}

function RunState({ run }: { readonly run: LabRun }) {
  const t = useLabStrings();
  const parts = usePartsStrings();
  const formats = useFormats();
  const { status } = run;
  switch (status.state) {
    case 'running': {
      const { part, done, total, share, etaSeconds } = status;
      return (
        <div className="lab-run-state">
          <span className="t11 tx2 num ell">
            {done === 0
              ? parts[`beginning ${part}`]
              : parts[`doing ${part}`](formats.number(done), formats.number(total))}
            {etaSeconds === undefined ? '' : ` · ${t.left(formatDuration(etaSeconds))}`}
          </span>
          <Progress label={parts[`beginning ${part}`]} value={share === 0 ? undefined : share} />
        </div>
      );
    }
    case 'failed':
      return (
        <div className="t11 errc lab-run-failed">
          <TriangleAlert aria-hidden /> {t.failed}
        </div>
      );
    case 'done':
      return (
        <div className="t11 tx3 num ell">
          {[
            ...(run.parts.includes('faces')
              ? [t.pictures(status.pictures), t.px(sizesText(run.factors))]
              : [parts['short clips']]),
            formats.moment(run.startedAt),
          ].join(' · ')}
        </div>
      );
  }
}
