import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Group } from 'three';
import type { FaceRig } from './face-rig';

/** Puts the head's middle at the origin and asks for a new picture whenever the face changes. */
export function HeadGroup({
  rig,
  turned,
  children,
}: {
  readonly rig: FaceRig;
  /** Turned as in the frame, or looking at the viewer. */
  readonly turned: boolean;
  readonly children: ReactNode;
}) {
  const group = useRef<Group>(null);
  const invalidate = useThree((state) => state.invalidate);
  useEffect(() => {
    invalidate();
    return rig.subscribe(() => {
      invalidate();
    });
  }, [rig, turned, invalidate]);
  useFrame(() => {
    if (group.current === null) return;
    rig.headFromCamera(turned, group.current.matrix);
    group.current.matrixWorldNeedsUpdate = true;
  }, -1);
  return (
    <group ref={group} matrixAutoUpdate={false}>
      {children}
    </group>
  );
}
