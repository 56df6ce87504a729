import { Vector4, type WebGLRenderer } from 'three';

const viewport = new Vector4();

/**
 * Draws into a part of the canvas only, its lower left, and has the browser enlarge that to the whole. The canvas keeps
 * its size meanwhile: another size waits until the graphics have drawn all that was asked of them, and the page with it.
 * @param share of width and height, 0..1
 */
export function drawShare(renderer: WebGLRenderer, share: number): void {
  const { domElement: canvas } = renderer;
  const ratio = renderer.getPixelRatio();
  const width = (canvas.width / ratio) * share;
  const height = (canvas.height / ratio) * share;
  renderer.setViewport(0, 0, width, height);
  renderer.setScissor(0, 0, width, height);
  renderer.setScissorTest(share < 1);
  const transform = share < 1 ? `scale(${1 / share})` : '';
  if (canvas.style.transform !== transform) {
    canvas.style.transformOrigin = '0 100%';
    canvas.style.transform = transform;
  }
}

/** Height of what is drawn into, pixels of the drawing buffer. */
export function drawnHeight(renderer: WebGLRenderer): number {
  return renderer.getCurrentViewport(viewport).w;
}

/** Pixels of the drawing buffer that become one CSS pixel. */
export function drawnRatio(renderer: WebGLRenderer): number {
  return (drawnHeight(renderer) / renderer.domElement.height) * renderer.getPixelRatio();
}
