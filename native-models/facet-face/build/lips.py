"""Closes the neutral lips: subdivision shrinks them apart, and identities must not open them."""

import numpy as np
from scipy.spatial import cKDTree

from topology import MOUTH

OVERLAP_MM = 0.35
REACH_MM = 3.0


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


def closing_operator(topology, mean):
    """(upper rim, lower rim, movable vertices, how the upper rim drags them [M,U-2], the lower [M,L-2])."""
    upper, lower = topology.seam
    x_upper, x_lower = mean[upper, 0], mean[lower, 0]
    middle = lambda x: (np.interp(x, x_upper, mean[upper, 1]) + np.interp(x, x_lower, mean[lower, 1])) / 2
    movable = np.arange(topology.eye_start[0])
    movable = movable[np.abs(mean[movable] - mean[upper].mean(0)).max(1) < 45]
    on = lambda rim: cKDTree(mean[rim]).query(mean[movable])[0] < 1e-4  # the mouth bag's copies too

    def spread(rim):
        d2 = ((mean[movable][:, None] - mean[rim[1:-1]][None]) ** 2).sum(2)
        kernel = np.exp(-d2 / (2 * (REACH_MM / 3) ** 2)) + 1e-30
        return kernel / kernel.sum(1, keepdims=True) * np.exp(-d2.min(1) / (2 * REACH_MM**2))[:, None]

    above = ((mean[movable, 1] >= middle(mean[movable, 0])) | on(upper)) & ~on(lower)
    return upper, lower, movable, spread(upper) * above[:, None], spread(lower) * ~above[:, None]


def close_lips(topology, mean, modes):
    """(mean, modes) with the upper rim OVERLAP_MM below the lower one, whatever the identity."""
    upper, lower, movable, up, down = closing_operator(topology, mean)
    x_upper, x_lower = mean[upper, 0], mean[lower, 0]
    taper = lambda x: np.clip((np.abs(x_upper).max() - np.abs(x)) / 4, 0, 1)

    def gap_at_upper(y):
        return y[upper] - np.interp(x_upper, x_lower, y[lower])

    def gap_at_lower(y):
        return np.interp(x_lower, x_upper, y[upper]) - y[lower]

    def close(shape, wanted):
        shape = shape.copy()
        for _ in range(4):
            first = (gap_at_upper(shape[:, 1]) - wanted * taper(x_upper))[1:-1]
            second = (gap_at_lower(shape[:, 1]) - wanted * taper(x_lower))[1:-1]
            shape[movable, 1] += -0.5 * up @ first + 0.5 * down @ second
        return shape

    return close(mean, -OVERLAP_MM), np.array([close(m, 0.0) for m in modes])
