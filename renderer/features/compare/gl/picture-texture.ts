import type { Picture } from '../../playback/picture';

/** A texture that takes one picture after another; its storage is kept while the size stays. */
export class PictureTexture {
  readonly texture: WebGLTexture;
  width = 0;
  height = 0;
  private hasMipmaps = false;

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  }

  get isEmpty(): boolean {
    return this.width === 0;
  }

  /** Raw pixels go up straight from the answer's bytes. */
  upload(picture: Picture): void {
    const { gl } = this;
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
    const { width, height } = picture;
    const keepsStorage = width === this.width && height === this.height;
    if (picture.kind === 'raw') {
      if (keepsStorage) {
        gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGB, gl.UNSIGNED_BYTE, picture.rgb);
      } else {
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB8, width, height, 0, gl.RGB, gl.UNSIGNED_BYTE, picture.rgb);
      }
    } else if (keepsStorage) {
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, gl.RGB, gl.UNSIGNED_BYTE, picture.bitmap);
    } else {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB8, gl.RGB, gl.UNSIGNED_BYTE, picture.bitmap);
    }
    this.width = width;
    this.height = height;
    this.hasMipmaps = false;
  }

  /**
   * Binds it to a texture unit. `texelsAPixel` above 1 means it is drawn smaller than it is: a still picture then gets
   * mipmaps, once.
   */
  bind(unit: number, nearest: boolean, texelsAPixel: number, isStill: boolean): void {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    const wantsMipmaps = !nearest && isStill && texelsAPixel > 1.25;
    if (wantsMipmaps && !this.hasMipmaps && !this.isEmpty) {
      gl.generateMipmap(gl.TEXTURE_2D);
      this.hasMipmaps = true;
    }
    const usesMipmaps = wantsMipmaps && this.hasMipmaps;
    const small = nearest ? gl.NEAREST : usesMipmaps ? gl.LINEAR_MIPMAP_LINEAR : gl.LINEAR;
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, small);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, nearest ? gl.NEAREST : gl.LINEAR);
  }

  dispose(): void {
    this.gl.deleteTexture(this.texture);
  }
}
