import type { Picture } from '../../playback/picture';
import type { Rect, Size } from '../view-transform';
import { MeshLayer, type FrameMesh } from './mesh-layer';
import { PictureTexture } from './picture-texture';
import { createProgram, type Program } from './program';
import { maskFragment, pictureFragment, quadVertex } from './shaders';

const shows = { before: 0, after: 1, wipe: 2, difference: 3 } as const;

/** A part of the canvas with the picture in it; everything in device pixels of the canvas, y down. */
export interface Pane {
  readonly clip: Rect;
  readonly picture: Rect;
  readonly show: keyof typeof shows;
  readonly nearest: boolean;
  readonly line?: { readonly nx: number; readonly ny: number; readonly distance: number };
  readonly gain?: number;
  /** Mask and mesh are drawn over it. */
  readonly hasLayers: boolean;
  readonly background: Colour;
}

/** 0..1, sRGB. */
export type Colour = readonly [number, number, number];

export interface Layers {
  readonly meshes: readonly FrameMesh[];
  /** Input frame's size, in whose pixels the meshes are. */
  readonly frame: Size;
  readonly showsMask: boolean;
  readonly maskTint: Colour;
}

/** Draws the two pictures into a canvas. WebGL 2 and nothing else; paints only when told to. */
export class PicturePainter {
  private readonly quad: Program;
  private readonly mask: Program;
  private readonly mesh: MeshLayer;
  private readonly textures: Record<'before' | 'after', PictureTexture>;
  private readonly maskTexture: PictureTexture;
  private isStill = { before: true, after: true };

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.quad = createProgram(gl, quadVertex, pictureFragment);
    this.mask = createProgram(gl, quadVertex, maskFragment);
    this.mesh = new MeshLayer(gl);
    this.textures = { before: new PictureTexture(gl), after: new PictureTexture(gl) };
    this.maskTexture = new PictureTexture(gl);
  }

  setPicture(side: 'before' | 'after', picture: Picture): void {
    this.textures[side].upload(picture);
    this.isStill[side] = picture.kind === 'raw';
  }

  setMask(picture: Picture): void {
    this.maskTexture.upload(picture);
  }

  setTopology(triangles: Uint16Array, edges: Uint16Array): void {
    this.mesh.setTopology(triangles, edges);
  }

  /** `hasAfter` false: the enhanced picture is not there yet and the input stands in for it. */
  paint(canvas: Size, background: Colour, panes: readonly Pane[], hasAfter: boolean, layers: Layers): void {
    const { gl } = this;
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.disable(gl.SCISSOR_TEST);
    gl.clearColor(...background, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (this.textures.before.isEmpty) return;
    gl.enable(gl.SCISSOR_TEST);
    for (const pane of panes) this.paintPane(canvas, pane, hasAfter, layers);
    gl.disable(gl.SCISSOR_TEST);
  }

  private paintPane(canvas: Size, pane: Pane, hasAfter: boolean, layers: Layers): void {
    const { gl, quad } = this;
    const { clip, picture } = pane;
    gl.scissor(clip.left, canvas.height - clip.top - clip.height, clip.width, clip.height);
    gl.clearColor(...pane.background, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.useProgram(quad.program);
    this.placeQuad(quad, canvas, picture);
    const after = hasAfter && !this.textures.after.isEmpty ? 'after' : 'before';
    for (const [unit, side] of [
      [0, 'before'],
      [1, after],
    ] as const) {
      const texture = this.textures[side];
      texture.bind(unit, pane.nearest, texture.width / picture.width, this.isStill[side]);
    }
    gl.uniform1i(quad.at('before'), 0);
    gl.uniform1i(quad.at('after'), 1);
    gl.uniform1i(quad.at('show'), shows[pane.show]);
    gl.uniform1f(quad.at('gain'), pane.gain ?? 1);
    const { nx, ny, distance } = pane.line ?? { nx: 1, ny: 0, distance: 0 };
    gl.uniform3f(quad.at('line'), nx, ny, distance);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    if (!pane.hasLayers) return;
    if (layers.showsMask && !this.maskTexture.isEmpty) this.paintMask(canvas, picture, layers.maskTint);
    this.mesh.draw(layers.meshes, picture, canvas, layers.frame);
  }

  private paintMask(canvas: Size, picture: Rect, tint: Colour): void {
    const { gl, mask } = this;
    gl.useProgram(mask.program);
    this.placeQuad(mask, canvas, picture);
    this.maskTexture.bind(0, false, 1, false);
    gl.uniform1i(mask.at('mask'), 0);
    gl.uniform3f(mask.at('tint'), ...tint);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.disable(gl.BLEND);
  }

  private placeQuad(program: Program, canvas: Size, rect: Rect): void {
    const { gl } = this;
    gl.uniform4f(program.at('rect'), rect.left, rect.top, rect.width, rect.height);
    gl.uniform2f(program.at('canvas'), canvas.width, canvas.height);
  }
}
