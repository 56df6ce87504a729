import { learnGraphics } from '../../scene/graphics';
import { PicturePainter } from './gl/picture-painter';

/** Vertex numbers of the face model: three a triangle, two an edge. */
export interface MeshTopology {
  readonly triangles: Uint16Array;
  readonly edges: Uint16Array;
}

/**
 * The canvas of the large viewer with its graphics context, programs and textures. There is one, made at the first visit
 * and put into the page at each: a new context blocks the page for a tenth of a second and more.
 */
export class StageSurface {
  readonly canvas = document.createElement('canvas');
  /** Undefined while the graphics card's memory is lost. */
  painter: PicturePainter | undefined;
  /** Told when the painter is gone, and when there is a new one that knows no pictures. */
  onChange: (() => void) | undefined;
  private topology: MeshTopology | undefined;
  private readonly gl: WebGL2RenderingContext;

  /** Throws where the browser has no WebGL 2. */
  constructor() {
    const { canvas } = this;
    canvas.className = 'compare-canvas';
    canvas.ariaHidden = 'true';
    const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: true, stencil: false });
    if (gl === null) throw new Error('WebGL 2 is missing');
    this.gl = gl;
    learnGraphics(gl);
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault(); // or it would never come back
      this.painter = undefined;
      this.onChange?.();
    });
    canvas.addEventListener('webglcontextrestored', () => this.start());
    this.start();
  }

  setTopology(topology: MeshTopology): void {
    if (topology === this.topology) return;
    this.topology = topology;
    this.painter?.setTopology(topology.triangles, topology.edges);
  }

  private start(): void {
    this.painter = new PicturePainter(this.gl);
    if (this.topology) this.painter.setTopology(this.topology.triangles, this.topology.edges);
    this.onChange?.();
  }
}

let surface: StageSurface | undefined;

/** The one surface. Throws where the browser has no WebGL 2. */
export function stageSurface(): StageSurface {
  return (surface ??= new StageSurface());
}
