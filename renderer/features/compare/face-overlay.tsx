import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { FrameFaces } from '../../../preload/contract/studio/resources';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useSelection } from '../../store/selection';
import { hueClass } from '../../ui/person-hue';
import { useCompareView } from './compare-store';
import type { Stage } from './stage';
import { useCompareStrings } from './strings';
import type { FacesFeed } from './use-frame-faces';

type Face = FrameFaces['faces'][number];

/** Boxes with names, and landmarks, over one pane. React makes the elements; each repaint only moves them. */
export function FaceOverlay(props: {
  readonly stage: Stage;
  readonly pane: number;
  readonly faces: FacesFeed;
  readonly media: MediaItem;
}) {
  const { stage, pane, faces, media } = props;
  const strings = useCompareStrings();
  const overlays = useCompareView((view) => view.overlays);
  const selected = useSelection((selection) => selection.personId);
  // Structure only: positions follow outside React.
  useSyncExternalStore(faces.subscribe, () => faceKeys(faces.current));
  const root = useRef<HTMLDivElement>(null);
  const width = media.info?.displayWidth ?? 1;

  useEffect(() => {
    const place = () => placeFaces(root.current, stage, pane, faces.current, width);
    const ends = [stage.onPaint(place), faces.subscribe(place)];
    return () => ends.forEach((end) => end());
  });

  const shown = faces.getCurrent()?.faces ?? [];
  return (
    <div ref={root} className="compare-faces">
      {overlays.landmarks && (
        <svg className="compare-landmarks" aria-hidden>
          {shown.map((face, index) => (
            <path key={index} className={classOf(face, media)} data-face={index} />
          ))}
        </svg>
      )}
      {overlays.boxes &&
        shown.map((face, index) => {
          const person = media.people.find(({ id }) => id === face.personId);
          const name = person?.name ?? strings.unknownFace;
          return (
            <div
              key={index}
              data-face={index}
              className={`compare-box ${classOf(face, media)}`}
              data-selected={person !== undefined && person.id === selected}
            >
              <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
                <path d="M0 9V0h10M90 0h10v9M100 91v9H90M10 100H0v-9" />
              </svg>
              <button
                type="button"
                className="compare-name"
                tabIndex={pane === 0 ? 0 : -1}
                aria-label={strings.selectPerson(name)}
                disabled={person === undefined}
                onPointerDown={(event) => event.stopPropagation()}
                onClick={() => useSelection.getState().selectPerson(person?.id)}
              >
                <span className="compare-dot" aria-hidden />
                {name} <em data-confidence />
                {face.skipped !== undefined && <i>{strings[face.skipped]}</i>}
              </button>
            </div>
          );
        })}
    </div>
  );
}

function classOf(face: Face, media: MediaItem): string {
  const person = media.people.find(({ id }) => id === face.personId);
  return person === undefined ? 'compare-nobody' : hueClass(person.hue);
}

function faceKeys(frame: FrameFaces | undefined): string {
  return (frame?.faces ?? [])
    .map(({ track, personId, skipped }) => `${track}.${personId}.${skipped}`)
    .join(' ');
}

function placeFaces(
  root: HTMLElement | null,
  { layout }: Stage,
  paneIndex: number,
  frame: FrameFaces | undefined,
  frameWidth: number,
): void {
  const pane = layout.panes[paneIndex];
  if (root === null || pane === undefined) return;
  const { pixelRatio } = layout;
  const css = (value: number) => value / pixelRatio;
  const { clip, picture } = pane;
  root.style.left = `${css(clip.left)}px`;
  root.style.top = `${css(clip.top)}px`;
  root.style.width = `${css(clip.width)}px`;
  root.style.height = `${css(clip.height)}px`;
  const scale = css(picture.width) / frameWidth;
  const left = css(picture.left - clip.left);
  const top = css(picture.top - clip.top);
  for (const element of root.querySelectorAll<HTMLElement | SVGPathElement>('[data-face]')) {
    const face = frame?.faces[Number(element.dataset.face)];
    element.style.display = face ? '' : 'none';
    if (face === undefined) continue;
    if (element instanceof SVGPathElement) {
      const dots = dotsOf(face.landmarks);
      if (element.getAttribute('d') !== dots) element.setAttribute('d', dots);
      element.setAttribute('transform', `matrix(${scale} 0 0 ${scale} ${left} ${top})`);
      continue;
    }
    const { box } = face;
    element.style.transform = `translate(${left + box.left * scale}px, ${top + box.top * scale}px)`;
    element.style.width = `${(box.right - box.left) * scale}px`;
    element.style.height = `${(box.bottom - box.top) * scale}px`;
    const confidence = element.querySelector('[data-confidence]');
    if (confidence) confidence.textContent = face.confidence.toFixed(2);
  }
}

const dotPaths = new WeakMap<readonly number[], string>();

/** Dots as strokes of no length with round ends; made once a frame. */
function dotsOf(landmarks: readonly number[]): string {
  let path = dotPaths.get(landmarks);
  if (path === undefined) {
    path = '';
    for (let i = 0; i + 1 < landmarks.length; i += 2) {
      path += `M${landmarks[i].toFixed(1)} ${landmarks[i + 1].toFixed(1)}h0`;
    }
    dotPaths.set(landmarks, path);
  }
  return path;
}

/** The face under a place of the frame (frame pixels); the smallest where several overlap. */
export function faceAt(frame: FrameFaces | undefined, x: number, y: number): Face | undefined {
  const area = ({ box }: Face) => (box.right - box.left) * (box.bottom - box.top);
  return frame?.faces
    .filter(({ box }) => x >= box.left && x < box.right && y >= box.top && y < box.bottom)
    .sort((a, b) => area(a) - area(b))[0];
}
