"""The mask's mesh: every vertex a linear mix of base-mesh vertices, so a mode is `matrix @ target`."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.spatial import cKDTree

from clip import clip
from eyeballs import affine_weights, eyeball
from outline import signed_distance
from subdivision import catmull_clark

SKIN, LIPS, LEFT_EYE, RIGHT_EYE, TEETH, MOUTH, LID_RIM, BROW, EAR, NECK, NOSTRIL = range(11)
REGION_NAMES = ["skin", "lips", "leftEyeball", "rightEyeball", "teeth", "mouthBag", "eyelidRim", "eyebrow", "ear", "neck", "nostril"]
LARGEST_WHOLE_EDGE_MM = 2.7  # quads finer than this stay whole: lids and lips are dense already


@dataclass
class Topology:
    matrix: sp.csr_matrix  # [V,19158]
    triangles: np.ndarray  # [T,3]
    part: np.ndarray  # [V] region code of the source quads: skin, lid rim, mouth, eyeballs, teeth
    symmetry: np.ndarray  # [V]
    field: np.ndarray  # [V] mm inside the outline (base mesh)
    eye_start: tuple  # first vertex of the left and the right eyeball
    seam: tuple = ()  # lips' inner rim (where the mouth bag begins): upper and lower vertices by x
    contact: tuple = ()  # where closed lips meet: upper and lower vertices by x
    lip_side: np.ndarray | None = None  # [V] +1 upper, -1 lower
    lip_reach: np.ndarray | None = None  # [V] mm over the mesh to the seam


def uv_islands(mh, quads, quad_uvs):
    rows, cols = quad_uvs.ravel(), np.roll(quad_uvs, 1, 1).ravel()
    graph = sp.coo_matrix((np.ones(len(rows)), (rows, cols)), (len(mh.uvs),) * 2)
    return sp.csgraph.connected_components(graph)[1][quad_uvs[:, 0]]


def rings_from(seed, quads, vertex_count, rings):
    """Boolean [vertex_count]: vertices reached from `seed` over at most `rings` quads."""
    reached = np.zeros(vertex_count, bool)
    reached[seed] = True
    for _ in range(rings):
        reached[quads[reached[quads].any(1)].ravel()] = True
    return reached


def build_topology(mh, masks):
    points, n = mh.points, len(mh.points)
    body = mh.quad_groups == "body"
    quads, quad_uvs = mh.quads[body], mh.quad_uvs[body]
    near_head = signed_distance(points[quads].reshape(-1, 3)).reshape(-1, 4).max(1) > -30
    near_head &= points[quads][:, :, 1].min(1) > 540
    island = uv_islands(mh, quads, quad_uvs)
    of = lambda vertex: island[np.nonzero((quads == vertex).any(1))[0][0]]
    face_island, mouth_island = of(131), of(710)
    body_island = of(815)
    sockets = [i for i in np.unique(island[near_head]) if i not in (face_island, mouth_island, body_island)]
    is_mouth, is_socket = island == mouth_island, np.isin(island, sockets)

    # Only the lid's inner margin of the socket is ever seen.
    rim = np.intersect1d(quads[island == face_island], quads[is_socket])
    margin = rings_from(rim, quads[is_socket], n, 2)
    keep = near_head & (~is_socket | margin[quads].all(1))

    face_quads = points[quads]
    edge = np.linalg.norm(face_quads - np.roll(face_quads, 1, axis=1), axis=2).mean(1)
    centre = face_quads.mean(1)
    value = lambda name: masks[name][quads].mean(1)
    divide = near_head & ~is_mouth & ~is_socket & (value("ears") < 0.4)
    divide &= edge > np.where((value("lips") > 0.3) | (value("eyelids") > 0.2), 1.8, LARGEST_WHOLE_EDGE_MM)
    divide &= (centre[:, 2] > 62) & (centre[:, 1] > 612) & (centre[:, 1] < 798)
    divide &= ~((centre[:, 1] < 650) & (centre[:, 2] < 95))
    divide &= signed_distance(centre) > 4
    # Subdivision sees the whole closed body so that borders are smoothed as if nothing was cut.
    matrix, triangles, owner = catmull_clark(quads, points, divide)
    wanted = keep[owner]
    triangles, owner = triangles[wanted], owner[wanted]
    matrix, triangles = compact(matrix, triangles)
    # Mouth bag: its own copy of the lips' inner rim, since its texture is elsewhere.
    matrix, triangles = split_off(matrix, triangles, is_mouth[owner])

    field = signed_distance(matrix @ points)
    inside_face = np.zeros(matrix.shape[0], bool)
    inside_face[triangles[~is_mouth[owner]]] = True
    field[~inside_face] = 99.0  # the mouth bag is not cut
    matrix, triangles, owner = clip(matrix, triangles, field, owner)
    matrix, triangles = compact(matrix, triangles)

    part = np.full(matrix.shape[0], SKIN)
    part[triangles[is_mouth[owner]]] = MOUTH
    part[triangles[is_socket[owner]]] = LID_RIM
    pieces = [(matrix, triangles, part)]
    eye_start, total = [], matrix.shape[0]
    for code, group in ((LEFT_EYE, "helper-r-eye"), (RIGHT_EYE, "helper-l-eye")):
        ids = mh.groups[group]
        centre, radius = points[ids].mean(0), np.ptp(points[ids][:, 0]) / 2
        ball, ball_triangles = eyeball(centre, radius)
        weights = affine_weights(points[ids], ball)
        rows = np.repeat(np.arange(len(ball)), len(ids))
        pieces.append((sp.csr_matrix((weights.ravel(), (rows, np.tile(ids, len(ball)))), (len(ball), n)), ball_triangles, np.full(len(ball), code)))
        eye_start.append(total)
        total += len(ball)
    for code, group in ((TEETH, "helper-upper-teeth"), (TEETH, "helper-lower-teeth"), (MOUTH, "helper-tongue")):
        group_quads = mh.quads[mh.quad_groups == group]
        ids = np.unique(group_quads)
        local = np.searchsorted(ids, group_quads)
        pieces.append((
            sp.csr_matrix((np.ones(len(ids)), (np.arange(len(ids)), ids)), (len(ids), n)),
            np.concatenate([local[:, [0, 1, 2]], local[:, [0, 2, 3]]]), np.full(len(ids), code)))
        total += len(ids)
    offsets = np.cumsum([0] + [p[0].shape[0] for p in pieces])
    matrix = sp.vstack([p[0] for p in pieces]).tocsr()
    triangles = np.concatenate([p[1] + o for p, o in zip(pieces, offsets)])
    part = np.concatenate([p[2] for p in pieces])
    symmetry = mirror_map(matrix @ points, part)
    return Topology(matrix, triangles, part, symmetry, signed_distance(matrix @ points), tuple(eye_start))


def split_off(matrix, triangles, mouth):
    """Gives the triangles flagged `mouth` their own copies of the vertices they share with the rest."""
    shared = np.intersect1d(triangles[mouth], triangles[~mouth])
    copy = np.arange(matrix.shape[0])
    copy[shared] = matrix.shape[0] + np.arange(len(shared))
    triangles = triangles.copy()
    triangles[mouth] = copy[triangles[mouth]]
    return sp.vstack([matrix, matrix[shared]]).tocsr(), triangles


def compact(matrix, triangles):
    used = np.unique(triangles)
    renumber = np.full(matrix.shape[0], -1)
    renumber[used] = np.arange(len(used))
    return matrix[used], renumber[triangles]


def mirror_map(points, part):
    """Nearest vertex of the mirror image within the same part (left and right eyeballs swap)."""
    symmetry = np.arange(len(points))
    mirrored_part = part.copy()
    mirrored_part[part == LEFT_EYE], mirrored_part[part == RIGHT_EYE] = RIGHT_EYE, LEFT_EYE
    mirrored = points * [-1, 1, 1]
    for code in np.unique(part):
        source, target = np.nonzero(part == code)[0], np.nonzero(mirrored_part == code)[0]
        distance, index = cKDTree(points[target]).query(mirrored[source])
        if distance.max() > 1e-3:
            print(f"part {code}: {np.sum(distance > 1e-3)} vertices without an exact mirror, worst {distance.max():.3f} mm")
        symmetry[source] = target[index]
    assert (symmetry[symmetry] == np.arange(len(points))).all(), "mirror map is not an involution"
    return symmetry
