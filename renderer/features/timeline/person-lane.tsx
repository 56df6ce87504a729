import { useCallback } from 'react';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import type { PersonItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { useSelection } from '../../store/selection';
import { hueClass, hueColour } from '../../ui/person-hue';
import { extentOf, spansOf } from './curve-analysis';
import { traceCurve, type ColourOf, type Pen } from './draw-plot';
import { LaneCanvas } from './lane-canvas';
import { frameOfRow } from './table';
import { xOfEdge } from './time-scale';
import { useTimelineStrings } from './strings';
import { useTrack } from './track-context';
import type { PersonCurves } from './use-tables';

/** Who it is; click selects the person. */
export function PersonLabel({ person }: { readonly person: PersonItem }) {
  const strings = useTimelineStrings();
  const client = useClient();
  const { mediaId } = useTrack();
  const isSelected = useSelection((selection) => selection.personId === person.id);
  return (
    <button
      type="button"
      className={`tl-label tl-person ${hueClass(person.hue)}`}
      aria-pressed={isSelected}
      aria-label={strings.selectPerson(person.name)}
      title={strings.laneHint}
      onClick={() => useSelection.getState().selectPerson(person.id)}
    >
      <img
        alt=""
        className={person.enabled ? '' : 'off'}
        src={client.resourceUrl(resourcePaths.avatar(mediaId, person.id))}
      />
      <span className="grow ell">{person.name}</span>
      <span className="t11 tx3">{strings.lane}</span>
    </button>
  );
}

/** Where somebody is seen, how surely, how far turned and how sharp. */
export function PersonLane(props: {
  readonly person: PersonItem;
  readonly curves: PersonCurves | undefined;
}) {
  const { person, curves } = props;
  const { view, frameCount } = useTrack();
  const hue = hueColour(person.hue);
  const soft = hue.replace(')', '-soft)');
  const draw = useCallback(
    (pen: Pen, width: number, height: number, colourOf: ColourOf) => {
      if (curves === undefined) return;
      const area = { width, height: height - 8, view, frameCount };
      const confidence = curves.curve('confidence');
      const sharpness = curves.curve('sharpness');
      pen.save();
      (pen as CanvasRenderingContext2D).translate(0, 4);
      for (const [first, end] of spansOf(confidence)) {
        const left = xOfEdge(frameOfRow(first, confidence.length, frameCount), view, width);
        const right = xOfEdge(frameOfRow(end - 1, confidence.length, frameCount) + 1, view, width);
        if (right < 0 || left > width) continue;
        pen.fillStyle = colourOf(soft);
        pen.beginPath();
        (pen as CanvasRenderingContext2D).roundRect(left, 0, Math.max(1.5, right - left), area.height, 3);
        pen.fill();
        pen.globalAlpha = 0.25;
        pen.fillStyle = colourOf(hue);
        pen.fillRect(left, Math.round(area.height / 2), Math.max(1, right - left), 1);
        pen.globalAlpha = 1;
      }
      pen.strokeStyle = colourOf(hue);
      pen.lineJoin = 'round';
      pen.globalAlpha = 0.45;
      pen.lineWidth = 1;
      traceCurve(pen, sharpness, area, [0, (extentOf([sharpness])?.[1] ?? 1) * 2.2], 2);
      pen.globalAlpha = 0.85;
      pen.setLineDash([1.5, 2.5]);
      traceCurve(pen, curves.curve('yawRadians'), area, [-Math.PI / 2, Math.PI / 2], 2);
      pen.setLineDash([]);
      pen.globalAlpha = 1;
      pen.lineWidth = 1.25;
      traceCurve(pen, confidence, area, [0, 1.05], 2);
      pen.restore();
    },
    [curves, view, frameCount, hue, soft],
  );
  return (
    <div
      className="tl-lane-fill"
      data-off={!person.enabled}
      onClick={() => useSelection.getState().selectPerson(person.id)}
    >
      <LaneCanvas draw={draw} label={person.name} />
    </div>
  );
}
