/** A tile of a frame, pixels: what is cut, and the part of it that is kept. */
export interface Tile {
  /** Frame pixel of the tile's first pixel; the tile may reach past a frame that is smaller. */
  readonly left: number;
  readonly top: number;
  /** Frame pixels of the part that is kept, the ends exclusive. The parts of all tiles cover the frame once. */
  readonly keepLeft: number;
  readonly keepTop: number;
  readonly keepRight: number;
  readonly keepBottom: number;
}

interface Span {
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts a frame into square tiles of one size whose outer `overlap` pixels are thrown away, save at the frame's border:
 * the frame's own pixels surround what is kept wherever there are any.
 * @param tile at least `2 * overlap + 1`
 */
export function planTiles(width: number, height: number, tile: number, overlap: number): Tile[] {
  const columns = planSpans(width, tile, overlap);
  return planSpans(height, tile, overlap).flatMap((row) =>
    columns.map((column) => ({
      left: column.start,
      top: row.start,
      keepLeft: column.from,
      keepTop: row.from,
      keepRight: column.to,
      keepBottom: row.to,
    })),
  );
}

function planSpans(length: number, tile: number, overlap: number): Span[] {
  if (length <= tile) return [{ start: 0, from: 0, to: length }];
  const step = tile - 2 * overlap;
  const count = Math.ceil((length - 2 * overlap) / step);
  const spans: Span[] = [];
  for (let i = 0, from = 0; i < count; i++) {
    const last = i === count - 1;
    const start = last ? length - tile : i * step;
    const to = last ? length : start + tile - overlap;
    spans.push({ start, from, to });
    from = to;
  }
  return spans;
}
