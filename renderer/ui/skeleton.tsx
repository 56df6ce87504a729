/** Grey lines where rows will be; `label` is what a screen reader hears meanwhile. */
export function Skeleton({ label, rows = 3 }: { readonly label: string; readonly rows?: number }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton-row">
          <i />
          <b />
        </div>
      ))}
    </div>
  );
}
