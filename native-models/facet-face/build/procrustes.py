"""Weighted similarity alignment of many shapes (Umeyama 1991; generalised Procrustes, Gower 1975)."""

import numpy as np


def similarity(source, target, weight):
    """(scale, rotation [3,3], translation [3]) with target ~ scale * rotation @ source + translation."""
    total = weight.sum()
    ms, mt = weight @ source / total, weight @ target / total
    s, t = source - ms, target - mt
    u, d, vt = np.linalg.svd((t * weight[:, None]).T @ s)
    sign = np.array([1, 1, np.sign(np.linalg.det(u @ vt))])
    rotation = (u * sign) @ vt
    scale = (d * sign).sum() / (weight @ (s**2).sum(1))
    return scale, rotation, mt - scale * rotation @ ms


def align_all(shapes, weight, start, rounds=3):
    """shapes [N,V,3] float32, aligned in place to their own mean, whose pose and size stay `start`'s.

    Every shape is projected to the tangent space of the mean, so that no size or pose is left in it.
    """
    mean = start
    for _ in range(rounds):
        for shape in shapes:
            scale, rotation, translation = similarity(shape.astype(float), mean, weight)
            shape[:] = scale * shape @ rotation.T + translation
        new = shapes.mean(0, dtype=np.float64)
        scale, rotation, translation = similarity(new, start, weight)
        mean = scale * new @ rotation.T + translation
    return mean


def motion_basis(mean, weight):
    """[7, V*3] translations, rotations and scale about the weighted centre, orthonormal under `weight`."""
    p = mean - weight @ mean / weight.sum()
    rows = [np.broadcast_to(axis, p.shape) for axis in np.eye(3)]
    rows += [np.cross(axis, p) for axis in np.eye(3)] + [p]
    rows = np.array(rows).reshape(7, -1)
    w = np.repeat(weight, 3)
    gram = (rows * w) @ rows.T
    return np.linalg.solve(np.linalg.cholesky(gram), rows)


def remove_motion(modes, mean, weight):
    """modes [K,V,3] minus their similarity part, measured on the weighted vertices, taken from all."""
    basis, flat = motion_basis(mean, weight), modes.reshape(len(modes), -1)
    return (flat - (flat * np.repeat(weight, 3)) @ basis.T @ basis).reshape(modes.shape)
