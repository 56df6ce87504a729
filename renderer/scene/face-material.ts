import { Color, DoubleSide, ShaderMaterial, Vector3, type Texture } from 'three';
import { lightDirection, type BallPoint } from './light-direction';

/** Ways of drawing the surface, in the order of the shader's numbers. */
export const surfaceLooks = ['textured', 'clay', 'flat', 'normals', 'depth'] as const;
export type SurfaceLook = (typeof surfaceLooks)[number];

const vertexShader = /* glsl */ `
  attribute float inMouth;
  varying float vInMouth;
  varying vec3 vNormal;
  varying vec3 vWorldNormal;
  varying vec3 vPlace;
  varying vec2 vUv;
  void main() {
    vec4 place = modelViewMatrix * vec4(position, 1.0);
    vPlace = place.xyz;
    vNormal = normalMatrix * normal;
    vWorldNormal = mat3(modelMatrix) * normal;
    vUv = uv;
    vInMouth = inMouth;
    gl_Position = projectionMatrix * place;
  }
`;

const fragmentShader = /* glsl */ `
  uniform int look;
  uniform sampler2D map;
  uniform bool hasMap;
  uniform vec3 clay;
  uniform vec3 flatColour;
  uniform vec3 lightDirection; // unit, viewer's space
  uniform float key;
  uniform float fill;
  uniform float ghost;
  uniform vec2 depthRange; // mm before the viewer: nearest, farthest
  varying vec3 vNormal;
  varying vec3 vWorldNormal;
  varying vec3 vPlace;
  varying vec2 vUv;
  varying float vInMouth;

  void main() {
    float side = gl_FrontFacing ? 1.0 : -1.0;
    vec3 n = normalize(vNormal) * side;
    vec3 colour;
    if (look == 2) {
      gl_FragColor = vec4(flatColour, 1.0);
      return;
    }
    if (look == 3) {
      colour = normalize(vWorldNormal) * side * 0.5 + 0.5;
    } else if (look == 4) {
      float near = clamp((depthRange.y + vPlace.z) / (depthRange.y - depthRange.x), 0.0, 1.0);
      colour = vec3(0.06 + 0.9 * near);
    } else {
      // Light comes into the mouth between the lips, whichever way the bag behind them bends.
      if (look == 0) n = normalize(mix(n, vec3(0.0, 0.0, 1.0), vInMouth));
      vec3 view = normalize(-vPlace);
      // Wrapped Lambert: skin lets light round the corner. Fill comes from all about, a little more from above.
      float lambert = clamp((dot(n, lightDirection) + 0.22) / 1.22, 0.0, 1.0);
      vec3 light = key * 1.5 * lambert * vec3(1.0, 0.97, 0.94)
        + fill * (0.62 + 0.3 * n.y) * vec3(0.96, 0.98, 1.02);
      vec3 base = clay;
      float shine = 0.10;
      if (look == 0 && hasMap) {
        vec4 texel = texture2D(map, vUv);
        // Seen a little is seen, and so is what lies within some sixteen texels of it, such as the fold under the lip.
        // The rest carries a third of its guessed colour: a hard edge would draw the eye to what matters least.
        float seen = smoothstep(0.0, 0.3, textureLod(map, vUv, 4.0).a);
        // No clay in the mouth: what was not seen of it is the dark that the texture has there.
        seen = max(seen, vInMouth);
        base = mix(mix(clay, texel.rgb, 0.35), texel.rgb, seen);
        shine *= 1.0 - seen;
        // The other side of the skin, as at the corners of an open mouth, is flesh.
        if (!gl_FrontFacing) base = vec3(0.07, 0.022, 0.02);
      }
      vec3 halfway = normalize(lightDirection + view);
      float gloss = pow(max(dot(n, halfway), 0.0), 22.0) * shine * key;
      float rim = pow(1.0 - max(dot(n, view), 0.0), 3.0) * 0.10 * (fill + 0.2);
      colour = base * light + gloss + rim * base;
      colour *= gl_FrontFacing ? 1.0 : 0.35;
      colour = linearToOutputTexel(vec4(colour, 1.0)).rgb;
    }
    float grey = dot(colour, vec3(0.299, 0.587, 0.114));
    colour = mix(colour, vec3(0.34 + 0.22 * grey), ghost * 0.8);
    gl_FragColor = vec4(colour, 1.0);
  }
`;

export interface FaceMaterial extends ShaderMaterial {
  readonly uniforms: {
    look: { value: number };
    map: { value: Texture | null };
    hasMap: { value: boolean };
    clay: { value: Color };
    flatColour: { value: Color };
    lightDirection: { value: Vector3 };
    /** 0..1 each. */
    key: { value: number };
    fill: { value: number };
    /** 1: greyed, because it shows another frame than the playhead's. */
    ghost: { value: number };
    depthRange: { value: { x: number; y: number } };
  };
}

/** One material for every look, so that changing it compiles nothing. Where the texture's alpha is 0, tinted clay shows. */
export function createFaceMaterial(): FaceMaterial {
  return new ShaderMaterial({
    vertexShader,
    fragmentShader,
    side: DoubleSide,
    // Edges drawn over the surface must win against it.
    polygonOffset: true,
    polygonOffsetFactor: 1,
    polygonOffsetUnits: 2,
    uniforms: {
      look: { value: 0 },
      map: { value: null },
      hasMap: { value: false },
      clay: { value: new Color('#8d8782') },
      flatColour: { value: new Color('#16181a') },
      lightDirection: { value: new Vector3(0, 0, 1) },
      key: { value: 0.6 },
      fill: { value: 0.35 },
      ghost: { value: 0 },
      depthRange: { value: { x: 100, y: 400 } },
    },
  }) as unknown as FaceMaterial;
}

/** How the surface is to look now. */
export interface SurfaceState {
  readonly look: SurfaceLook;
  readonly texture: Texture | undefined;
  readonly light: BallPoint;
  /** 0..1 */
  readonly key: number;
  readonly fill: number;
  readonly ghost: boolean;
}

export function dressFace(material: FaceMaterial, state: SurfaceState): void {
  const { uniforms } = material;
  uniforms.look.value = surfaceLooks.indexOf(state.look);
  // As a material of its own it may be bright; where it stands for skin that was never seen it keeps back.
  uniforms.clay.value.set(state.look === 'textured' ? '#8d8782' : '#b3aca5');
  uniforms.map.value = state.texture ?? null;
  uniforms.hasMap.value = state.texture !== undefined;
  lightDirection(state.light, uniforms.lightDirection.value);
  uniforms.key.value = state.key;
  uniforms.fill.value = state.fill;
  uniforms.ghost.value = state.ghost ? 1 : 0;
}

/** Greys of the depth picture span the face: the radius about its middle, seen from a distance. */
export function setDepthRange(material: FaceMaterial, distance: number, radius: number): void {
  const range = material.uniforms.depthRange.value;
  range.x = distance - radius * 0.72;
  range.y = distance + radius * 0.45;
}
