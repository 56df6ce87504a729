/** Text of points, one `x y` (or `x y z`) line each, three decimals; frame pixels, pixel centres at +0.5. */
export function formatPoints(points: ArrayLike<number>, numbersPerPoint: 2 | 3): string {
  const lines: string[] = [];
  for (let i = 0; i + numbersPerPoint <= points.length; i += numbersPerPoint) {
    const x = points[i].toFixed(3);
    const y = points[i + 1].toFixed(3);
    lines.push(numbersPerPoint === 2 ? `${x} ${y}` : `${x} ${y} ${points[i + 2].toFixed(3)}`);
  }
  return `${lines.join('\n')}\n`;
}

/**
 * The ancestors' five points: left eye, right eye, nose, left mouth corner, right mouth corner in image order, in their
 * coordinates, where the first pixel's centre is (0, 0).
 * @param fivePoints 5 x (x, y), frame pixels with pixel centres at +0.5
 */
export function formatFivePoints(fivePoints: ArrayLike<number>): string {
  if (fivePoints.length !== 10) throw new RangeError(`five points are ten numbers, not ${fivePoints.length}`);
  return formatPoints(
    Array.from(fivePoints, (value) => value - 0.5),
    2,
  );
}
