"""Where the mask ends, as a smooth closed curve in the side view (z forward, y up; base-mesh mm)."""

import numpy as np
from scipy.interpolate import CubicSpline
from matplotlib.path import Path as Polygon
from scipy.spatial import cKDTree

# Hairline, over and behind the ear, down the side of the neck, under the chin.
KNOTS_ZY = np.array([
    [146, 800], [122, 795], [95, 783], [70, 768], [48, 752], [32, 735], [25, 712], [26, 688],
    [30, 668], [37, 648], [48, 628], [62, 610], [82, 599], [110, 594], [150, 592], [230, 592],
    [300, 690], [230, 802],
], float)


def outline_curve(samples=4000):
    closed = np.vstack([KNOTS_ZY, KNOTS_ZY[:1]])
    chord = np.r_[0, np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))]
    return CubicSpline(chord, closed, bc_type="periodic")(np.linspace(0, chord[-1], samples, endpoint=False))


def signed_distance(points):
    """mm to the outline in the side view, positive inside. points [N,3]."""
    zy = points[:, [2, 1]]
    curve = outline_curve()
    distance, _ = cKDTree(curve).query(zy)
    return np.where(Polygon(curve).contains_points(zy), distance, -distance)
