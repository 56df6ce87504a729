"""Mean face and identity modes: sampled people, plus smooth Gaussian-process freedom, then PCA."""

import numpy as np

from gaussian_process import smooth_modes
from people import draw_people
from procrustes import align_all, remove_motion

IOD_MM = 63.0  # mean adult inter-pupillary distance (Dodgson 2004)
PEOPLE = 4000


def vertex_areas(points, triangles):
    corner = points[triangles]
    area = np.linalg.norm(np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]), axis=1) / 6
    return sum(np.bincount(triangles[:, i], area, len(points)) for i in range(3))


def build_identity(mh, topology, face_weight, eye_centres, modes_kept, report):
    """face_weight [V]: area-like weight of the face's skin; ears, neck and insides count less or nothing.

    eye_centres(points) -> [2,3]. Returns (mean [V,3] mm, modes [K,V,3] of one standard deviation).
    """
    names, weights = draw_people(mh, PEOPLE)
    base = topology.matrix @ mh.points
    displacement = np.stack([(topology.matrix @ mh.target(n)).astype(np.float32) for n in names])
    people = (weights @ displacement.reshape(len(names), -1)).reshape(PEOPLE, -1, 3)
    people += base.astype(np.float32)
    raw = people.mean(0, dtype=np.float64)
    raw = (raw + raw[topology.symmetry] * [-1, 1, 1]) / 2
    mean = align_all(people, face_weight, raw)
    mirror = np.array([-1, 1, 1], np.float32)
    mean = (mean + mean[topology.symmetry] * mirror) / 2
    scale = IOD_MM / np.linalg.norm(np.diff(eye_centres(mean), axis=0))
    report["millimetres per MakeHuman millimetre"] = round(float(scale), 4)
    mean *= scale
    people *= scale
    people -= mean.astype(np.float32)

    root = np.sqrt(face_weight / face_weight.sum()).astype(np.float32)
    halves = []
    for sign, share in ((1, 0.82), (-1, 0.18)):
        half = (people + sign * people[:, topology.symmetry] * mirror) / 2
        coefficients, deviations, total = principal(half, root)
        halves.append((sign, half, coefficients, deviations, total))
    total = sum(h[4] for h in halves)
    spectrum = np.sort(np.concatenate([h[3] ** 2 for h in halves]))[::-1]
    report["sampled people: variance held by 40/60/80 modes"] = [round(float(spectrum[:k].sum() / total), 4) for k in (40, 60, 80)]
    sampled = []
    for sign, half, coefficients, deviations, _ in halves:
        flat = half.reshape(PEOPLE, -1)
        sampled.append((coefficients[:, :70].T @ flat / PEOPLE).reshape(-1, len(base), 3))
    sampled = np.concatenate(sampled)
    sampled = remove_motion(sampled, mean, face_weight)
    smooth = remove_motion(smooth_modes(mean, topology, eye_centres(mean)), mean, face_weight)
    report["Gaussian-process modes"] = len(smooth)
    pool = np.concatenate([sampled, smooth])
    modes, deviations = principal_modes(pool, face_weight, topology, len(pool))
    report["variance held by the kept modes"] = round(float((deviations[:modes_kept] ** 2).sum() / (deviations**2).sum()), 4)
    report["identity deviation, mm rms over the face, first modes"] = [round(float(d), 3) for d in deviations[:8]]
    report["identity deviation, mm rms over the face, all kept"] = round(float(np.sqrt((deviations[:modes_kept] ** 2).sum())), 3)
    return mean, modes[:modes_kept]


def principal_modes(pool, weight, topology, kept):
    """PCA of a sum of independent Gaussians `pool` [N,V,3]: (modes [K,V,3], deviations [K] mm rms under `weight`).

    Symmetric and antisymmetric modes stay apart; signs are fixed so that a rebuild gives the same modes.
    """
    root, mirror = np.sqrt(weight / weight.sum()), np.array([-1, 1, 1])
    modes, variances = [], []
    for sign in (1, -1):
        half = (pool + sign * pool[:, topology.symmetry] * mirror) / 2
        weighted = (half * root[:, None]).reshape(len(pool), -1)
        values, vectors = np.linalg.eigh(weighted @ weighted.T)
        for value, vector in zip(values[::-1], vectors.T[::-1]):
            if value > values.max() * 1e-6:
                modes.append(np.tensordot(vector, half, 1))
                variances.append(value)
    order = np.argsort(variances)[::-1][:kept]
    probe = np.random.default_rng(0).normal(size=pool.shape[1:])  # a mode's largest entry has a mirror twin: no sign there
    modes = np.array([modes[i] * np.sign((modes[i] * probe).sum()) for i in order])
    return modes, np.sqrt(np.array(variances)[order])


def principal(data, root):
    """Unit-variance coefficients [N,k], deviations and total variance of data [N,V,3] under root [V]."""
    weighted = (data * root[:, None]).reshape(len(data), -1)
    gram = (weighted @ weighted.T).astype(np.float64) / len(data)
    values, vectors = np.linalg.eigh(gram)
    values, vectors = values[::-1][:100], vectors[:, ::-1][:, :100]
    return (vectors * np.sqrt(len(data))).astype(np.float32), np.sqrt(np.maximum(values, 0)), float(np.trace(gram))
