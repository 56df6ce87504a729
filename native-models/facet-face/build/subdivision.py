"""One adaptive Catmull-Clark step as a sparse matrix (Catmull & Clark 1978)."""

import numpy as np
import scipy.sparse as sp


def edge_table(quads):
    """Unique edges [E,2] and, per quad, its four edge ids [F,4]; edge i joins corners i and i+1."""
    pairs = np.stack([quads, np.roll(quads, -1, axis=1)], 2).reshape(-1, 2)
    edges, inverse = np.unique(np.sort(pairs, axis=1), axis=0, return_inverse=True)
    return edges, inverse.reshape(len(quads), 4)


def catmull_clark(quads, points, divide):
    """quads [F,4] of a closed mesh, divide [F] bool.

    Returns (matrix [vertex_count+E+F, vertex_count], triangles, owner): vertex points, edge points
    and face points in that order. Quads left whole are triangulated around the edge points that
    their divided neighbours add, so there are no T-junctions; the choices made depend on `points`
    only through mirror-invariant figures. `owner` is each triangle's quad.
    """
    vertex_count = len(points)
    edges, quad_edges = edge_table(quads)
    n, e, f = vertex_count, len(edges), len(quads)
    face_rows = np.repeat(np.arange(f), 4)
    face_points = sp.csr_matrix((np.full(4 * f, 0.25), (face_rows, quads.ravel())), (f, n))
    edge_face = sp.csr_matrix((np.ones(4 * f), (quad_edges.ravel(), face_rows)), (e, f))
    middle = sp.csr_matrix((np.full(2 * e, 0.5), (np.repeat(np.arange(e), 2), edges.ravel())), (e, n))
    faces_per_edge = np.asarray(edge_face.sum(1)).ravel()
    interior = faces_per_edge == 2
    mean_face = sp.diags(1 / np.maximum(faces_per_edge, 1)) @ edge_face @ face_points
    edge_points = sp.diags(np.where(interior, 0.5, 1.0)) @ middle + sp.diags(np.where(interior, 0.5, 0.0)) @ mean_face

    vertex_face = sp.csr_matrix((np.ones(4 * f), (quads.ravel(), face_rows)), (n, f))
    vertex_edge = sp.csr_matrix((np.ones(2 * e), (edges.ravel(), np.repeat(np.arange(e), 2))), (n, e))
    valence = np.asarray(vertex_edge.sum(1)).ravel()
    on_border = np.asarray(vertex_edge[:, ~interior].sum(1)).ravel() > 0
    smooth = (valence > 0) & ~on_border
    inverse = sp.diags(np.where(smooth, 1 / np.maximum(valence, 1), 0.0))
    keep = sp.diags(np.where(smooth, (valence - 3) / np.maximum(valence, 1), 1.0))
    vertex_points = inverse @ (inverse @ vertex_face @ face_points + 2 * (inverse @ vertex_edge @ middle)) + keep

    matrix = sp.vstack([vertex_points, edge_points, face_points]).tocsr()
    placed = matrix @ points
    rank = np.abs(placed) @ [1.0, 0.37, 0.11]  # the same on both sides of the face
    divided_edge = np.zeros(e, bool)
    divided_edge[quad_edges[divide].ravel()] = True
    triangles, owner = [], []
    for i, (quad, sides) in enumerate(zip(quads, quad_edges)):
        if divide[i]:
            centre = n + e + i
            for k in range(4):
                a, b, c = n + sides[k - 1], quad[k], n + sides[k]
                triangles += [[centre, a, b], [centre, b, c]]
        else:
            loop = []
            for k in range(4):
                loop.append(quad[k])
                if divided_edge[sides[k]]:
                    loop.append(n + sides[k])
            if len(loop) == 4:
                if np.linalg.norm(placed[loop[0]] - placed[loop[2]]) > np.linalg.norm(placed[loop[1]] - placed[loop[3]]):
                    loop = loop[1:] + loop[:1]  # the shorter diagonal
                triangles += [[loop[0], loop[1], loop[2]], [loop[0], loop[2], loop[3]]]
            else:  # fan from an edge point: no sliver runs along a divided side
                start = max((rank[v], k) for k, v in enumerate(loop) if v >= n)[1]
                loop = loop[start:] + loop[:start]
                triangles += [[loop[0], loop[k], loop[k + 1]] for k in range(1, len(loop) - 1)]
        owner += [i] * (len(triangles) - len(owner))
    return matrix, np.array(triangles), np.array(owner)
