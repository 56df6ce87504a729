import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ColourOf, Pen } from './draw-plot';

/** Draws with 2D canvas at the screen's resolution; again when the size, the theme or `draw` changes. */
export function LaneCanvas(props: {
  readonly draw: (pen: Pen, width: number, height: number, colourOf: ColourOf) => void;
  readonly label: string;
}) {
  const { draw } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const theme = useSyncExternalStore(followTheme, currentTheme);

  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext('2d');
    if (element === null || !pen || size.width === 0) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = Math.round(size.width * ratio);
    element.height = Math.round(size.height * ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(pen, size.width, size.height, colourResolver(element));
  }, [draw, size, theme]);

  return <canvas ref={canvas} className="tl-canvas" role="img" aria-label={props.label} />;
}

/** Reads design tokens as they are where the element stands. */
export function colourResolver(element: Element): ColourOf {
  const style = getComputedStyle(element);
  return (colour) => {
    const token = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
    return token === undefined ? colour : style.getPropertyValue(token).trim();
  };
}

function followTheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

function currentTheme(): string {
  return document.documentElement.dataset.theme ?? '';
}
