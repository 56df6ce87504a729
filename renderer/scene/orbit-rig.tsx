import { OrbitControls } from '@react-three/drei/core/OrbitControls';
import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useImperativeHandle, useRef, type ComponentRef, type Ref } from 'react';
import { Vector3, type PerspectiveCamera } from 'three';
import {
  between,
  dollyDistance,
  fittingDistance,
  placeOf,
  standpointOf,
  standpoints,
  walk,
  type Standpoint,
} from './camera-framing';

/** What buttons and keys do to the view. Angles in degrees. */
export interface OrbitHandle {
  goTo(standpoint: Standpoint): void;
  orbit(azimuthStep: number, elevationStep: number): void;
  /** Steps as shares of the picture's height: right and up. */
  pan(right: number, up: number): void;
  /** Above 1 comes closer. */
  zoom(factor: number): void;
  /** In front, the whole face in view. */
  reset(): void;
}

export interface OrbitRigProps {
  readonly ref?: Ref<OrbitHandle>;
  /** mm around the origin that are to be in view. */
  readonly radius: number;
  readonly fovDegrees: number;
  /** Moves at once rather than smoothly. */
  readonly still: boolean;
  /** Told where the viewer stands whenever a picture is drawn. */
  readonly onStandpoint: (standpoint: Standpoint, camera: PerspectiveCamera) => void;
}

const travelMilliseconds = 240;
const opening: Standpoint = standpoints.front;

/** The camera on its way round the head: mouse, touch, buttons and keys. */
export function OrbitRig({ ref, radius, fovDegrees, still, onStandpoint }: OrbitRigProps) {
  const controls = useRef<ComponentRef<typeof OrbitControls>>(null);
  const camera = useThree((state) => state.camera) as PerspectiveCamera;
  const invalidate = useThree((state) => state.invalidate);
  const aspect = useThree((state) => state.size.width / Math.max(1, state.size.height));
  const journey = useRef<{ from: Standpoint; to: Standpoint; start: number } | undefined>(undefined);
  const framed = useRef<{ radius: number; fovDegrees: number; aspect: number } | undefined>(undefined);
  const scratch = useRef({ offset: new Vector3(), right: new Vector3(), up: new Vector3() });

  const stand = (at: Standpoint, distance: number): void => {
    const target = controls.current?.target;
    placeOf(at, distance, camera.position);
    if (target !== undefined) camera.position.add(target);
    camera.lookAt(target?.x ?? 0, target?.y ?? 0, target?.z ?? 0);
    controls.current?.update();
    invalidate();
  };
  const place = (): { at: Standpoint; distance: number } => {
    const { offset } = scratch.current;
    offset.copy(camera.position);
    if (controls.current !== null) offset.sub(controls.current.target);
    return { at: standpointOf(offset), distance: offset.length() };
  };
  const travel = (to: Standpoint): void => {
    if (still) {
      journey.current = undefined;
      stand(to, place().distance);
      return;
    }
    journey.current = { from: place().at, to, start: performance.now() };
    invalidate();
  };

  useImperativeHandle(ref, () => ({
    goTo: travel,
    orbit(azimuthStep, elevationStep) {
      journey.current = undefined;
      const { at, distance } = place();
      stand(walk(at, azimuthStep, elevationStep), distance);
    },
    pan(right, up) {
      if (controls.current === null) return;
      const { distance } = place();
      const height = 2 * distance * Math.tan((camera.fov * Math.PI) / 360);
      camera.matrix.extractBasis(scratch.current.right, scratch.current.up, scratch.current.offset);
      const step = scratch.current.right
        .multiplyScalar(right * height)
        .addScaledVector(scratch.current.up, up * height);
      camera.position.add(step);
      controls.current.target.add(step);
      controls.current.update();
      invalidate();
    },
    zoom(factor) {
      const { at, distance } = place();
      const fitting = fittingDistance(radius, fovDegrees, aspect);
      stand(at, Math.min(fitting * 4, Math.max(fitting * 0.2, distance / factor)));
    },
    reset() {
      journey.current = undefined;
      controls.current?.target.set(0, 0, 0);
      stand(opening, fittingDistance(radius, fovDegrees, aspect));
    },
  }));

  // Another angle of view, another shape of the picture or another head: as large as before on the screen.
  useEffect(() => {
    const before = framed.current;
    framed.current = { radius, fovDegrees, aspect };
    if (before === undefined) {
      adjustLens(camera, fovDegrees, radius);
      stand(opening, fittingDistance(radius, fovDegrees, aspect));
      return;
    }
    const { at, distance } = place();
    const resized =
      (distance * fittingDistance(radius, before.fovDegrees, aspect)) /
      fittingDistance(before.radius, before.fovDegrees, before.aspect);
    adjustLens(camera, fovDegrees, radius);
    stand(at, dollyDistance(resized, before.fovDegrees, fovDegrees));
    // oxlint-disable-next-line react/exhaustive-deps -- the functions only read refs and what is listed
  }, [camera, radius, fovDegrees, aspect]);

  useFrame(() => {
    const going = journey.current;
    if (going !== undefined) {
      const share = Math.min(1, (performance.now() - going.start) / travelMilliseconds);
      const eased = 1 - (1 - share) ** 3;
      stand(between(going.from, going.to, eased), place().distance);
      if (share >= 1) journey.current = undefined;
      else invalidate();
    }
    onStandpoint(place().at, camera);
  }, -2);

  return (
    <OrbitControls
      ref={controls}
      makeDefault
      enableDamping={!still}
      dampingFactor={0.18}
      rotateSpeed={0.8}
      minDistance={fittingDistance(radius, fovDegrees, aspect) * 0.2}
      maxDistance={fittingDistance(radius, fovDegrees, aspect) * 4}
      onStart={() => {
        journey.current = undefined;
      }}
    />
  );
}

function adjustLens(camera: PerspectiveCamera, fovDegrees: number, radius: number): void {
  camera.fov = fovDegrees;
  camera.near = radius / 20;
  camera.far = radius * 80;
  camera.updateProjectionMatrix();
}
