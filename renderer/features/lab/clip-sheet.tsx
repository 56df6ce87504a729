import type { CSSProperties } from 'react';
import type { LabReport } from '../../../preload/contract/studio/lab-run';
import { useFormats } from '../../strings/use-formats';
import { Badge } from '../../ui';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { useLabStrings } from './strings';
import { useClipPictureUrl, type ClipLook } from './use-clip-look';

interface ClipSheetProps {
  readonly runId: string;
  readonly report: LabReport;
  readonly look: ClipLook;
}

/** The kept frame of each face, a face a row: sharp, and as every method brought it back. One leads to the divider. */
export function ClipSheet({ runId, report, look }: ClipSheetProps) {
  const t = useLabStrings();
  const parts = usePartsStrings();
  const formats = useFormats();
  const see = useLabView((view) => view.see);
  const urlOf = useClipPictureUrl(runId, report);
  const { clips, index, method, face: seenFace, titles } = look;
  // A few larger ones in sight, the others by scrolling.
  const room = { '--columns': 5, '--rows': Math.min(3, clips.faces.length) };
  const columns = ['sharp', ...look.methods.map((row) => row.method)];
  return (
    <section className="lab-part lab-faces" aria-label={parts.clipFaces}>
      <div className="lab-bar">
        <h2>{parts.clipFaces}</h2>
      </div>
      <div className="lab-scroll" tabIndex={0} role="group" aria-label={parts.clipFaces}>
        <table className="lab-sheet lab-clip-sheet" style={room as CSSProperties}>
          <thead>
            <tr>
              <td />
              {columns.map((column) => (
                <th key={column} scope="col" className={column === method ? 'acc ell' : 'ell'} title={column}>
                  {column === 'sharp' ? t.sharp : column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {clips.faces.map(({ shownFrame }, face) => (
              <tr key={face}>
                <th scope="row">
                  <b className="ell" title={titles[face]}>
                    {titles[face]}
                  </b>
                  <span className="tx3">{parts.clipFrame(shownFrame)}</span>
                </th>
                {columns.map((column) => {
                  const value = index.value(face, column);
                  return (
                    <td key={column}>
                      <button
                        type="button"
                        className="lab-face"
                        aria-label={t.faceBy(titles[face], column === 'sharp' ? t.sharp : column)}
                        aria-pressed={face === seenFace && column === method}
                        onClick={() =>
                          see(column === 'sharp' ? { clipFace: face } : { clipFace: face, method: column })
                        }
                      >
                        <img src={urlOf(face, column)} alt="" draggable={false} loading="lazy" />
                        {value === undefined ? null : (
                          <Badge tone="veil">{formats.number(value.shown.psnr, 1)}</Badge>
                        )}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
