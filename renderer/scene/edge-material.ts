import { Color, LinearSRGBColorSpace, ShaderMaterial } from 'three';

const vertexShader = /* glsl */ `
  attribute float spacing; // mm
  uniform float pictureHeight;
  varying float vAlpha;
  void main() {
    vec4 place = modelViewMatrix * vec4(position, 1.0);
    float facing = dot(normalize(normalMatrix * normal), normalize(-place.xyz));
    float pixels = spacing * projectionMatrix[1][1] * 0.5 * pictureHeight / -place.z;
    // Where lines lie close they are fainter, so that lids and lips stay to be seen.
    vAlpha = smoothstep(0.02, 0.45, facing) * clamp(pixels / 9.0, 0.16, 1.0);
    gl_Position = projectionMatrix * place;
  }
`;

const fragmentShader = /* glsl */ `
  uniform vec3 colour;
  uniform float opacity;
  varying float vAlpha;
  void main() {
    float alpha = opacity * vAlpha;
    if (alpha < 0.01) discard;
    gl_FragColor = vec4(colour, alpha);
  }
`;

export interface EdgeMaterial extends ShaderMaterial {
  readonly uniforms: {
    colour: { value: Color };
    opacity: { value: number };
    /** Pixels of the drawing buffer. */
    pictureHeight: { value: number };
  };
}

/** Lines of the mesh; they fade where the surface turns away. Colours are written as they are, sRGB. */
export function createEdgeMaterial(): EdgeMaterial {
  return new ShaderMaterial({
    vertexShader,
    fragmentShader,
    transparent: true,
    depthWrite: false,
    uniforms: {
      colour: { value: new Color() },
      opacity: { value: 0.5 },
      pictureHeight: { value: 1000 },
    },
  }) as unknown as EdgeMaterial;
}

/** @param cssColour any colour of CSS @param opacity 0..1 */
export function inkEdges(material: EdgeMaterial, cssColour: string, opacity: number): void {
  // Taken as it is: the lines are not lit, and what the shader writes is sRGB already.
  material.uniforms.colour.value.setStyle(cssColour, LinearSRGBColorSpace);
  material.uniforms.opacity.value = opacity;
}

/** Tells the lines how many pixels high they are drawn. */
export function scaleEdges(material: EdgeMaterial, pictureHeight: number): void {
  material.uniforms.pictureHeight.value = pictureHeight;
}
