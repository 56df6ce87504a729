"""Closest points on a triangle mesh."""

import numpy as np
from scipy.spatial import cKDTree


def closest_on_triangles(points, a, b, c):
    """Closest point of each row's triangle as barycentrics [N,3] (Ericson 2004, Real-Time Collision Detection 5.1.5)."""
    ab, ac, ap = b - a, c - a, points - a
    dot = lambda u, v: (u * v).sum(-1)
    d1, d2 = dot(ab, ap), dot(ac, ap)
    bp, cp = points - b, points - c
    d3, d4, d5, d6 = dot(ab, bp), dot(ac, bp), dot(ab, cp), dot(ac, cp)
    va, vb, vc = d3 * d6 - d5 * d4, d5 * d2 - d1 * d6, d1 * d4 - d3 * d2
    safe = lambda x: np.where(np.abs(x) < 1e-12, 1e-12, x)
    total = safe(va + vb + vc)
    bary = np.stack([va / total, vb / total, vc / total], -1)
    zero, one = np.zeros_like(d1), np.ones_like(d1)

    def use(condition, u, v, w):
        bary[condition] = np.stack([u, v, w], -1)[condition]

    t = (d4 - d3) / safe((d4 - d3) + (d5 - d6))
    use((va <= 0) & (d4 - d3 >= 0) & (d5 - d6 >= 0), zero, 1 - t, t)
    t = d2 / safe(d2 - d6)
    use((vb <= 0) & (d2 >= 0) & (d6 <= 0), 1 - t, zero, t)
    t = d1 / safe(d1 - d3)
    use((vc <= 0) & (d1 >= 0) & (d3 <= 0), 1 - t, t, zero)
    use((d6 >= 0) & (d5 <= d6), zero, zero, one)
    use((d3 >= 0) & (d4 <= d3), zero, one, zero)
    use((d1 <= 0) & (d2 <= 0), one, zero, zero)
    return bary


class Surface:
    """Closest-point queries on `triangles` of `points` (a subset may be given)."""

    def __init__(self, points, triangles, chosen=None):
        self.points, self.triangles = points, triangles
        self.ids = np.arange(len(triangles)) if chosen is None else np.nonzero(chosen)[0]
        self.tree = cKDTree(points[triangles[self.ids]].mean(1))

    def closest(self, queries, candidates=40):
        """(triangle [N], barycentrics [N,3], points [N,3])."""
        _, near = self.tree.query(queries, k=min(candidates, len(self.ids)))
        ids = self.ids[near]
        corner = self.points[self.triangles[ids]]
        bary = closest_on_triangles(np.broadcast_to(queries[:, None], ids.shape + (3,)), corner[:, :, 0], corner[:, :, 1], corner[:, :, 2])
        found = (bary[..., None] * corner).sum(2)
        best = ((found - queries[:, None]) ** 2).sum(2).argmin(1)
        rows = np.arange(len(queries))
        return ids[rows, best], bary[rows, best], found[rows, best]
