import { useFrame, useThree } from '@react-three/fiber';
import { useEffect } from 'react';
import type { PerspectiveCamera } from 'three';
import type { PersonFit } from '../../../preload/contract/studio/resources';
import { drawnHeight } from '../../scene/drawn-share';
import { createEdgeMaterial, inkEdges, scaleEdges } from '../../scene/edge-material';
import type { FaceRig } from '../../scene/face-rig';
import { graphics } from '../../scene/graphics';
import { KeptCanvas } from '../../scene/kept-canvas';
import { useKeptMaterial } from '../../scene/kept-materials';
import { createMaskMaterial } from '../../scene/mask-material';
import { SteadyPicture } from '../../scene/steady-picture';
import { setWindowCamera } from '../../scene/window-camera';
import { useShownFrame, type FrameFeed } from './frame-feed';
import { frustumOf } from './frame-window';
import { frameScene, softwareRatios } from './kept-scenes';
import { useReportedLoss } from './use-reported-loss';
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
      <KeptCanvas kept={frameScene}>
        <Projected {...props} />
      </KeptCanvas>
    </div>
  );
}

function Projected({ rig, follower, camera: lens, opacity }: FrameMeshProps) {
  const invalidate = useThree((state) => state.invalidate);
  const camera = useThree((state) => state.camera) as PerspectiveCamera;
  useReportedLoss();
  const edges = useKeptMaterial(createEdgeMaterial);
  const mask = useKeptMaterial(createMaskMaterial);
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
    scaleEdges(edges, drawnHeight(gl));
    if (follower.window !== undefined) {
      setWindowCamera(camera, frustumOf(follower.window, lens, near), near, far);
    }
  }, -1);
  return (
    <>
      {graphics().software ? <SteadyPicture {...softwareRatios.frame} /> : null}
      <mesh geometry={rig.geometry.surface} material={mask} renderOrder={0} />
      <lineSegments geometry={rig.geometry.edges} material={edges} renderOrder={1} />
    </>
  );
}
