import { useEffect, useRef } from 'react';
import type { FrameFeed } from '../playback/frame-feed';
import { pixelOf } from '../playback/picture';
import type { Stage } from './stage';
import { paneAt, placeIn } from './stage-layout';
import { useCompareStrings } from './strings';

type Rgb = readonly [number, number, number] | undefined;

/** The pixel under the pointer before and after, exact while paused, and the lens's frame with the same figures. */
export function PixelReadOut({ stage, feed }: { readonly stage: Stage; readonly feed: FrameFeed }) {
  const strings = useCompareStrings();
  const bar = useRef<HTMLDivElement>(null);
  const lens = useRef<HTMLDivElement>(null);
  const exact = strings.exactWhenPaused;

  useEffect(
    () =>
      stage.onPaint(({ layout, pointer, lens: magnifier }) => {
        const pane = pointer && paneAt(layout, pointer.x, pointer.y);
        const place = pointer && pane && placeIn(pane, pointer.x, pointer.y);
        const { before: shown, after, isProxy } = feed.getState();
        const before = isProxy ? undefined : shown; // of a proxy there is nothing to read out
        const isOver = place !== undefined && place.x >= 0 && place.y >= 0 && place.x < 1 && place.y < 1;
        if (bar.current) {
          bar.current.hidden = !isOver || before === undefined;
          if (isOver && before) {
            const at = (picture: typeof before) =>
              pixelOf(picture, Math.floor(place.x * picture.width), Math.floor(place.y * picture.height));
            fill(bar.current, 'x', String(Math.floor(place.x * before.width)));
            fill(bar.current, 'y', String(Math.floor(place.y * before.height)));
            const [a, b] = [at(before), after && at(after)];
            swatch(bar.current, 'before', a, exact);
            swatch(bar.current, 'after', b, a === undefined ? '' : '–');
            fill(
              bar.current,
              'delta',
              a && b ? `Δ ${Math.max(...a.map((value, i) => Math.abs(value - b[i])))}` : '',
            );
          }
        }
        if (lens.current) {
          lens.current.hidden = magnifier === undefined;
          if (magnifier) {
            const { left, top, width, height } = magnifier.before;
            const css = (value: number) => `${value / layout.pixelRatio}px`;
            lens.current.style.transform = `translate(${css(left)}, ${css(top)})`;
            lens.current.style.width = css(2 * width + 1);
            lens.current.style.height = css(height);
          }
        }
      }),
    [stage, feed, exact],
  );

  return (
    <>
      <div ref={lens} className="compare-lens" hidden aria-hidden>
        <span>{strings.before}</span>
        <span>{strings.after}</span>
      </div>
      <div ref={bar} className="compare-pixel num" hidden aria-hidden>
        <span className="compare-pixel-at">
          x <b data-part="x" /> y <b data-part="y" />
        </span>
        <span>
          <i data-swatch="before" /> {strings.beforeShort} <b data-part="before" />
        </span>
        <span>
          <i data-swatch="after" /> {strings.afterShort} <b data-part="after" />
        </span>
        <span data-part="delta" />
      </div>
    </>
  );
}

function fill(root: HTMLElement, part: string, text: string): void {
  const element = root.querySelector(`[data-part=${part}]`);
  if (element && element.textContent !== text) element.textContent = text;
}

function swatch(root: HTMLElement, side: string, rgb: Rgb, otherwise: string): void {
  fill(root, side, rgb ? rgb.join(' ') : otherwise);
  const chip = root.querySelector<HTMLElement>(`[data-swatch=${side}]`);
  if (chip) chip.style.background = rgb ? `rgb(${rgb.join(' ')})` : 'transparent';
}
