"""Smooth shape freedom that the sliders lack (Luthi et al., Gaussian Process Morphable Models, 2018)."""

import numpy as np

from topology import LEFT_EYE, RIGHT_EYE

LENGTH_MM = 25.0
DEVIATION_MM = 1.2
FUNCTIONS = 20
ANCHORS = 500


def smooth_modes(mean, topology, eye_centres):
    """[3*FUNCTIONS,V,3]: eigenfunctions of a squared-exponential kernel along x, y and z (Nystroem)."""
    rng = np.random.default_rng(7)
    skin = np.nonzero((topology.part == 0) & (topology.field > 0))[0]
    seen = skin[rng.choice(len(skin), ANCHORS, replace=False)]
    anchors = mean[np.unique(np.r_[seen, topology.symmetry[seen]])]
    kernel = lambda a, b: np.exp(-((a[:, None] - b[None]) ** 2).sum(2) / (2 * LENGTH_MM**2))
    values, vectors = np.linalg.eigh(kernel(anchors, anchors) / len(anchors))
    values, vectors = values[::-1][:FUNCTIONS], vectors[:, ::-1][:, :FUNCTIONS]
    at = lambda points: kernel(points, anchors) @ vectors / np.sqrt(len(anchors)) / np.sqrt(values)
    functions = at(mean)
    for code, centre in zip((LEFT_EYE, RIGHT_EYE), eye_centres):
        # an eye moves as one piece with its lids
        distance = np.linalg.norm(mean - centre, axis=1)
        t = np.clip((distance - 16) / 14, 0, 1)
        blend = (t * t * (3 - 2 * t))[:, None]
        functions = blend * functions + (1 - blend) * at(centre[None])
    modes = np.zeros((3, FUNCTIONS, len(mean), 3))
    for axis in range(3):
        modes[axis, :, :, axis] = DEVIATION_MM * functions.T
    return modes.reshape(-1, len(mean), 3)
