import { createRoot, extend, type ReconcilerRoot, type RenderProps } from '@react-three/fiber';
import { Component, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import {
  Group,
  LineSegments,
  Mesh,
  PerspectiveCamera,
  Points,
  Scene,
  WebGLRenderer,
  type Object3D,
} from 'three';
import { graphics } from './graphics';

// The elements that scenes are written with.
extend({ Group, LineSegments, Mesh, Points });

export interface KeptSceneOptions {
  /** Colours are written as they are, without tone mapping. */
  readonly flat: boolean;
  /** Pixels of the drawing buffer to a CSS pixel where the processor draws. */
  readonly softwareRatio: number;
}

/** CSS pixels, each above 0. */
export interface CanvasSize {
  readonly width: number;
  readonly height: number;
}

/**
 * A canvas with its graphics context, its programs and its scene's root. React-three-fiber's own `Canvas` gives the
 * context up when it leaves the page, and making one blocks the page for a tenth of a second and more; this one is made
 * once, is put into the page by `KeptCanvas`, and waits outside of it meanwhile, with an empty scene.
 */
export class KeptScene {
  readonly canvas = document.createElement('canvas');
  private root: ReconcilerRoot<HTMLCanvasElement> | undefined;
  private renderer: WebGLRenderer | undefined;
  private size: CanvasSize | undefined;
  private fitting: Promise<void> | undefined;
  private readonly settings: RenderProps<HTMLCanvasElement>;

  constructor(private readonly options: KeptSceneOptions) {
    this.canvas.style.display = 'block';
    this.settings = {
      flat: options.flat,
      frameloop: 'demand',
      gl: (defaults) => {
        this.renderer = new WebGLRenderer({ ...defaults, antialias: !graphics().software, alpha: true });
        // Reading the compiler's log waits for the compiler; a program that fails shows as an error of the browser's.
        this.renderer.debug.checkShaderErrors = false;
        return this.renderer;
      },
    };
  }

  /**
   * Makes the context, has the programs of what will be drawn compiled beside the page, and draws once with them.
   * @param size in which it will be seen: another one costs time when it is first entered
   */
  async prepare(size: CanvasSize, drawn: (renderer: WebGLRenderer) => readonly Object3D[]): Promise<void> {
    this.size ??= size;
    this.open();
    const { renderer } = this;
    if (renderer === undefined) return;
    const scene = new Scene().add(...drawn(renderer));
    const camera = new PerspectiveCamera();
    await renderer.compileAsync(scene, camera);
    if (!this.canvas.isConnected) renderer.render(scene, camera);
  }

  /** Puts the canvas into the page. */
  enter(place: HTMLElement): void {
    // What tests and measurements read there is of one visit.
    for (const name of Object.keys(this.canvas.dataset)) delete this.canvas.dataset[name];
    place.append(this.canvas);
  }

  /**
   * Sizes the canvas. The browser answers only when the graphics have drawn all that was asked
   * of them, and the page would stand still until then: so that is waited for first. Of sizes that come meanwhile the
   * last counts.
   */
  async fit(size: CanvasSize): Promise<void> {
    if (size.width === this.size?.width && size.height === this.size.height) return this.fitting;
    this.size = size;
    this.fitting ??= this.drained().then(() => {
      this.fitting = undefined;
      this.resize();
    });
    return this.fitting;
  }

  /** Resolves once the graphics have nothing to draw for this canvas, or after `patience` milliseconds. */
  private async drained(patience = 500): Promise<void> {
    const context = this.renderer?.getContext() as WebGL2RenderingContext | undefined;
    const fence = context?.fenceSync(context.SYNC_GPU_COMMANDS_COMPLETE, 0) ?? null;
    if (context === undefined || fence === null) return;
    context.flush();
    const until = performance.now() + patience;
    const isPending = () => context.getSyncParameter(fence, context.SYNC_STATUS) === context.UNSIGNALED;
    do await new Promise((resolve) => setTimeout(resolve, 4));
    while (isPending() && performance.now() < until);
    context.deleteSync(fence);
  }

  private resize(): void {
    const dpr: RenderProps<HTMLCanvasElement>['dpr'] = graphics().software
      ? this.options.softwareRatio
      : [1, 2];
    const size = { width: 320, height: 240, ...this.size, top: 0, left: 0 };
    // Where there is no context, `render` throws the reason.
    this.root?.configure({ ...this.settings, dpr, size }).catch(() => undefined);
  }

  render(children: ReactNode): void {
    this.open().render(children);
  }

  /** Takes the canvas out of the page and empties the scene, so that coming back shows nothing of before. */
  leave(): void {
    this.root?.render(null);
    this.canvas.remove();
  }

  private open(): ReconcilerRoot<HTMLCanvasElement> {
    if (this.root === undefined) {
      this.root = createRoot(this.canvas);
      this.resize();
    }
    return this.root;
  }
}

export interface KeptCanvasProps {
  /** Shown in one place at a time. */
  readonly kept: KeptScene;
  /** The scene. It sees no context of the page's: what it needs from there comes as properties. */
  readonly children: ReactNode;
}

/** Where a kept scene is seen: as large as the element around it. */
export function KeptCanvas({ kept, children }: KeptCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const [error, setError] = useState<{ readonly cause: unknown }>();
  const [isFitted, setFitted] = useState(false);
  // Another place is another scene: nothing of the last one's state goes on.
  const visit = useId();
  if (error !== undefined) throw error.cause;

  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    kept.enter(element);
    let isHere = true;
    // Not measured here: the observer is told once the page is laid out, which asking now would force.
    const measured = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth === 0 || clientHeight === 0) return;
      void kept.fit({ width: clientWidth, height: clientHeight }).then(() => {
        if (isHere) setFitted(true);
      });
    });
    measured.observe(element);
    return () => {
      isHere = false;
      measured.disconnect();
      kept.leave();
    };
  }, [kept]);

  // Drawn at once in the size it is seen in.
  useLayoutEffect(() => {
    if (!isFitted) return;
    kept.render(
      <SceneBoundary key={visit} report={setError}>
        {children}
      </SceneBoundary>,
    );
  }, [kept, visit, children, isFitted]);

  return (
    <div ref={place} style={{ position: 'relative', width: '100%', height: '100%', overflow: 'hidden' }} />
  );
}

/** Hands what a scene throws to the page, whose boundaries show it. */
class SceneBoundary extends Component<{
  readonly report: (error: { readonly cause: unknown }) => void;
  readonly children: ReactNode;
}> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(cause: unknown) {
    this.props.report({ cause });
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
