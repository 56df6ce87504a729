"""Closes the neutral lips: subdivision shrinks them apart, and identities must not open them."""

import numpy as np
import scipy.sparse as sp
from scipy.ndimage import gaussian_filter1d
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from topology import MOUTH, SKIN

OVERLAP_MM = 0.35
REACH_MM = 3.0
LIP_EDGE_MM = 4.5  # lips touch at most this far outside the seam


def lip_seam(topology, points):
    """Skin vertices of the lips' inner rim (shared with the mouth bag): (upper, lower), sorted by x.

    `points` must be linear in the base mesh, so that the mouth bag's copies lie exactly on the rim.
    """
    mouth = {tuple(p) for p in np.round(points[topology.part == MOUTH], 5)}
    skin = np.nonzero(topology.part == 0)[0]
    rim = np.array([v for v in skin if tuple(np.round(points[v], 5)) in mouth])
    rim = rim[np.argsort(points[rim, 0])]
    corners = rim[[0, -1]]
    edges = set()
    for triangle in topology.triangles[np.isin(topology.triangles, rim).sum(1) == 2]:
        pair = [v for v in triangle if v in set(rim)]
        edges.add((min(pair), max(pair)))
    neighbours = {v: [] for v in rim}
    for a, b in edges:
        neighbours[a].append(b)
        neighbours[b].append(a)
    chains = []
    for first in neighbours[corners[0]]:
        chain = [corners[0], first]
        while chain[-1] != corners[1]:
            chain.append(next(v for v in neighbours[chain[-1]] if v not in chain))
        chains.append(chain)
    chains.sort(key=lambda c: -points[c[len(c) // 2], 1])
    return np.array(chains[0]), np.array(chains[1])


def lip_sides(topology, points):
    """[V] +1 on the upper lip's side of the seam, -1 on the lower's, by the shorter way over the mesh; 0 beyond 60 mm.

    Also the length of that way in mm, [V].
    """
    upper, lower = topology.seam
    triangles = topology.triangles[(topology.triangles < topology.eye_start[0]).all(1)]
    a, b = triangles[:, [0, 1, 2]].ravel(), triangles[:, [1, 2, 0]].ravel()
    graph = sp.coo_matrix((np.linalg.norm(points[a] - points[b], axis=1), (a, b)), (len(points),) * 2).tocsr()
    copies = lambda rim: np.nonzero(cKDTree(points[rim]).query(points[: topology.eye_start[0]])[0] < 1e-4)[0]
    reach = [dijkstra(graph, False, copies(rim[1:-1]), min_only=True, limit=60) for rim in (upper, lower)]
    reach = np.minimum(reach, 60.0)
    return np.sign(reach[1] - reach[0]), reach.min(0)


def contact_lines(topology, points, columns=22):
    """(upper, lower) vertices where the closed lips meet: per column of x the lowest of the upper lip, the highest of the lower."""
    side = topology.lip_side
    upper_seam, lower_seam = topology.seam
    corners = points[upper_seam[[0, -1]], 0]
    near = (topology.part == SKIN) & (topology.lip_reach < LIP_EDGE_MM)
    edges = np.linspace(corners[0], corners[1], columns + 1)
    chains = []
    for sign, rim in ((1, upper_seam), (-1, lower_seam)):
        chain = [rim[0]]
        for low, high in zip(edges[1:-2], edges[2:-1]):
            column = np.nonzero(near & (side == sign) & (points[:, 0] >= low) & (points[:, 0] < high))[0]
            if len(column):
                chain.append(column[np.argmin(sign * points[column, 1])])
        chains.append(np.array(chain + [rim[-1]]))
    return tuple(chains)


def close_lips(topology, mean, modes):
    """(mean, modes) with the upper lip's edge OVERLAP_MM below the lower one's, whatever the identity.

    The correction is a smooth function of x, half of it to each lip, fading REACH_MM away from the edge.
    """
    upper, lower = topology.contact
    corner = min(mean[upper, 0].max(), mean[lower, 0].max())
    grid = np.linspace(-corner, corner, 201)
    movable = np.nonzero(topology.lip_side != 0)[0]
    line = lambda chain: np.stack([np.interp(grid, mean[chain, 0], mean[chain, k]) for k in range(3)], 1)
    above = topology.lip_side[movable] > 0
    distance = np.where(above, cKDTree(line(upper)).query(mean[movable])[0], cKDTree(line(lower)).query(mean[movable])[0])
    pull = np.where(above, -0.5, 0.5) * np.exp(-(distance**2) / (2 * REACH_MM**2))
    taper = np.clip((corner - np.abs(grid)) / 2.5, 0, 1)

    def close(shape, wanted):
        gap = np.interp(grid, mean[upper, 0], shape[upper, 1]) - np.interp(grid, mean[lower, 0], shape[lower, 1])
        gap = gaussian_filter1d((gap - wanted) * taper, 1.2 / (grid[1] - grid[0]))
        gap = (gap + gap[::-1]) / 2 if wanted else gap
        shape = shape.copy()
        shape[movable, 1] += pull * np.interp(mean[movable, 0], grid, gap, 0, 0)
        return shape

    closed = close(mean, -OVERLAP_MM)
    gap = np.interp(grid, mean[upper, 0], closed[upper, 1]) - np.interp(grid, mean[lower, 0], closed[lower, 1])
    print(f"lips: gap {np.abs(mean - closed).max():.2f} mm moved at most, {gap[20:-20].min():.2f}..{gap[20:-20].max():.2f} mm left")
    return closed, np.array([close(m, 0.0) for m in modes])
