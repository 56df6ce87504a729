import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DynamicDrawUsage,
  LinearSRGBColorSpace,
  ShaderMaterial,
  Sphere,
  Vector3,
} from 'three';
import { drawnRatio } from './drawn-share';
import type { FaceRig } from './face-rig';
import { useKeptMaterial } from './kept-materials';
import { placeSurfacePoints, type SurfacePoints } from './landmark-points';

const vertexShader = /* glsl */ `
  uniform float pointSize;
  void main() {
    vec4 place = modelViewMatrix * vec4(position, 1.0);
    place.xyz += normalize(-place.xyz) * 1.2; // 1.2 mm before the skin, or it would hide half of each point
    gl_Position = projectionMatrix * place;
    gl_PointSize = pointSize;
  }
`;
const fragmentShader = /* glsl */ `
  uniform vec3 colour;
  void main() {
    float from = length(gl_PointCoord - 0.5) * 2.0;
    if (from > 1.0) discard;
    gl_FragColor = vec4(colour * (from > 0.62 ? 0.25 : 1.0), 1.0);
  }
`;

export function createPointMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader,
    fragmentShader,
    uniforms: { colour: { value: new Color() }, pointSize: { value: 6 } },
  });
}

/** The model's landmarks on the surface, as dots of a constant size on the screen. */
export function LandmarkCloud({
  rig,
  points,
  colour,
}: {
  readonly rig: FaceRig;
  readonly points: SurfacePoints;
  /** Any colour of CSS. */
  readonly colour: string;
}) {
  const invalidate = useThree((state) => state.invalidate);
  const material = useKeptMaterial(createPointMaterial);
  const geometry = useMemo(() => {
    const made = new BufferGeometry();
    made.setAttribute(
      'position',
      new BufferAttribute(new Float32Array(points.count * 3), 3).setUsage(DynamicDrawUsage),
    );
    made.boundingSphere = new Sphere(new Vector3(), Infinity);
    return made;
  }, [points]);
  useEffect(() => {
    const place = (): void => {
      const position = geometry.getAttribute('position') as BufferAttribute;
      placeSurfacePoints(points, rig.triangles, rig.geometry.positions, position.array as Float32Array);
      position.needsUpdate = true;
      invalidate();
    };
    place();
    return rig.subscribe(place);
  }, [rig, points, geometry, invalidate]);
  useEffect(
    () => () => {
      geometry.dispose();
    },
    [geometry],
  );
  useEffect(() => {
    inkPoints(material, colour);
    invalidate();
  }, [material, colour, invalidate]);
  useFrame(({ gl }) => {
    sizePoints(material, 6 * drawnRatio(gl));
  }, -1);
  return <points geometry={geometry} material={material} />;
}

function inkPoints(material: ShaderMaterial, colour: string): void {
  (material.uniforms.colour.value as Color).setStyle(colour, LinearSRGBColorSpace);
}

/** @param pixels of the drawing buffer */
function sizePoints(material: ShaderMaterial, pixels: number): void {
  material.uniforms.pointSize.value = pixels;
}
