import type { FrameFaces } from '../../../../preload/contract/studio/resources';
import { decideFade } from '../../compose/fade-strength';
import { unpackFit } from '../../people/fit-row';
import { faceColumns, personOfTrack } from '../../project/project-format';
import { conditionsOf } from '../../render/frame-face';
import { peopleStrength, type StudioClip } from '../studio-clips';
import type { OpenTables } from './clip-tables';
import { NotThere } from './refusals';

/** What the analysis says of the faces in one frame, and why the ones that are left alone are. */
export async function readFrameFaces(
  tables: OpenTables,
  people: StudioClip['people'],
  frame: number,
): Promise<FrameFaces> {
  const { project, layout, reader, landmarks } = tables;
  if (frame >= reader.frameCount) throw new NotThere();
  const persons = personOfTrack(project);
  const strengths = peopleStrength(people);
  const { first, count } = reader.rowsOf(frame);
  const points = await landmarks.read(first, count);
  const rows = await reader.facesOf(frame);
  const faces = rows.map(({ face, fit: fitRow }, i): FrameFaces['faces'][number] => {
    const personId = persons.get(face[faceColumns.track]);
    const { fit, fivePoints } = unpackFit(layout, fitRow);
    const confidence = face[faceColumns.confidence];
    const decision = decideFade(conditionsOf({ fit, fivePoints, confidence }));
    const skipped =
      personId === undefined
        ? 'tooUncertain'
        : strengths[personId] === 0
          ? 'notChosen'
          : decision.restore
            ? undefined
            : decision.reason;
    return {
      ...(personId === undefined ? {} : { personId }),
      track: face[faceColumns.track],
      box: {
        left: short(face[faceColumns.left]),
        top: short(face[faceColumns.top]),
        right: short(face[faceColumns.right]),
        bottom: short(face[faceColumns.bottom]),
      },
      confidence: short(confidence),
      sharpness: short(face[faceColumns.sharpness]),
      yawRadians: short(fit.pose.yawRadians, 4),
      pitchRadians: short(fit.pose.pitchRadians, 4),
      rollRadians: short(fit.pose.rollRadians, 4),
      interOcularPixels: short(Math.hypot(fivePoints[2] - fivePoints[0], fivePoints[3] - fivePoints[1])),
      reprojectionError: short(fit.reprojectionError, 4),
      light: Array.from(fit.light, (value) => short(value, 4)),
      fivePoints: Array.from(fivePoints, (value) => short(value)),
      landmarks: placesOf(points, i * landmarks.columns, landmarks.columns),
      ...(skipped === undefined ? {} : { skipped }),
    };
  });
  return { frame, seconds: reader.secondsOf(frame), faces };
}

/** x, y of rows of x, y, z. */
function placesOf(points: Float32Array, from: number, length: number): number[] {
  const places: number[] = [];
  for (let i = from; i < from + length; i += 3) places.push(short(points[i]), short(points[i + 1]));
  return places;
}

/** A tenth of a pixel is drawn as well as a millionth, and travels in half the bytes. */
function short(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
