import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { PerspectiveCamera } from 'three';
import { AxesGizmo, type AxesGizmoHandle } from '../../scene/axes-gizmo';
import type { Standpoint } from '../../scene/camera-framing';
import { drawnHeight } from '../../scene/drawn-share';
import { createEdgeMaterial, inkEdges, scaleEdges } from '../../scene/edge-material';
import { createFaceMaterial, dressFace, setDepthRange, type SurfaceLook } from '../../scene/face-material';
import type { FaceRig } from '../../scene/face-rig';
import { FloorGrid } from '../../scene/floor-grid';
import { graphics } from '../../scene/graphics';
import { HeadGroup } from '../../scene/head-group';
import { KeptCanvas } from '../../scene/kept-canvas';
import { useKeptMaterial } from '../../scene/kept-materials';
import { LandmarkCloud } from '../../scene/landmark-cloud';
import type { SurfacePoints } from '../../scene/landmark-points';
import { OrbitRig, type OrbitHandle } from '../../scene/orbit-rig';
import { pictureOf } from '../../scene/picture-of';
import { SteadyPicture } from '../../scene/steady-picture';
import { useShownFrame, type FrameFeed } from './frame-feed';
import { faceScene, softwareRatios } from './kept-scenes';
import { useInspectStrings } from './strings';
import type { FaceTexture } from './use-face-texture';
import { useReducedMotion } from './use-reduced-motion';
import { useThemeColours } from './use-theme-colours';
import { useReportedLoss } from './use-reported-loss';
import { viewKey } from './view-keys';
import { useInspectView, type Shading } from './view-settings';

export interface FaceViewHandle extends OrbitHandle {
  /** The view as a PNG without floor and backdrop, twice as large as on the screen. */
  picture(): Promise<Blob>;
}

export interface FaceViewProps {
  readonly ref?: Ref<FaceViewHandle>;
  readonly rig: FaceRig;
  readonly feed: FrameFeed;
  readonly landmarks: SurfacePoints | undefined;
  readonly texture: FaceTexture | undefined;
}

const looks: Record<Shading, SurfaceLook> = {
  textured: 'textured',
  clay: 'clay',
  wireframe: 'flat',
  normals: 'normals',
  depth: 'depth',
  prior: 'textured',
  landmarks: 'clay',
};

/** The face in 3D: a focusable view that mouse, touch and keys turn. */
export function FaceView({ ref, ...props }: FaceViewProps) {
  const strings = useInspectStrings();
  const axes = useInspectView((view) => view.axes);
  const gizmo = useRef<AxesGizmoHandle>(null);
  const orbit = useRef<OrbitHandle>(null);
  const inside = useRef<{ picture(): Promise<Blob> }>(null);
  const [lost, setLost] = useState(false);
  useImperativeHandle(ref, () => ({
    goTo: (standpoint) => orbit.current?.goTo(standpoint),
    orbit: (azimuthStep, elevationStep) => orbit.current?.orbit(azimuthStep, elevationStep),
    pan: (right, up) => orbit.current?.pan(right, up),
    zoom: (factor) => orbit.current?.zoom(factor),
    reset: () => orbit.current?.reset(),
    picture: () => inside.current?.picture() ?? Promise.reject(new Error('The view is not there yet.')),
  }));
  return (
    <div
      className="inspect3d-view"
      role="application"
      aria-label={strings.viewerHelp}
      tabIndex={0}
      onKeyDown={(event) => {
        if (orbit.current === null || event.ctrlKey || event.metaKey || event.altKey) return;
        if (!viewKey(orbit.current, event.key, event.shiftKey)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <KeptCanvas kept={faceScene}>
        <Scene
          {...props}
          inside={inside}
          orbit={orbit}
          onLost={setLost}
          onStandpoint={(_, camera) => gizmo.current?.follow(camera)}
        />
      </KeptCanvas>
      {axes ? <AxesGizmo ref={gizmo} label={strings.axesLabel} /> : null}
      {lost ? (
        <div className="inspect3d-pill warn inspect3d-lost" role="status">
          {strings.contextLost}
        </div>
      ) : null}
    </div>
  );
}

interface SceneProps extends Omit<FaceViewProps, 'ref'> {
  readonly inside: Ref<{ picture(): Promise<Blob> }>;
  readonly orbit: Ref<OrbitHandle>;
  readonly onLost: (lost: boolean) => void;
  readonly onStandpoint: (standpoint: Standpoint, camera: PerspectiveCamera) => void;
}

function Scene({ rig, feed, landmarks, texture, inside, orbit, onLost, onStandpoint }: SceneProps) {
  const view = useInspectView();
  const colours = useThemeColours();
  const still = useReducedMotion();
  const shown = useShownFrame(feed);
  const invalidate = useThree((state) => state.invalidate);
  const get = useThree((state) => state.get);
  useReportedLoss(onLost);
  const surface = useKeptMaterial(createFaceMaterial);
  const edges = useKeptMaterial(createEdgeMaterial);
  const { shading, light, key, fill } = view;
  const ghost = shown !== undefined && shown.mesh === undefined;
  useEffect(() => {
    dressFace(surface, {
      look: looks[shading],
      texture: texture?.texture,
      light,
      key: key / 100,
      fill: fill / 100,
      ghost,
    });
    invalidate();
  }, [surface, shading, texture, light, key, fill, ghost, invalidate]);
  useEffect(() => {
    inkEdges(edges, '#7dd6d3', ghost ? 0.3 : 0.85);
    invalidate();
  }, [edges, ghost, invalidate]);
  useEffect(invalidate, [view.grid, view.axes, colours, invalidate]);
  useImperativeHandle(inside, () => ({ picture: () => pictureOf(get()) }));
  const drawn = useRef(0);
  useFrame(({ camera, gl }) => {
    scaleEdges(edges, drawnHeight(gl));
    setDepthRange(surface, camera.position.length(), rig.radius);
    // For tests and for whoever measures: how many pictures, and of which frame.
    gl.domElement.dataset.drawn = String(++drawn.current);
    gl.domElement.dataset.shownFrame = String(feed.current()?.frame ?? '');
  }, -1);
  return (
    <>
      {graphics().software ? <SteadyPicture {...softwareRatios.face} /> : null}
      <OrbitRig
        ref={orbit}
        radius={rig.radius * 0.84}
        fovDegrees={view.fovDegrees}
        still={still}
        onStandpoint={onStandpoint}
      />
      <HeadGroup rig={rig} turned={view.posed}>
        <mesh geometry={rig.geometry.surface} material={surface} />
        {shading === 'wireframe' ? (
          <lineSegments geometry={rig.geometry.edges} material={edges} renderOrder={1} />
        ) : null}
        {shading === 'landmarks' && landmarks !== undefined ? (
          <LandmarkCloud rig={rig} points={landmarks} colour="#7bd8d5" />
        ) : null}
      </HeadGroup>
      {view.grid ? <FloorGrid below={rig.radius * 0.84} colour={colours.grid} /> : null}
    </>
  );
}
