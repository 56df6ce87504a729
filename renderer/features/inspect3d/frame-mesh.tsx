import { Canvas, useFrame, useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import type { PerspectiveCamera } from 'three';
import type { PersonFit } from '../../../preload/contract/studio/resources';
import { createEdgeMaterial, inkEdges, scaleEdges } from '../../scene/edge-material';
import type { FaceRig } from '../../scene/face-rig';
import { createMaskMaterial } from '../../scene/mask-material';
import { SteadyPicture } from '../../scene/steady-picture';
import { setWindowCamera } from '../../scene/window-camera';
import { useShownFrame, type FrameFeed } from './frame-feed';
import { frustumOf } from './frame-window';
import { graphics, useReportedLoss } from './use-webgl';
import type { WindowFollower } from './window-follower';

export interface FrameMeshProps {
  readonly rig: FaceRig;
  readonly feed: FrameFeed;
  readonly follower: WindowFollower;
  readonly camera: PersonFit['camera'];
  /** 0..1 */
  readonly opacity: number;
}

/** Distance of the nearest thing that is drawn and the farthest, mm. */
const near = 20;
const far = 20_000;

/** The mesh over the frame, seen through the frame's own camera. */
export function FrameMesh(props: FrameMeshProps) {
  // Out of the picture the last shape would lie over nothing.
  const here = useShownFrame(props.feed)?.mesh !== undefined;
  return (
    <div className="inspect3d-overlay" hidden={!here} aria-hidden>
      <Canvas
        frameloop="demand"
        dpr={graphics().software ? 1 : [1, 2]}
        gl={{ antialias: !graphics().software, alpha: true }}
        resize={{ debounce: 0 }}
      >
        <Projected {...props} />
      </Canvas>
    </div>
  );
}

function Projected({ rig, follower, camera: lens, opacity }: FrameMeshProps) {
  const invalidate = useThree((state) => state.invalidate);
  const camera = useThree((state) => state.camera) as PerspectiveCamera;
  useReportedLoss();
  const { edges, mask } = useMemo(() => ({ edges: createEdgeMaterial(), mask: createMaskMaterial() }), []);
  useEffect(
    () => () => {
      edges.dispose();
      mask.dispose();
    },
    [edges, mask],
  );
  useEffect(() => {
    inkEdges(edges, '#c9f5f2', opacity);
    invalidate();
  }, [edges, opacity, invalidate]);
  useEffect(() => {
    const draw = (): void => {
      invalidate();
    };
    const ends = [rig.subscribe(draw), follower.subscribe(draw)];
    return () => {
      for (const end of ends) end();
    };
  }, [rig, follower, invalidate]);
  useFrame(({ gl }) => {
    scaleEdges(edges, gl.domElement.height);
    if (follower.window !== undefined) {
      setWindowCamera(camera, frustumOf(follower.window, lens, near), near, far);
    }
  }, -1);
  return (
    <>
      {graphics().software ? <SteadyPicture moving={1} resting={2} /> : null}
      <mesh geometry={rig.geometry.surface} material={mask} renderOrder={0} />
      <lineSegments geometry={rig.geometry.edges} material={edges} renderOrder={1} />
    </>
  );
}
