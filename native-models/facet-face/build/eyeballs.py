"""A polar-grid eyeball whose rings follow pupil, iris and limbus."""

import numpy as np

SEGMENTS = 24
IRIS_RADIUS_MM = 5.85  # horizontal visible iris diameter 11.7 mm (Hashemi et al. 2015)
# polar angle of each ring in degrees on a 13.8 mm ball; the iris edge is ring 4
RING_DEGREES = [0.0, 8.0, 15.0, 21.0, 24.8, 27.5, 36.0, 48.0, 62.0, 78.0, 96.0]
IRIS_RING = 4


def eyeball(centre, radius):
    """Points [N,3] facing +z and triangles [T,3]: pole first, then one ring after another."""
    points = [[0, 0, 1]]
    for degrees in RING_DEGREES[1:]:
        tilt, turn = np.radians(degrees), np.arange(SEGMENTS) * 2 * np.pi / SEGMENTS
        points += np.stack([np.sin(tilt) * np.cos(turn), np.sin(tilt) * np.sin(turn), np.full(SEGMENTS, np.cos(tilt))], 1).tolist()
    ring = lambda r, k: 1 + (r - 1) * SEGMENTS + k % SEGMENTS
    triangles = [[0, ring(1, k), ring(1, k + 1)] for k in range(SEGMENTS)]
    for r in range(1, len(RING_DEGREES) - 1):
        for k in range(SEGMENTS):
            a, b, c, d = ring(r, k), ring(r + 1, k), ring(r + 1, k + 1), ring(r, k + 1)
            triangles += [[a, b, c], [a, c, d]]
    return centre + radius * np.array(points), np.array(triangles)


def affine_weights(control, points):
    """[N,C] weights of least norm that reproduce `points` from `control` under every affine map."""
    system = np.vstack([control.T, np.ones(len(control))])
    target = np.vstack([points.T, np.ones(len(points))])
    return (system.T @ np.linalg.solve(system @ system.T, target)).T
