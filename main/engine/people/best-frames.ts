/** What makes a view of a person worth learning from. */
export interface View {
  /** Row of the face tables. */
  readonly row: number;
  readonly sharpness: number;
  readonly interOcularPixels: number;
  readonly yawRadians: number;
  readonly confidence: number;
  /** The shape network looked at it. */
  readonly looked?: boolean;
}

/** Sharpness (variance of the Laplacian) and size at which a view is worth half of a perfect one. */
const halfSharpness = 60;
const halfInterOcularPixels = 40;

/** 0..1: sharp, large, frontal and certain views come first. */
export function viewScore(view: Omit<View, 'row' | 'looked'>): number {
  const sharp = view.sharpness / (view.sharpness + halfSharpness);
  const large = view.interOcularPixels / (view.interOcularPixels + halfInterOcularPixels);
  const frontal = Math.max(0, Math.cos(view.yawRadians)) ** 2;
  return sharp * large * frontal * Math.max(0, view.confidence);
}

/**
 * The best view of each of `count` equal stretches of a person's time: good ones, and spread over the clip, so that
 * no single pose or light decides what the person looks like.
 */
export function bestViews(views: readonly View[], count: number): View[] {
  const stretches = Math.min(count, views.length);
  const chosen: View[] = [];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const start = Math.floor((stretch * views.length) / stretches);
    const end = Math.floor(((stretch + 1) * views.length) / stretches);
    let best = views[start];
    for (let i = start + 1; i < end; i++) if (viewScore(views[i]) > viewScore(best)) best = views[i];
    chosen.push(best);
  }
  return chosen;
}
