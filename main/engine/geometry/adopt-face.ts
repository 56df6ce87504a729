import { faceChart } from './face-chart';
import { cropFace } from './crop-face';
import { innerParts, type ForeignFace, type InnerPart } from './foreign-face';
import { intoOurAxes } from './into-our-axes';
import { landmarksOn } from './place-landmarks';
import { beyondMillimetres, ownSurface, readOffOurs } from './read-off-face';
import { pointAt, registerFace } from './register-face';
import { SurfaceSearch } from './surface-search';
import type { FaceModel } from './types';

/** A vertex whose mirrored place is farther from the surface than this is its own mirror, mm. */
const mirrorReach = 8;
/** Modes that are kept, and weight 1 of a component, in standard deviations: fits are to stay quick. */
const mostIdentityModes = 100;
const mostExpressions = 64;
const componentDeviations = 3;

/** How well a foreign face took our landmarks. */
export interface Adoption {
  readonly vertices: number;
  readonly verticesOfSource: number;
  readonly identityModes: number;
  readonly identityModesOfSource: number;
  readonly expressions: number;
  readonly expressionsOfSource: number;
  /** Of 478. */
  readonly landmarks: number;
  /** Distance of our bent face's landmarks from the other's surface, median of all that found a place, mm. */
  readonly landmarkMillimetres: number;
  /** Between the middles of the eyes, mm. */
  readonly eyeDistance: number;
}

/**
 * Makes a model of ours out of somebody else's: brings it into our axes, keeps what our own face covers, and reads off our
 * own face, bent onto it, whatever it does not have itself: the places of our landmarks, regions, where to paint, and
 * colours.
 * @param own the built-in model
 * @throws RangeError where the 68 landmarks do not form a face of a person's size
 */
export function adoptFace(foreign: ForeignFace, own: FaceModel): { model: FaceModel; report: Adoption } {
  const turned = intoOurAxes(foreign, own);
  const { partOf } = foreign;
  const isSkin = (triangles: ArrayLike<number>) => (t: number) => partOf(triangles[3 * t]) === undefined;
  const wholeSkin = new SurfaceSearch(turned.mean, turned.triangles, isSkin(turned.triangles));
  const registered = registerFace(own, turned.landmarks68, wholeSkin);
  const hasEyes = turned.triangles.some((v) => partOf(v) === 'leftEyeball');
  const ownSkin = ownSurface(
    own,
    registered,
    (name) => !isInner(name) || (!hasEyes && name.endsWith('Eyeball')),
  );
  const kept = cropFace(turned, (v) => {
    const part = partOf(v);
    if (part === 'hidden') return false;
    return part !== undefined || ownSkin.nearest(...pointAt(turned.mean, v), beyondMillimetres) !== undefined;
  });
  const partOfKept = kept.source.map((v) => partOf(v));
  const { mean, triangles, source } = kept;
  const vertexCount = source.length;

  const read = readOffOurs(own, registered, ownSkin, mean, partOfKept);
  const chart = faceChart(
    mean,
    Int8Array.from(partOfKept, (part) => innerParts.indexOf(part as InnerPart)),
  );
  const skin = new SurfaceSearch(mean, triangles, (t) => partOfKept[triangles[3 * t]] === undefined);
  const eyes = new SurfaceSearch(
    mean,
    triangles,
    (t) => partOfKept[triangles[3 * t]]?.endsWith('Eyeball') === true,
  );
  const identity = turned.identity.slice(0, mostIdentityModes);
  const units = turned.expressions.filter(({ isUnit }) => isUnit === true);
  const others = turned.expressions.filter(({ isUnit }) => isUnit !== true);
  const most = mostExpressions - units.length;
  const expressions = [...strongest(others, most, read.paintWeight, source), ...units];
  const eyesMove = hasEyes && movesEyes(expressions, kept);
  const scale = turned.expressionsAreComponents ? componentDeviations : 1;
  const landmarks478 = landmarksOn(registered.landmarks478, own.landmarks478, skin, eyes, hasEyes, eyesMove);
  const row = vertexCount * 3;
  const albedo = turned.albedo;
  const model: FaceModel = {
    name: turned.name,
    version: turned.version,
    vertexCount,
    mean,
    identity: packModes(identity, kept, row),
    identityModes: identity.length,
    expression: packModes(
      expressions.map(({ offsets, isUnit }) => (isUnit === true ? offsets : offsets.map((mm) => mm * scale))),
      kept,
      row,
    ),
    expressionNames: expressions.map(({ name }) => name),
    ...(turned.expressionsAreComponents ? { expressionDeviations: componentDeviations } : {}),
    ...(turned.isBasisOfNetworks === true ? { publishedAxes: turned.publishedAxes } : {}),
    albedoMean: albedo === undefined ? read.albedoMean : kept.pick(albedo.mean),
    albedo: albedo === undefined ? read.albedo : packModes(albedo.modes, kept, row),
    albedoModes: albedo === undefined ? own.albedoModes : albedo.modes.length,
    triangles,
    uv: chart,
    symmetry: mirrorsOf(mean, triangles),
    region: read.region,
    regionNames: own.regionNames,
    paintWeight: read.paintWeight,
    eyeCentre: eyeCentres(mean, partOfKept, turned.landmarks68),
    landmarks478: landmarks478.points,
    landmarks68: landmarksOn(turned.landmarks68, own.landmarks68, skin, eyes, false, false).points,
    landmarks5: landmarksOn(registered.landmarks5, own.landmarks5, skin, eyes, false, false).points,
  };
  const { eyeCentre } = model;
  const report: Adoption = {
    vertices: vertexCount,
    verticesOfSource: foreign.mean.length / 3,
    identityModes: identity.length,
    identityModesOfSource: foreign.identity.length,
    expressions: expressions.length,
    expressionsOfSource: foreign.expressions.length,
    landmarks: model.landmarks478.weight.filter((w) => w > 0).length,
    landmarkMillimetres: landmarks478.medianDistance,
    eyeDistance: Math.hypot(...[0, 1, 2].map((c) => eyeCentre[c] - eyeCentre[3 + c])),
  };
  return { model, report };
}

function isInner(name: string): boolean {
  return (innerParts as readonly string[]).includes(name);
}

/** Those that move any painted place most, in the order they came in where all are kept. */
function strongest(
  expressions: ForeignFace['expressions'],
  most: number,
  paintWeight: Float32Array,
  source: readonly number[],
): ForeignFace['expressions'] {
  if (expressions.length <= most) return expressions;
  const reach = ({ offsets }: ForeignFace['expressions'][number]): number =>
    source.reduce(
      (most, v, i) =>
        Math.max(most, paintWeight[i] * Math.hypot(offsets[3 * v], offsets[3 * v + 1], offsets[3 * v + 2])),
      0,
    );
  return expressions
    .map((expression) => ({ expression, reach: reach(expression) }))
    .sort((a, b) => b.reach - a.reach)
    .slice(0, most)
    .map(({ expression }) => expression);
}

/** Whether gaze is one of the expressions: any that moves an eyeball by a millimetre. */
function movesEyes(
  expressions: ForeignFace['expressions'],
  { source, partOf }: ReturnType<typeof cropFace>,
): boolean {
  const eyeball = source.filter((v) => partOf(v)?.endsWith('Eyeball') === true);
  return expressions.some(({ offsets }) =>
    eyeball.some((v) => Math.hypot(offsets[3 * v], offsets[3 * v + 1], offsets[3 * v + 2]) > 1),
  );
}

function packModes(
  modes: readonly Float32Array[],
  { pick }: { readonly pick: (values: Float32Array) => Float32Array },
  row: number,
): Float32Array {
  const packed = new Float32Array(modes.length * row);
  modes.forEach((mode, k) => packed.set(pick(mode), k * row));
  return packed;
}

/** The vertex nearest to each vertex's place in a mirror. */
function mirrorsOf(mean: Float32Array, triangles: Uint16Array): Uint16Array {
  const surface = new SurfaceSearch(mean, triangles);
  return Uint16Array.from({ length: mean.length / 3 }, (_, v) => {
    const [x, y, z] = pointAt(mean, v);
    const place = surface.nearest(-x, y, z, mirrorReach);
    if (place === undefined) return v;
    const { triangle, barycentric } = place;
    return triangles[3 * triangle + barycentric.indexOf(Math.max(...barycentric))];
  });
}

/** Middles of the eyeballs; where there are none, behind the middles of the lids. */
function eyeCentres(
  mean: Float32Array,
  partOf: readonly (string | undefined)[],
  landmarks68: Float32Array,
): Float32Array {
  const centres = new Float32Array(6);
  (['leftEyeball', 'rightEyeball'] as const).forEach((part, eye) => {
    const ball = partOf.flatMap((name, v) => (name === part ? [v] : []));
    const lids = [0, 1, 2, 3, 4, 5].map((i) => 36 + 6 * eye + i);
    const [points, list] = ball.length > 0 ? [mean, ball] : [landmarks68, lids];
    for (let c = 0; c < 3; c++) {
      centres[3 * eye + c] = list.reduce((sum, p) => sum + points[3 * p + c], 0) / list.length;
    }
    if (ball.length === 0) centres[3 * eye + 2] -= eyeRadius;
  });
  return centres;
}

/** Of an adult, mm (Bekerman et al. 2014: 24.2 across). */
const eyeRadius = 12;
