"""Texture coordinates: one seamless, fold-free island for the skin, small islands for eyes and mouth.

A convex embedding with mean-value weights (Floater 2003) is relaxed to low distortion under the
symmetric Dirichlet energy (Smith & Schaefer 2015), by Laplacian-preconditioned descent with a
line search that never lets a triangle flip (Claici et al. 2017 use the same preconditioner).
"""

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import splu

from topology import EAR, LEFT_EYE, LID_RIM, MOUTH, NOSTRIL, RIGHT_EYE, SKIN, TEETH

SKIN_BOX = (0.015, 0.17, 0.985, 0.985)  # u0 v0 u1 v1
EAR_SHARE, NOSTRIL_SHARE = 0.45, 0.6  # lengths given to ears and nostrils, relative to the face


def border_loops(triangles):
    directed = {(a, b) for t in triangles for a, b in ((t[0], t[1]), (t[1], t[2]), (t[2], t[0]))}
    following = {a: b for a, b in directed if (b, a) not in directed}
    loops = []
    while following:
        first, loop = next(iter(following)), []
        vertex = first
        while vertex in following:
            loop.append(vertex)
            vertex = following.pop(vertex)
        loops.append(loop)
    return sorted(loops, key=len, reverse=True)


def mean_value_system(points, triangles, count):
    rows, columns, values = [], [], []
    for k in range(3):
        i, j, l = (triangles[:, (k + s) % 3] for s in range(3))
        e1, e2 = points[j] - points[i], points[l] - points[i]
        n1, n2 = np.linalg.norm(e1, axis=1), np.linalg.norm(e2, axis=1)
        cosine = np.clip((e1 * e2).sum(1) / np.maximum(n1 * n2, 1e-9), -0.999999, 0.999999)
        half = np.sqrt((1 - cosine) / (1 + cosine))
        for other, length in ((j, n1), (l, n2)):
            rows.append(i)
            columns.append(other)
            values.append(half / np.maximum(length, 1e-6))
    weights = sp.coo_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), (count, count)).tocsr()
    return sp.diags(np.asarray(weights.sum(1)).ravel()) - weights


def convex_embedding(points, triangles):
    """[N,2] on an ellipse-bounded disk; holes are closed with one extra vertex each."""
    loops, count = border_loops(triangles), len(points)
    closed, placed = [triangles], [points]
    for i, loop in enumerate(loops[1:]):
        closed.append(np.array([[b, a, count + i] for a, b in zip(loop, loop[1:] + loop[:1])]))
        placed.append(points[loop].mean(0)[None])
    faces, positions = np.concatenate(closed), np.concatenate(placed)
    system = mean_value_system(positions, faces, len(positions))
    outer = np.array(loops[0])
    ring = points[outer]
    step = np.linalg.norm(np.roll(ring, -1, 0) - ring, axis=1)
    angle = 2 * np.pi * (np.r_[0, np.cumsum(step)[:-1]] / step.sum())
    top = int(np.argmax(ring[:, 1] + 0.0 * ring[:, 0] - 0.5 * np.abs(ring[:, 0])))
    angle = np.pi / 2 + angle - angle[top]
    fixed = 150 * np.stack([1.2 * np.cos(angle), np.sin(angle)], 1)
    inner = np.setdiff1d(np.arange(len(positions)), outer)
    uv = np.zeros((len(positions), 2))
    uv[outer] = fixed
    uv[inner] = splu(system[inner][:, inner].tocsc()).solve(-system[inner][:, outer] @ fixed)
    return uv[:count]


def relax(points, triangles, uv, share, iterations=300):
    """Minimises the area-weighted symmetric Dirichlet energy; share [T] scales rest lengths."""
    a, b, c = (points[triangles[:, i]] * 1.0 for i in range(3))
    e1, e2 = (b - a) * share[:, None], (c - a) * share[:, None]
    x1 = np.linalg.norm(e1, axis=1)
    x2 = (e1 * e2).sum(1) / x1
    y2 = np.sqrt(np.maximum((e2**2).sum(1) - x2**2, 1e-6))
    area = x1 * y2 / 2
    # gradient operator: jacobian = uv^T G with G [3,2] per triangle
    gradient = np.zeros((len(triangles), 3, 2))
    gradient[:, 1, 0], gradient[:, 1, 1] = 1 / x1, -x2 / (x1 * y2)
    gradient[:, 2, 1] = 1 / y2
    gradient[:, 0] = -gradient[:, 1] - gradient[:, 2]
    weight = area / area.sum()
    stiffness = np.einsum("tia,tja->tij", gradient, gradient) * weight[:, None, None]
    i, j = np.repeat(triangles, 3, 1).ravel(), np.tile(triangles, (1, 3)).ravel()
    laplacian = sp.coo_matrix((stiffness.ravel(), (i, j)), (len(points),) * 2).tocsc()
    solve = splu((laplacian + 1e-9 * sp.identity(len(points))).tocsc()).solve

    def energy(uv, want_gradient):
        jacobian = np.einsum("tic,tia->tca", uv[triangles], gradient)
        det = jacobian[:, 0, 0] * jacobian[:, 1, 1] - jacobian[:, 0, 1] * jacobian[:, 1, 0]
        if det.min() <= 1e-9:
            return np.inf, None
        square = (jacobian**2).sum((1, 2))
        value = (weight * (square * (1 + 1 / det**2))).sum()
        if not want_gradient:
            return value, None
        cofactor = np.empty_like(jacobian)
        cofactor[:, 0, 0], cofactor[:, 1, 1] = jacobian[:, 1, 1], jacobian[:, 0, 0]
        cofactor[:, 0, 1], cofactor[:, 1, 0] = -jacobian[:, 1, 0], -jacobian[:, 0, 1]
        d = 2 * jacobian * (1 + 1 / det**2)[:, None, None] - (2 * square / det**3)[:, None, None] * cofactor
        per_corner = np.einsum("tca,tia->tic", d * weight[:, None, None], gradient)
        out = np.stack([np.bincount(triangles.ravel(), per_corner[:, :, k].ravel(), len(points)) for k in range(2)], 1)
        return value, out

    # the embedding may be far too small or large: start at the best uniform scale
    jacobian = np.einsum("tic,tia->tca", uv[triangles], gradient)
    det = jacobian[:, 0, 0] * jacobian[:, 1, 1] - jacobian[:, 0, 1] * jacobian[:, 1, 0]
    if np.median(det) < 0:
        uv, det = uv * [-1, 1], -det
    print(f"unwrap: {np.sum(det <= 0)} flipped triangles at the start")
    value, slope = energy(uv, True)
    history = []
    for _ in range(iterations):
        direction = -solve(slope)
        if history:  # L-BFGS in the preconditioned metric, memory of 5
            q = slope.copy()
            alphas = []
            for s, y in reversed(history):
                alpha = (s * q).sum() / (s * y).sum()
                alphas.append(alpha)
                q -= alpha * y
            r = solve(q)
            for (s, y), alpha in zip(history, reversed(alphas)):
                r += s * (alpha - (y * r).sum() / (s * y).sum())
            direction = -r
        step, moved = 1.0, False
        for _ in range(40):
            trial = uv + step * direction
            after, _ = energy(trial, False)
            if after < value + 1e-4 * step * (direction * slope).sum():
                moved = True
                break
            step *= 0.5
        if not moved:
            if not history:
                break
            history = []
            continue
        after, new_slope = energy(trial, True)
        s, y = trial - uv, new_slope - slope
        if (s * y).sum() > 1e-12:
            history = (history + [(s, y)])[-5:]
        drop, uv, value, slope = value - after, trial, after, new_slope
        if drop < 1e-6:
            break
    print(f"unwrap: symmetric Dirichlet {value:.3f} (4 is an isometry)")
    return uv


def unwrap(points, topology, region):
    """uv [V,2] in 0..1, v up."""
    skin = np.isin(topology.part, (SKIN, LID_RIM))
    triangles = topology.triangles[skin[topology.triangles].all(1)]
    used = np.unique(triangles)
    local = np.searchsorted(used, triangles)
    share = np.ones(len(local))
    share[(region[triangles] == EAR).any(1)] = EAR_SHARE
    share[(region[triangles] == NOSTRIL).any(1)] = NOSTRIL_SHARE
    flat = relax(points[used], local, convex_embedding(points[used], local), share)
    # upright and symmetric: average with the mirror image
    partner = np.searchsorted(used, topology.symmetry[used])
    middle = np.nonzero(partner == np.arange(len(used)))[0]
    top, bottom = middle[np.argmax(points[used][middle, 1])], middle[np.argmin(points[used][middle, 1])]
    up = flat[top] - flat[bottom]
    up /= np.linalg.norm(up)
    flat = (flat - flat[middle].mean(0)) @ np.array([[up[1], up[0]], [-up[0], up[1]]])
    symmetric, loose = (flat + flat[partner] * [-1, 1]) / 2, np.zeros(len(used), bool)
    for _ in range(20):  # where averaging folds a triangle (the border is cut unevenly), keep the relaxed place
        corner = symmetric[local]
        e1, e2 = corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]
        turn = e1[:, 0] * e2[:, 1] - e1[:, 1] * e2[:, 0]
        folded = turn * np.sign(np.median(turn)) <= 1e-6
        if not folded.any():
            break
        loose[local[folded]] = True
        loose[local[loose[local].any(1)]] = True
        symmetric = np.where(loose[:, None], flat, symmetric)
    uv = np.zeros((len(points), 2))
    u0, v0, u1, v1 = SKIN_BOX
    low, high = symmetric.min(0), symmetric.max(0)
    scale = min((u1 - u0) / (high[0] - low[0]), (v1 - v0) / (high[1] - low[1]))
    uv[used] = (symmetric - (low + high) / 2) * scale + [(u0 + u1) / 2, (v0 + v1) / 2]
    for code, centre, size in ((LEFT_EYE, (0.075, 0.085), 0.13), (RIGHT_EYE, (0.225, 0.085), 0.13)):
        ball = np.nonzero(topology.part == code)[0]
        uv[ball] = polar(points[ball], centre, size)
    first_tooth = np.nonzero(topology.part == TEETH)[0][0]
    bag = np.nonzero(topology.part == MOUTH)[0]
    tongue, bag = bag[bag > first_tooth], bag[bag < first_tooth]
    teeth = np.nonzero(topology.part == TEETH)[0]
    upper, lower = np.split(teeth, 2)
    for ids, box in ((bag, (0.32, 0.02, 0.54, 0.15)), (upper, (0.56, 0.09, 0.74, 0.15)), (lower, (0.56, 0.02, 0.74, 0.08)), (tongue, (0.76, 0.02, 0.98, 0.15))):
        place = points[ids][:, [0, 2]] + [0, 0.4] * points[ids][:, [1, 1]] if ids is tongue or ids is bag else points[ids][:, [0, 1]]
        span = np.ptp(place, axis=0)
        uv[ids] = (place - place.min(0)) / np.where(span == 0, 1, span) * [box[2] - box[0], box[3] - box[1]] + [box[0], box[1]]
    return uv


def polar(ball, centre, size):
    """Equidistant azimuthal map of an eyeball, so that iris and pupil are circles."""
    from eyeballs import RING_DEGREES, SEGMENTS

    radius = np.r_[0, np.repeat(np.array(RING_DEGREES[1:]) / RING_DEGREES[-1], SEGMENTS)] * size / 2
    turn = np.r_[0, np.tile(np.arange(SEGMENTS) * 2 * np.pi / SEGMENTS, len(RING_DEGREES) - 1)]
    return np.array(centre) + np.stack([radius * np.cos(turn), radius * np.sin(turn)], 1)
