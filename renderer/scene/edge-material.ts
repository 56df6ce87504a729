import { Color, LinearSRGBColorSpace, ShaderMaterial } from 'three';

const vertexShader = /* glsl */ `
  varying float vFacing;
  void main() {
    vec4 place = modelViewMatrix * vec4(position, 1.0);
    vFacing = dot(normalize(normalMatrix * normal), normalize(-place.xyz));
    gl_Position = projectionMatrix * place;
  }
`;

const fragmentShader = /* glsl */ `
  uniform vec3 colour;
  uniform float opacity;
  varying float vFacing;
  void main() {
    float alpha = opacity * smoothstep(0.02, 0.45, vFacing);
    if (alpha < 0.01) discard;
    // The canvas is composed premultiplied.
    gl_FragColor = vec4(colour, alpha);
  }
`;

export interface EdgeMaterial extends ShaderMaterial {
  readonly uniforms: { colour: { value: Color }; opacity: { value: number } };
}

/** Lines of the mesh; they fade where the surface turns away. Colours are written as they are, sRGB. */
export function createEdgeMaterial(): EdgeMaterial {
  return new ShaderMaterial({
    vertexShader,
    fragmentShader,
    transparent: true,
    depthWrite: false,
    uniforms: { colour: { value: new Color() }, opacity: { value: 0.5 } },
  }) as unknown as EdgeMaterial;
}

/** @param cssColour any colour of CSS @param opacity 0..1 */
export function inkEdges(material: EdgeMaterial, cssColour: string, opacity: number): void {
  // Taken as it is: the lines are not lit, and what the shader writes is sRGB already.
  material.uniforms.colour.value.setStyle(cssColour, LinearSRGBColorSpace);
  material.uniforms.opacity.value = opacity;
}
