"""Landmark sets of 478, 68 and 5 points as triangle + barycentrics + weight on the mean face."""

import numpy as np

import canonical as mp
from register_landmarks import iris_points
from surface import Surface
from topology import LEFT_EYE, LID_RIM, RIGHT_EYE, SKIN


def weights_478():
    """1 where a point is bound to the surface, less where it slides along a contour, 0 where it does not map."""
    weight = np.ones(478)
    weight[mp.OVAL] = 0.25
    weight[mp.LATERAL] = 0.1
    weight[mp.NOSTRIL_SIDE] = 0.3
    return weight


def landmark_tensors(topology, mean, shape, known=None):
    """shape [468,3]: the registered rest shape; known: (triangle, barycentric) [478] learnt from portraits.

    Returns the nine landmark tensors.
    """
    part = topology.part[topology.triangles]
    skin = Surface(mean, topology.triangles, np.isin(part, (SKIN, LID_RIM)).all(1))
    eyes = Surface(mean, topology.triangles, np.isin(part, (LEFT_EYE, RIGHT_EYE)).all(1))
    triangle, bary, on_skin = skin.closest(shape)
    for sign, indices in zip((1, -1), mp.lip_landmarks()):  # closed lips touch: look on the right one only
        lip = Surface(mean, topology.triangles, (topology.part == SKIN)[topology.triangles].all(1) & (topology.lip_side[topology.triangles] == sign).all(1))
        triangle[indices], bary[indices], on_skin[indices] = lip.closest(shape[indices])
    iris_triangle, iris_bary, on_eye = eyes.closest(iris_points(topology, mean))
    triangle, bary = np.r_[triangle, iris_triangle], np.concatenate([bary, iris_bary])
    place = np.concatenate([on_skin, on_eye])
    if known is not None:
        triangle[:468], bary[:468] = known[0][:468], known[1][:468]
        place = (mean[topology.triangles[triangle]] * bary[:, :, None]).sum(1)
    weight = weights_478()

    jaw = place[mp.JAW_FROM_478]
    wanted = np.zeros((68, 3))
    wanted[:17] = even_jaw(jaw)
    for index, source in mp.IBUG_FROM_478.items():
        wanted[index] = place[source]
    triangle68, bary68, _ = skin.closest(wanted)
    for index, source in mp.IBUG_FROM_478.items():
        triangle68[index], bary68[index] = triangle[source], bary[source]
    weight68 = np.ones(68)
    weight68[:17] = 0.25

    five = [468, 473, mp.NOSE_TIP, 61, 291]
    out = {}
    for name, t, b, w in (("478", triangle, bary, weight), ("68", triangle68, bary68, weight68), ("5", triangle[five], bary[five], np.ones(5))):
        b = np.clip(b, 0, 1)
        b = b / b.sum(1, keepdims=True)
        out[f"landmark{name}Triangle"] = t.astype(np.uint16)
        out[f"landmark{name}Barycentric"] = b.astype(np.float32)
        out[f"landmark{name}Weight"] = w.astype(np.float32)
    return out


def even_jaw(chain):
    """The 17 jaw points at even steps from ear to chin to ear."""
    out = []
    for half in (chain[:9], chain[8:]):
        length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(half, axis=0), axis=1))]
        at = np.linspace(0, length[-1], 9)
        out.append(np.stack([np.interp(at, length, half[:, k]) for k in range(3)], 1))
    return np.concatenate([out[0], out[1][1:]])
