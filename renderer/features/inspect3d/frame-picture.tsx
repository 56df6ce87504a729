import { useEffect, useRef } from 'react';
import type { PersonFit } from '../../../preload/contract/studio/resources';
import { drawLandmarks } from './draw-landmarks';
import { useShownFrame, type FrameFeed } from './frame-feed';
import { useInspectStrings } from './strings';
import type { FaceModelData } from './use-face-model';
import { useThemeColours } from './use-theme-colours';
import type { WindowFollower } from './window-follower';

export interface FramePictureProps {
  readonly feed: FrameFeed;
  readonly follower: WindowFollower;
  readonly personId: number;
  readonly name: string;
  readonly model: FaceModelData;
  readonly camera: PersonFit['camera'];
  readonly landmarks: boolean;
  /** 0..1, of the landmarks. */
  readonly opacity: number;
}

/** The frame's pixels around the face, redrawn as frames arrive, outside React. */
export function FramePicture(props: FramePictureProps) {
  const { feed, follower, personId, model, camera, landmarks, opacity } = props;
  const strings = useInspectStrings();
  const colours = useThemeColours();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d', { alpha: false });
    if (element === null || context === null || context === undefined) return;
    const draw = (): void => {
      const { window } = follower;
      const shown = feed.current();
      context.fillStyle = '#0b0b0c';
      context.fillRect(0, 0, element.width, element.height);
      if (window === undefined || shown?.picture === undefined) return;
      const scaleX = element.width / window.width;
      const scaleY = element.height / window.height;
      context.imageSmoothingEnabled = scaleX < 6; // single pixels show as such
      context.imageSmoothingQuality = 'high';
      context.drawImage(
        shown.picture,
        -window.left * scaleX,
        -window.top * scaleY,
        shown.picture.width * scaleX,
        shown.picture.height * scaleY,
      );
      const face = shown.faces?.faces.find((one) => one.personId === personId);
      if (landmarks && face !== undefined) {
        drawLandmarks(context, element.width, element.height, {
          found: face.landmarks,
          fitted:
            shown.mesh === undefined || model.landmarks === undefined
              ? undefined
              : { points: model.landmarks, triangles: model.triangles, mesh: shown.mesh, camera },
          window,
          colours: { found: '#ffffff', error: '#f28779' },
          opacity,
        });
      }
      element.dataset.shownFrame = String(shown.frame);
    };
    const resize = new ResizeObserver(() => {
      const ratio = Math.min(2, devicePixelRatio);
      element.width = Math.max(1, Math.round(element.clientWidth * ratio));
      element.height = Math.max(1, Math.round(element.clientHeight * ratio));
      follower.setAspect(element.width / element.height);
      draw();
    });
    resize.observe(element);
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      follower.zoomBy(Math.exp(-event.deltaY / 400));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    // The follower is told of every frame first and passes each change on.
    const end = follower.subscribe(draw);
    draw();
    return () => {
      end();
      resize.disconnect();
      element.removeEventListener('wheel', wheel);
    };
  }, [feed, follower, personId, model, camera, landmarks, opacity, colours]);
  return (
    <canvas
      ref={canvas}
      className="inspect3d-picture"
      role="img"
      aria-label={strings.picture(useShownFrame(feed)?.frame ?? 0, props.name)}
      tabIndex={0}
      onDoubleClick={() => {
        follower.resetZoom();
      }}
      onKeyDown={(event) => {
        const factor = { '+': 1.25, '=': 1.25, '-': 0.8 }[event.key];
        if (factor !== undefined) follower.zoomBy(factor);
        else if (event.key === 'Home') follower.resetZoom();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
