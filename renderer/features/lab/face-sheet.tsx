import type { CSSProperties } from 'react';
import { Badge, Segmented } from '../../ui';
import { useFormats } from '../../strings/use-formats';
import { sheetExtents, useLabView, type SheetExtent } from './lab-view';
import { sheetMethods, spreadOf, type Place } from './report-figures';
import { useLabStrings } from './strings';
import type { ReportLook } from './use-look';
import { usePictureUrl } from './use-picture-url';

/** Faces of the worst end that are shown. */
const worstFaces = 12;

/** Faces a row, beside each other as the methods brought them back, and sharp. One leads to the divider. */
export function FaceSheet({ runId, look }: { readonly runId: string; readonly look: ReportLook }) {
  const t = useLabStrings();
  const extent = useLabView((view) => view.look.extent);
  const see = useLabView((view) => view.see);
  const { report, factor, method, ranked } = look;
  const columns = [...sheetMethods(report, factor, method), 'sharp'];
  const rows = rowsOf(ranked, extent);
  return (
    <section className="lab-part lab-faces" aria-label={t.faces}>
      <div className="lab-bar">
        <h2>{t.faces}</h2>
        <span className="tx3 ell">{t.rankedBy(method)}</span>
        <span className="grow" />
        <Segmented
          tight
          label={t.extent}
          value={extent}
          options={sheetExtents.map((value) => ({ value, label: t[`extent ${value}`] }))}
          onChange={(next) => see({ extent: next })}
        />
      </div>
      <div className="lab-scroll" tabIndex={0} role="group" aria-label={t.faces}>
        <table className="lab-sheet" style={{ '--columns': columns.length } as CSSProperties}>
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
            {rows.map((row) => (
              <Faces key={row.picture} {...{ runId, look, columns, row }} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface FacesProps {
  readonly runId: string;
  readonly look: ReportLook;
  readonly columns: readonly string[];
  readonly row: { readonly picture: number; readonly place?: Place };
}

function Faces({ runId, look, columns, row: { picture, place } }: FacesProps) {
  const t = useLabStrings();
  const formats = useFormats();
  const see = useLabView((view) => view.see);
  const { report, index, factor, method } = look;
  const urlOf = usePictureUrl(runId, report);
  const { name } = report.pictures[picture];
  return (
    <tr>
      <th scope="row">
        {place === undefined ? null : <b>{t[place]}</b>}
        <span className="tx3 ell" title={name}>
          {name}
        </span>
      </th>
      {columns.map((column) => {
        const value = index.value(picture, factor, column);
        const isSeen = picture === look.picture && column === method;
        return (
          <td key={column}>
            <button
              type="button"
              className="lab-face"
              aria-label={t.faceBy(name, column === 'sharp' ? t.sharp : column)}
              aria-pressed={isSeen}
              onClick={() => see(column === 'sharp' ? { picture } : { picture, method: column })}
            >
              <img src={urlOf(picture, factor, column)} alt="" draggable={false} loading="lazy" />
              {value === undefined ? null : (
                <Badge tone="veil">{formats.number(value.measures.psnr, 1)}</Badge>
              )}
            </button>
          </td>
        );
      })}
    </tr>
  );
}

function rowsOf(
  ranked: readonly number[],
  extent: SheetExtent,
): readonly { readonly picture: number; readonly place?: Place }[] {
  switch (extent) {
    case 'spread':
      return spreadOf(ranked);
    case 'worst':
      return ranked
        .slice(-worstFaces)
        .reverse()
        .map((picture) => ({ picture }));
    case 'all':
      return ranked.map((picture) => ({ picture }));
  }
}
