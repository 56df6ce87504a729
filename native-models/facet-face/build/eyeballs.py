"""A polar-grid eyeball whose rings follow pupil, iris and limbus."""

import numpy as np

SEGMENTS = 24
# Polar angle of each ring in degrees, for the base mesh's ball; ring 4 is the iris edge.
RING_DEGREES = [0.0, 7.0, 13.0, 18.8, 22.2, 24.5, 34.0, 47.0, 62.0, 78.0, 96.0]
IRIS_RING = 4
IRIS_RADIUS_MM = 5.85  # horizontal visible iris diameter 11.7 mm (Hashemi et al. 2015)
BALL_SIZE = 1 + (len(RING_DEGREES) - 1) * SEGMENTS


def eyeball(centre, radius, degrees_of_rings=RING_DEGREES):
    """Points [N,3] facing +z and triangles [T,3]: pole first, then one ring after another."""
    points = [[0, 0, 1]]
    for degrees in degrees_of_rings[1:]:
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


def ball_of(points):
    """(centre, radius) of the sphere grid `points` [BALL_SIZE,3]; linear, so it serves for a mode's changes too."""
    unit, _ = eyeball(np.zeros(3), 1.0)
    system = np.zeros((unit.size, 4))
    system[:, :3] = np.tile(np.eye(3), (len(unit), 1))
    system[:, 3] = unit.ravel()
    solution = np.linalg.lstsq(system, points.ravel(), rcond=None)[0]
    return solution[:3], solution[3]


def settle_eyeballs(mean, modes, starts):
    """Makes every ball a true sphere looking ahead, its iris IRIS_RADIUS_MM wide on the mean face."""
    mean, modes = mean.copy(), modes.copy()
    for start in starts:
        ball = slice(start, start + BALL_SIZE)
        centre, radius = ball_of(mean[ball])
        iris = np.degrees(np.arcsin(IRIS_RADIUS_MM / radius))
        old = np.array(RING_DEGREES)
        rings = np.where(old <= old[IRIS_RING], old * iris / old[IRIS_RING], iris + (old - old[IRIS_RING]) * (old[-1] - iris) / (old[-1] - old[IRIS_RING]))
        directions, _ = eyeball(np.zeros(3), 1.0, rings)
        mean[ball] = centre + radius * directions
        for mode in modes:
            moved, grown = ball_of(mode[ball])
            mode[ball] = moved + grown * directions
    return mean, modes
