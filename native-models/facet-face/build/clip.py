"""Cuts a triangle mesh along the zero line of a scalar field, every new vertex a mix of two old ones."""

import numpy as np
import scipy.sparse as sp


def clip(matrix, triangles, field, owner, snap=0.25):
    """Keeps field >= 0. matrix [N,M] sparse rows of vertices. Returns (matrix, triangles, owner, on_border).

    A vertex closer to the line than `snap` of a crossing edge is slid onto the line instead of
    leaving a sliver.
    """
    matrix = matrix.tolil()
    field = field.copy()
    sign = field >= 0
    edges = np.unique(np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1), axis=0)
    crossing = edges[sign[edges[:, 0]] != sign[edges[:, 1]]]
    rows = matrix.tocsr()
    slide = {}
    for a, b in crossing:
        t = field[a] / (field[a] - field[b])
        for v, w, s in ((a, b, t), (b, a, 1 - t)):
            if s < snap and s < slide.get(v, (9, 0))[0]:
                slide[v] = (s, w)
    for v, (s, w) in slide.items():
        matrix[v] = (1 - s) * rows[v] + s * rows[w]
        field[v] = 0.0
    rows = matrix.tocsr()
    extra, extra_rows, count = {}, [], matrix.shape[0]
    out, out_owner = [], []

    def cut(a, b):
        key = (min(a, b), max(a, b))
        if key not in extra:
            t = field[key[0]] / (field[key[0]] - field[key[1]])
            extra[key] = count + len(extra_rows)
            extra_rows.append((1 - t) * rows[key[0]] + t * rows[key[1]])
        return extra[key]

    for triangle, face in zip(triangles, owner):
        inside = [field[v] >= 0 for v in triangle]
        if not any(field[v] > 0 for v in triangle):
            continue
        if all(inside):
            out.append(list(triangle))
            out_owner.append(face)
            continue
        polygon = []
        for k in range(3):
            v, w = triangle[k], triangle[(k + 1) % 3]
            if field[v] >= 0:
                polygon.append(v)
            if field[v] * field[w] < 0:
                polygon.append(cut(v, w))
        for k in range(1, len(polygon) - 1):
            out.append([polygon[0], polygon[k], polygon[k + 1]])
            out_owner.append(face)
    matrix = sp.vstack([rows] + extra_rows).tocsr() if extra_rows else rows
    return matrix, np.array(out), np.array(out_owner)
