import { ArrowDown, ArrowUp } from 'lucide-react';
import { useLabStrings } from './strings';

interface SortHeadProps<C> {
  readonly column: C;
  readonly sort: { readonly column: C; readonly down: boolean };
  readonly label: string;
  /** Figures begin with the most, names with A. */
  readonly beginsDown?: boolean;
  readonly onSort: (sort: { readonly column: C; readonly down: boolean }) => void;
}

/** A column's heading: choosing it sorts, again the other way round. */
export function SortHead<C>({ column, sort, label, beginsDown = true, onSort }: SortHeadProps<C>) {
  const t = useLabStrings();
  const isOwn = sort.column === column;
  const down = isOwn ? !sort.down : beginsDown;
  return (
    <th scope="col" aria-sort={!isOwn ? 'none' : sort.down ? 'descending' : 'ascending'}>
      <button
        type="button"
        className="lab-sort"
        title={t.sortBy(label)}
        onClick={() => onSort({ column, down })}
      >
        <span className="ell">{label}</span>
        {!isOwn ? null : sort.down ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />}
      </button>
    </th>
  );
}
