"""From portraits' albedo statistics to the model's: trusted skin kept, the rest continued from it."""

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import splu

from eyeballs import BALL_SIZE, IRIS_RING, RING_DEGREES, SEGMENTS
from render import vertex_normals
from topology import LEFT_EYE, LID_RIM, MOUTH, RIGHT_EYE, TEETH

FACING = 0.30  # skin turned further from the camera takes background and rim light in portraits
IN_FRONT_OF_EARS_MM = 42.0  # further back there is hair
EYE_MODES = ("irisLightness", "scleraLightness")


def extend(values, known, triangles, count):
    """Harmonic extension [V,...] of values over vertices that are not `known` (union of mesh edges)."""
    i, j = triangles[:, [0, 1, 2, 1, 2, 0]].ravel(), triangles[:, [1, 2, 0, 0, 1, 2]].ravel()
    adjacency = (sp.coo_matrix((np.ones(len(i)), (i, j)), (count, count)) > 0).astype(float)
    laplacian = sp.diags(np.asarray(adjacency.sum(1)).ravel() + 1e-9) - adjacency
    free = np.nonzero(~known)[0]
    flat = values.reshape(count, -1).copy()
    flat[free] = splu(laplacian[free][:, free].tocsc()).solve(-laplacian[free][:, np.nonzero(known)[0]] @ flat[known])
    return flat.reshape(values.shape)


def smooth(values, triangles, chosen, rounds=1):
    """A light blur [V,...] along edges whose two ends are both chosen."""
    count = len(values)
    i, j = triangles[:, [0, 1, 2, 1, 2, 0]].ravel(), triangles[:, [1, 2, 0, 0, 1, 2]].ravel()
    ok = chosen[i] & chosen[j]
    adjacency = (sp.coo_matrix((np.ones(ok.sum()), (i[ok], j[ok])), (count, count)) > 0).astype(float) + 2 * sp.identity(count)
    mix = sp.diags(1 / np.asarray(adjacency.sum(1)).ravel()) @ adjacency
    flat = values.reshape(count, -1)
    for _ in range(rounds):
        flat = mix @ flat
    return flat.reshape(values.shape)


def ring_colours(colour, seen):
    """[rings,3] of one ball: each ring's median over its seen lower two thirds, out of the upper lid's shadow."""
    ring = np.r_[0, np.repeat(np.arange(1, len(RING_DEGREES)), SEGMENTS)]
    height = np.r_[0, np.tile(np.sin(np.arange(SEGMENTS) * 2 * np.pi / SEGMENTS), len(RING_DEGREES) - 1)]
    out = []
    for r in range(len(RING_DEGREES)):
        use = seen & (ring == r) & (height < 0.35)
        out.append(np.median(colour[use], axis=0) if use.any() else out[-1])
    sclera = np.max(out[IRIS_RING + 2 :], axis=0)
    out[IRIS_RING + 2 :] = [sclera] * (len(out) - IRIS_RING - 2)
    return np.array(out)[ring]


def photographic_albedo(photos, mean_face, topology, painted_mean, painted_names, painted_modes, report):
    """(mean [V,3], names, modes [A,V,3]): skin and eye colours from portraits, teeth and mouth as painted."""
    triangles = topology.triangles
    skin = ~np.isin(topology.part, (LEFT_EYE, RIGHT_EYE, TEETH, MOUTH))
    faces = triangles[skin[triangles].all(1)]
    trusted = photos["known"] & ((vertex_normals(mean_face, triangles)[:, 2] > FACING) | (topology.part == LID_RIM)) & (mean_face[:, 2] > IN_FRONT_OF_EARS_MM)
    anchor = trusted | ~skin
    mean = np.where(trusted[:, None], photos["mean"], painted_mean)
    modes = np.where(trusted[:, None, None], photos["modes"].astype(float).transpose(1, 0, 2), 0)
    mean = np.where(skin[:, None], extend(mean, anchor, faces, len(mean)), mean)
    modes = np.where(skin[:, None, None], extend(modes, anchor, faces, len(mean)), 0)
    mean, modes = smooth(mean, faces, skin & (topology.part != LID_RIM)), smooth(modes, faces, skin, 2)
    both = [ring_colours(photos["mean"][s : s + BALL_SIZE], photos["seenEye"][s : s + BALL_SIZE]) for s in topology.eye_start]
    for start in topology.eye_start:
        # at 170 px a face the eye's parts blur into one another: half from portraits, half as painted
        mean[start : start + BALL_SIZE] = (np.mean(both, axis=0) + painted_mean[start : start + BALL_SIZE]) / 2
    mean = (mean + mean[topology.symmetry]) / 2
    modes = (modes + modes[topology.symmetry]) / 2
    kept = [i for i, name in enumerate(painted_names) if name in EYE_MODES]
    names = [f"portraits{i}" for i in range(modes.shape[1])] + [painted_names[i] for i in kept]
    report["portraits in the albedo"] = int(photos["portraits"])
    report["albedo variance held"] = round(float(photos["held"]), 4)
    return np.clip(mean, 0, 1), names, np.concatenate([modes.transpose(1, 0, 2), painted_modes[kept]])
