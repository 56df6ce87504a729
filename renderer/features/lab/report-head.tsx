import { GitCompareArrows, Info, Pencil, Share, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { LabReport, LabRun } from '../../../preload/contract/studio/lab-run';
import { useCommands } from '../../commands/command-registry';
import { useKeysShown } from '../../commands/use-keys-shown';
import { useFormats } from '../../strings/use-formats';
import { useWords } from '../../strings/words';
import { Button, IconButton, Menu, type MenuEntry } from '../../ui';
import { useLabRuns, useLabView } from './lab-view';
import { Protocol } from './protocol';
import { useRunTitle } from './run-words';
import { useLabStrings } from './strings';
import { useRunEntries } from './use-run-entries';

/** What was measured, and what can be done with it. */
export function ReportHead({ run, report }: { readonly run: LabRun; readonly report: LabReport }) {
  const t = useLabStrings();
  const words = useWords();
  const formats = useFormats();
  const titleOf = useRunTitle();
  const { runs } = useLabRuns();
  const compareWith = useLabView((view) => view.compareWith);
  const { saves, askToRename, askToRemove, dialog } = useRunEntries(run);
  useCommands([{ id: 'lab.rename', title: t.rename, group: t.group, keys: ['f2'], run: askToRename }]);
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
            t.reportOf(
              t.pictures(report.pictures.length),
              words.people(report.people),
              t.methodCount(report.methods.length),
            ),
            formats.moment(run.startedAt),
            t.took(formats.took(report.made.seconds)),
            ...(report.leftOut.length === 0 ? [] : [t.leftOut(report.leftOut.length)]),
          ].join(' · ')}
        </p>
      </div>
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
