/** A program and its uniforms by name. */
export interface Program {
  /** Throws with the compiler's words where the source is wrong. */
  readonly program: WebGLProgram;
  readonly at: (uniform: string) => WebGLUniformLocation | null;
}

/**
 * Has a program compiled and linked. The browser does that beside the page; whoever asks how it went waits for the end
 * of it, so that is asked at the first use.
 */
export function createProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string): Program {
  const program = gl.createProgram();
  const shaders = [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ].map(([type, source]) => {
    const shader = gl.createShader(type as number);
    if (shader === null) throw new Error('The graphics context was lost.');
    gl.shaderSource(shader, source as string);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    return shader;
  });
  gl.linkProgram(program);
  const places = new Map<string, WebGLUniformLocation | null>();
  let isChecked = false;
  return {
    get program() {
      if (!isChecked) {
        isChecked = true;
        if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
          const words = [
            gl.getProgramInfoLog(program),
            ...shaders.map((shader) => gl.getShaderInfoLog(shader)),
          ];
          throw new Error(words.filter(Boolean).join('\n') || 'A shader does not link.');
        }
        for (const shader of shaders) gl.deleteShader(shader);
      }
      return program;
    },
    at: (uniform) => {
      if (!places.has(uniform)) places.set(uniform, gl.getUniformLocation(program, uniform));
      return places.get(uniform) ?? null;
    },
  };
}
