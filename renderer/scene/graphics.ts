export interface Graphics {
  /** This window can draw in 3D. */
  readonly able: boolean;
  /** The processor draws, not a graphics card: every pixel counts. */
  readonly software: boolean;
}

let known: Graphics | undefined;

/** What this window's graphics can do. Asked once, of the first context that is there: each one more takes its time. */
export function graphics(): Graphics {
  if (known === undefined) {
    const context = document.createElement('canvas').getContext('webgl2');
    if (context === null) known = { able: false, software: false };
    else {
      known = learnGraphics(context);
      context.getExtension('WEBGL_lose_context')?.loseContext();
    }
  }
  return known;
}

/** Takes the answer from a context that is there anyway. */
export function learnGraphics(context: WebGL2RenderingContext): Graphics {
  if (known?.able !== true) {
    const details = context.getExtension('WEBGL_debug_renderer_info');
    const renderer = details ? String(context.getParameter(details.UNMASKED_RENDERER_WEBGL)) : '';
    known = {
      able: true,
      software: /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer),
    };
  }
  return known;
}
