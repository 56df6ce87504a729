import type { LabReport } from '../../../preload/contract/studio/lab-run';
import { useWords } from '../../strings/words';
import { Dialog } from '../../ui';
import { usePartsStrings } from './parts-strings';
import { useLabStrings } from './strings';

interface ProtocolProps {
  readonly report: LabReport;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The protocol in the engine's own words, as the report prints it; weights, and what was left out. */
export function Protocol({ report, open, onOpenChange }: ProtocolProps) {
  const t = useLabStrings();
  const { made, methods, leftOut, clips, fits } = report;
  const parts = usePartsStrings();
  const protocols = [
    { title: parts['part faces'], lines: report.protocol },
    ...(clips === undefined ? [] : [{ title: parts['part clips'], lines: clips.protocol }]),
    ...(fits === undefined ? [] : [{ title: parts['part fits'], lines: fits.protocol }]),
  ];
  return (
    <Dialog
      wide
      open={open}
      onOpenChange={onOpenChange}
      title={t.protocol}
      description={t.protocolText(made.version, made.machine)}
      closeLabel={useWords().close}
    >
      {protocols.map(({ title, lines }) => (
        <section key={title} aria-label={title}>
          {protocols.length === 1 ? null : <h3 className="caps">{title}</h3>}
          <ul className="lab-protocol copyable" lang="en">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
      <table className="tb lab-weights copyable">
        <tbody>
          {methods.map(({ name, weights }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td lang="en">{weights}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {leftOut.length === 0 ? null : (
        <p className="tx2 copyable">
          {t.leftOut(leftOut.length)}: {leftOut.join(', ')}
        </p>
      )}
    </Dialog>
  );
}
