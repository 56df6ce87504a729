import { useEffect, useMemo } from 'react';
import { BufferAttribute, BufferGeometry, Color, LinearSRGBColorSpace, ShaderMaterial } from 'three';
import { useKeptMaterial } from './kept-materials';
import { stageName } from './picture-of';

const vertexShader = /* glsl */ `
  varying vec2 vPlace;
  void main() {
    vPlace = position.xz;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }
`;
const fragmentShader = /* glsl */ `
  uniform vec3 colour;
  uniform float reach;
  varying vec2 vPlace;
  void main() {
    float alpha = 0.34 * (1.0 - smoothstep(0.05, 0.9, length(vPlace) / reach));
    gl_FragColor = vec4(colour, alpha);
  }
`;

const step = 25;
const half = 20;

export function createFloorMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader,
    fragmentShader,
    transparent: true,
    depthWrite: false,
    uniforms: { colour: { value: new Color() }, reach: { value: step * half } },
  });
}

/** A floor of 25 mm squares below the head that fades out with the distance. */
export function FloorGrid({ below, colour }: { readonly below: number; readonly colour: string }) {
  const material = useKeptMaterial(createFloorMaterial);
  const geometry = useMemo(() => {
    const places: number[] = [];
    for (let i = -half; i <= half; i++) {
      // Lines in pieces, so that the fading is followed along them.
      for (let j = -half; j < half; j++) {
        places.push(i * step, 0, j * step, i * step, 0, (j + 1) * step);
        places.push(j * step, 0, i * step, (j + 1) * step, 0, i * step);
      }
    }
    const made = new BufferGeometry();
    made.setAttribute('position', new BufferAttribute(new Float32Array(places), 3));
    return made;
  }, []);
  useEffect(
    () => () => {
      geometry.dispose();
    },
    [geometry],
  );
  useEffect(() => {
    inkFloor(material, colour);
  }, [material, colour]);
  return <lineSegments name={stageName} geometry={geometry} material={material} position={[0, -below, 0]} />;
}

function inkFloor(material: ShaderMaterial, colour: string): void {
  (material.uniforms.colour.value as Color).setStyle(colour, LinearSRGBColorSpace);
}
