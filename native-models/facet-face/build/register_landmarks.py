"""Carries MediaPipe's rest shape onto the mean face: loop to loop at lids and lips, smooth elsewhere."""

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import splu

import canonical as mp
from procrustes import similarity
from surface import Surface
from topology import LID_RIM, SKIN


def lid_loop(topology, points, viewer_left):
    """(upper arc, lower arc): vertices of the lid margin from the smaller to the larger x."""
    part, triangles = topology.part[topology.triangles], topology.triangles
    mixed = (part == SKIN).any(1) & (part == LID_RIM).any(1)
    rim = np.unique(triangles[mixed][part[mixed] == LID_RIM])
    rim = rim[points[rim, 0] < 0] if viewer_left else rim[points[rim, 0] > 0]
    middle = points[rim].mean(0)
    angle = np.arctan2(points[rim, 1] - middle[1], points[rim, 0] - middle[0])
    loop = rim[np.argsort(-angle)]  # from the smallest x over the top to the largest x, then below
    loop = np.roll(loop, -np.argmin(points[loop, 0]))
    far = int(np.argmax(points[loop, 0]))
    return loop[: far + 1], np.r_[loop[far:], loop[0]][::-1]


def along(chain_points, fractions):
    """Points at fractions of the arc length of a polyline."""
    length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(chain_points, axis=0), axis=1))]
    return np.stack([np.interp(fractions, length / length[-1], chain_points[:, k]) for k in range(3)], 1)


def arc_fractions(points):
    length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    return length / length[-1]


def vermilion_border(topology, points, lip_mask, level=0.5):
    """(upper, lower) polylines of the lips' outer border from corner to corner: the mask's level line."""
    triangles = topology.triangles[(topology.part[topology.triangles] == SKIN).all(1)]
    edges = np.unique(np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), 1), axis=0)
    value = lip_mask[edges] - level
    crossing = value[:, 0] * value[:, 1] < 0
    t = (value[crossing, 0] / (value[crossing, 0] - value[crossing, 1]))[:, None]
    line = (1 - t) * points[edges[crossing, 0]] + t * points[edges[crossing, 1]]
    upper, lower = topology.contact
    middle = np.interp(line[:, 0], points[upper, 0], (points[upper, 1] + np.interp(points[upper, 0], points[lower, 0], points[lower, 1])) / 2)
    corner_left, corner_right = line[line[:, 0].argmin()], line[line[:, 0].argmax()]
    out = []
    for half, sign in ((line[line[:, 1] > middle], 1), (line[line[:, 1] <= middle], -1)):
        bins = np.digitize(half[:, 0], np.linspace(corner_left[0] + 1, corner_right[0] - 1, 25))
        # the mask also ends on the lips' inner side: keep the outermost point of each column
        half = np.array([half[bins == k][np.argmax(sign * half[bins == k][:, 1])] for k in np.unique(bins)])
        half = half[np.argsort(half[:, 0])]
        out.append(np.vstack([corner_left, half, corner_right]))
    return out


def loop_targets(topology, points, shape, lip_mask):
    """index -> target point, for the landmarks that sit on a loop of the mesh."""
    targets = {}
    pairs = []
    for viewer_left, (upper, lower) in ((True, (mp.RIGHT_EYE_UPPER, mp.RIGHT_EYE_LOWER)), (False, (mp.LEFT_EYE_UPPER, mp.LEFT_EYE_LOWER))):
        mesh_upper, mesh_lower = lid_loop(topology, points, viewer_left)
        pairs += [(upper, points[mesh_upper]), (lower, points[mesh_lower])]
    seam_upper, seam_lower = topology.contact
    pairs += [(mp.LIPS_INNER_UPPER, points[seam_upper]), (mp.LIPS_INNER_LOWER, points[seam_lower])]
    border_upper, border_lower = vermilion_border(topology, points, lip_mask)
    pairs += [(mp.LIPS_OUTER_UPPER, border_upper), (mp.LIPS_OUTER_LOWER, border_lower)]
    for indices, chain in pairs:
        for index, target in zip(indices, along(chain, arc_fractions(shape[indices]))):
            targets[index] = target
    for outer, inner, rows in ((mp.LIPS_OUTER_UPPER, mp.LIPS_INNER_UPPER, mp.UPPER_LIP_ROWS), (mp.LIPS_OUTER_LOWER, mp.LIPS_INNER_LOWER, mp.LOWER_LIP_ROWS)):
        for row, share in zip(rows, (1 / 3, 2 / 3)):
            for index, a, b in zip(row, outer, inner):
                targets[index] = (1 - share) * targets[a] + share * targets[b]
    return targets


def graph_laplacian(triangles, count):
    i = triangles[:, [0, 1, 2, 1, 2, 0]].ravel()
    j = triangles[:, [1, 2, 0, 0, 1, 2]].ravel()
    adjacency = (sp.coo_matrix((np.ones(len(i)), (i, j)), (count, count)) > 0).astype(float)
    return sp.identity(count) - sp.diags(1 / np.asarray(adjacency.sum(1)).ravel()) @ adjacency


def register(topology, points, lip_mask, reliable):
    """Deforms the rest shape onto the mesh. reliable [V] bool: skin that points may land on. -> [468,3]"""
    rest, faces = mp.load_canonical()
    partner = mp.mirror_478(rest)[:468]
    upper, _ = lid_loop(topology, points, True)
    upper_left, _ = lid_loop(topology, points, False)
    seam, _ = topology.contact
    skin = np.nonzero((topology.part == SKIN) & reliable)[0]
    nose_tip = points[skin[np.argmax(points[skin, 2])]]
    anchors = [33, 133, 362, 263, 78, 308, 4]
    where = np.array([points[upper[0]], points[upper[-1]], points[upper_left[0]], points[upper_left[-1]], points[seam[0]], points[seam[-1]], nose_tip])
    scale, rotation, translation = similarity(rest[anchors], where, np.ones(len(anchors)))
    shape = scale * rest @ rotation.T + translation
    fixed = loop_targets(topology, points, shape, lip_mask)
    surface = Surface(points, topology.triangles, reliable[topology.triangles].all(1) & (topology.part[topology.triangles] == SKIN).all(1))
    laplacian = graph_laplacian(faces, 468)
    bending = laplacian.T @ laplacian + 0.05 * (laplacian + laplacian.T)  # thin plate, plus a little membrane
    free = np.array([i for i in range(468) if i not in fixed])
    start = shape.copy()
    for stiffness, pull in ((30, 0.3), (30, 0.3), (30, 0.3), (10, 0.3), (10, 0.3), (10, 0.3), (3, 0.3), (3, 0.3), (3, 0.5), (2, 1), (2, 1), (2, 1)):
        weight, target = np.zeros(468), shape.copy()
        for index, place in fixed.items():
            weight[index], target[index] = 30, place
        if pull:
            _, _, found = surface.closest(shape[free])
            gap = np.linalg.norm(found - shape[free], axis=1)
            weight[free], target[free] = pull / (1 + (gap / 8) ** 2), found
        system = stiffness * bending + sp.diags(weight + 1e-6)
        right = stiffness * (bending @ start) + weight[:, None] * target + 1e-6 * shape
        shape = splu(system.tocsc()).solve(right)
        shape = (shape + shape[partner] * [-1, 1, 1]) / 2
        start = shape if stiffness <= 10 else start
    return shape


def iris_points(topology, points):
    """[10,3]: pole and limbus points of the viewer's left eyeball, then the right: centre, right, top, left, bottom."""
    from eyeballs import IRIS_RING, SEGMENTS

    out = []
    for start in topology.eye_start:
        ring = start + 1 + (IRIS_RING - 1) * SEGMENTS
        out += [points[start]] + [points[ring + SEGMENTS * k // 4] for k in range(4)]
    return np.array(out)
