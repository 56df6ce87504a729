import { GitCompareArrows, Info, Pencil, Share, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { LabReport, LabRun } from '../../../preload/contract/studio/lab-run';
import { useCommands } from '../../commands/command-registry';
import { useKeysShown } from '../../commands/use-keys-shown';
import { useFormats } from '../../strings/use-formats';
import { useWords } from '../../strings/words';
import { Button, IconButton, Menu, Segmented, type MenuEntry } from '../../ui';
import { partsOfReport, type ReportPart } from './lab-parts';
import { useLabRuns, useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { Protocol } from './protocol';
import { useRunTitle } from './run-words';
import { useLabStrings } from './strings';
import { useRunEntries } from './use-run-entries';

interface ReportHeadProps {
  readonly run: LabRun;
  readonly report: LabReport;
  /** That is looked at. */
  readonly part: ReportPart;
}

/** What was measured, which part of it is looked at, and what can be done with it. */
export function ReportHead({ run, report, part }: ReportHeadProps) {
  const t = useLabStrings();
  const words = useWords();
  const formats = useFormats();
  const titleOf = useRunTitle();
  const { runs } = useLabRuns();
  const { compareWith, see } = useLabView();
  const partWords = usePartsStrings();
  const parts = partsOfReport(report);
  const { saves, askToRename, askToRemove, dialog } = useRunEntries(run);
  useCommands([{ id: 'lab.rename', title: t.rename, group: t.group, keys: ['f2'], run: askToRename }]);
  const { clips } = report;
  const isClips = part === 'clips' && clips !== undefined;
  const scopeText = t.reportOf(
    t.pictures(isClips ? clips.faces.length : report.pictures.length),
    words.people(isClips ? clips.people : report.people),
    t.methodCount(report.methods.length),
  );
  const leftOut = isClips ? clips.leftOut.length : report.leftOut.length;
  const [isProtocolOpen, setProtocolOpen] = useState(false);
  const others = runs.filter(({ id, status }) => id !== run.id && status.state === 'done');
  const comparisons: MenuEntry[] = others.map((other) => ({
    label: titleOf(other),
    hint: formats.moment(other.startedAt),
    run: () => compareWith(other.id),
  }));
  return (
    <header className="lab-head">
      <div className="grow">
        <h1 className="ell">{titleOf(run)}</h1>
        <p className="tx2 num ell">
          {[
            scopeText,
            formats.moment(run.startedAt),
            t.took(formats.took(report.made.seconds)),
            ...(leftOut === 0 ? [] : [t.leftOut(leftOut)]),
          ].join(' · ')}
        </p>
      </div>
      {parts.length < 2 ? null : (
        <Segmented
          label={partWords.part}
          value={part}
          options={parts.map((value) => ({ value, label: partWords[`short ${value}`] }))}
          onChange={(next) => see({ part: next })}
        />
      )}
      <IconButton label={t.protocol} icon={<Info />} onClick={() => setProtocolOpen(true)} />
      <IconButton
        label={t.rename}
        keys={useKeysShown('lab.rename')}
        icon={<Pencil />}
        onClick={askToRename}
      />
      <IconButton label={t.remove} icon={<Trash2 />} onClick={askToRemove} />
      <Menu
        label={t.compareWith}
        align="end"
        entries={comparisons.length > 0 ? comparisons : [{ type: 'heading', label: t.noOther }]}
      >
        <Button icon={<GitCompareArrows />}>{t.compareWith}</Button>
      </Menu>
      <Menu label={t.exportReport} align="end" entries={saves}>
        <Button icon={<Share />}>{t.exportReport}</Button>
      </Menu>
      {dialog}
      <Protocol report={report} open={isProtocolOpen} onOpenChange={setProtocolOpen} />
    </header>
  );
}
