import type { Rect, Size } from '../view-transform';
import { createProgram, type Program } from './program';
import { meshFragment, meshVertex } from './shaders';

/** A face's vertices in the frame: x, y (frame pixels) and depth (mm, larger is nearer), with its hue. */
export interface FrameMesh {
  readonly pointsInFrame: Float32Array;
  readonly depths: readonly [farthest: number, nearest: number];
  /** 0..1. */
  readonly colour: readonly [number, number, number];
}

/** Lines over the height of a face, about: the model has 9,000 vertices. */
const rowsOfFace = 95;

/** Lines that lie closer than a few pixels grow faint, so that the face stays to be seen between them. */
export function lineAlpha(pointsInFrame: Float32Array, scale: number): number {
  let [top, bottom] = [Infinity, -Infinity];
  for (let at = 1; at < pointsInFrame.length; at += 3) {
    top = Math.min(top, pointsInFrame[at]);
    bottom = Math.max(bottom, pointsInFrame[at]);
  }
  const spacing = ((bottom - top) * scale) / rowsOfFace;
  return Math.min(0.75, Math.max(0.22, spacing / 9));
}

/** Draws faces as wire, hidden lines left out. The topology is shared by all of them. */
export class MeshLayer {
  private readonly program: Program;
  private readonly vertices: WebGLBuffer;
  private readonly faces: WebGLBuffer;
  private readonly edges: WebGLBuffer;
  private readonly array: WebGLVertexArrayObject;
  private counts = { faces: 0, edges: 0 };

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = createProgram(gl, meshVertex, meshFragment);
    this.vertices = gl.createBuffer();
    this.faces = gl.createBuffer();
    this.edges = gl.createBuffer();
    this.array = gl.createVertexArray();
    gl.bindVertexArray(this.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.vertices);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 3, gl.FLOAT, false, 0, 0);
    gl.bindVertexArray(null);
  }

  /** Three vertex numbers a triangle, two an edge. */
  setTopology(triangles: Uint16Array, edges: Uint16Array): void {
    const { gl } = this;
    gl.bindVertexArray(null);
    for (const [buffer, data] of [
      [this.faces, triangles],
      [this.edges, edges],
    ] as const) {
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, data, gl.STATIC_DRAW);
    }
    this.counts = { faces: triangles.length, edges: edges.length };
  }

  draw(meshes: readonly FrameMesh[], rect: Rect, canvas: Size, frame: Size): void {
    const { gl, program } = this;
    if (this.counts.faces === 0 || meshes.length === 0) return;
    gl.useProgram(program.program);
    gl.uniform4f(program.at('rect'), rect.left, rect.top, rect.width, rect.height);
    gl.uniform2f(program.at('canvas'), canvas.width, canvas.height);
    gl.uniform2f(program.at('frame'), frame.width, frame.height);
    gl.enable(gl.DEPTH_TEST);
    gl.depthFunc(gl.LEQUAL);
    gl.bindVertexArray(this.array);
    const scale = rect.height / frame.height;
    for (const { pointsInFrame, depths, colour } of meshes) {
      gl.clear(gl.DEPTH_BUFFER_BIT);
      gl.bindBuffer(gl.ARRAY_BUFFER, this.vertices);
      gl.bufferData(gl.ARRAY_BUFFER, pointsInFrame, gl.DYNAMIC_DRAW);
      gl.uniform2f(program.at('depths'), depths[0], depths[1]);
      // First the surface into the depth buffer alone, then the lines a little nearer.
      gl.colorMask(false, false, false, false);
      gl.uniform1f(program.at('lift'), 0);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.faces);
      gl.drawElements(gl.TRIANGLES, this.counts.faces, gl.UNSIGNED_SHORT, 0);
      gl.colorMask(true, true, true, true);
      gl.uniform1f(program.at('lift'), 0.02);
      gl.uniform4f(program.at('tint'), colour[0], colour[1], colour[2], lineAlpha(pointsInFrame, scale));
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.edges);
      gl.drawElements(gl.LINES, this.counts.edges, gl.UNSIGNED_SHORT, 0);
      gl.disable(gl.BLEND);
    }
    gl.bindVertexArray(null);
    gl.disable(gl.DEPTH_TEST);
  }
}
