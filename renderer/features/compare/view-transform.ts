/** A size or a rectangle in device pixels, y down. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Rect extends Size {
  readonly left: number;
  readonly top: number;
}

/**
 * What part of the picture is seen. Independent of the picture's resolution, so that before and an eight times larger
 * after share it.
 */
export interface View {
  /** Device pixels a pixel of the output picture, or `fit`: as large as the pane allows. */
  readonly zoom: number | 'fit';
  /** Place in the middle of the pane, 0..1 of the picture. */
  readonly centreX: number;
  readonly centreY: number;
}

export const fitView: View = { zoom: 'fit', centreX: 0.5, centreY: 0.5 };
export const maxZoom = 16;
/** Above this zoom pixels are drawn as squares. */
export const nearestAbove = 4;

/** Zoom at which the whole picture is seen with `margin` device pixels around it. */
export function fitZoom(pane: Size, picture: Size, margin: number): number {
  const zoom = Math.min(
    Math.max(1, pane.width - 2 * margin) / Math.max(1, picture.width),
    Math.max(1, pane.height - 2 * margin) / Math.max(1, picture.height),
  );
  return Math.min(zoom, maxZoom);
}

export function zoomOf(view: View, pane: Size, picture: Size, margin: number): number {
  return view.zoom === 'fit' ? fitZoom(pane, picture, margin) : view.zoom;
}

/** Where the picture lies in the pane; its corner on whole pixels, so that 1:1 is exact. */
export function pictureRect(view: View, pane: Size, picture: Size, margin: number): Rect {
  const rect = exactRect(view, pane, picture, margin);
  return { ...rect, left: Math.round(rect.left), top: Math.round(rect.top) };
}

function exactRect(view: View, pane: Size, picture: Size, margin: number): Rect {
  const zoom = zoomOf(view, pane, picture, margin);
  const { centreX, centreY } = view.zoom === 'fit' ? fitView : view;
  const width = picture.width * zoom;
  const height = picture.height * zoom;
  return {
    left: pane.width / 2 - centreX * width,
    top: pane.height / 2 - centreY * height,
    width,
    height,
  };
}

/** Zooms to `zoom` while the place of the picture under (x, y) of the pane stays there. */
export function zoomTo(
  view: View,
  zoom: number,
  x: number,
  y: number,
  pane: Size,
  picture: Size,
  margin: number,
): View {
  const fit = fitZoom(pane, picture, margin);
  const target = Math.min(maxZoom, Math.max(Math.min(fit, 1) / 2, zoom));
  const rect = exactRect(view, pane, picture, margin);
  const shareX = (x - rect.left) / rect.width;
  const shareY = (y - rect.top) / rect.height;
  return keepInPane(
    {
      zoom: target,
      centreX: shareX + (pane.width / 2 - x) / (picture.width * target),
      centreY: shareY + (pane.height / 2 - y) / (picture.height * target),
    },
    pane,
    picture,
  );
}

/** Moves the picture by device pixels. */
export function panBy(view: View, dx: number, dy: number, pane: Size, picture: Size, margin: number): View {
  const zoom = zoomOf(view, pane, picture, margin);
  const { centreX, centreY } = view.zoom === 'fit' ? fitView : view;
  if (view.zoom === 'fit') return view;
  return keepInPane(
    { zoom, centreX: centreX - dx / (picture.width * zoom), centreY: centreY - dy / (picture.height * zoom) },
    pane,
    picture,
  );
}

/** A picture smaller than the pane stays in its middle; a larger one leaves half the pane empty at most. */
function keepInPane(view: View & { zoom: number }, pane: Size, picture: Size): View {
  const isNarrower = picture.width * view.zoom <= pane.width;
  const isLower = picture.height * view.zoom <= pane.height;
  return {
    zoom: view.zoom,
    centreX: isNarrower ? 0.5 : Math.min(1, Math.max(0, view.centreX)),
    centreY: isLower ? 0.5 : Math.min(1, Math.max(0, view.centreY)),
  };
}
