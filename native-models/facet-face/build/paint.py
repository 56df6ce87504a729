"""Regions, feathering and a painted albedo: the start that photographs later replace."""

import numpy as np
from matplotlib.path import Path as Polygon

import canonical as mp
from eyeballs import RING_DEGREES, SEGMENTS
from render import project, rasterize, vertex_normals, yaw_pitch
from topology import BROW, EAR, LEFT_EYE, LID_RIM, LIPS, MOUTH, NECK, NOSTRIL, RIGHT_EYE, SKIN, TEETH

smoothstep = lambda low, high, x: (lambda t: t * t * (3 - 2 * t))(np.clip((x - low) / (high - low), 0, 1))

# sRGB reflectance under white light; a medium skin so that the modes reach light and dark evenly
SKIN_COLOUR = np.array([0.735, 0.560, 0.470])
LIP_COLOUR = np.array([0.640, 0.385, 0.365])
BROW_COLOUR = np.array([0.300, 0.225, 0.190])
SCLERA, IRIS, PUPIL, LIMBUS = (np.array(c) for c in ([0.86, 0.83, 0.81], [0.36, 0.24, 0.15], [0.04, 0.035, 0.035], [0.20, 0.14, 0.10]))
INNER_LID = np.array([0.70, 0.46, 0.42])
LASH = np.array([0.22, 0.16, 0.14])
NOSTRIL_COLOUR = np.array([0.22, 0.12, 0.10])
TOOTH, MOUTH_COLOUR = np.array([0.88, 0.85, 0.78]), np.array([0.38, 0.14, 0.14])


def openness(points, triangles):
    """[V] share of 60 views of the front half-space in which a vertex is seen (a coarse ambient occlusion)."""
    seen = np.zeros(len(points))
    centre = points.mean(0)
    views = [(yaw, pitch) for yaw in range(-75, 76, 25) for pitch in (-50, -25, 0, 25, 50)]
    for yaw, pitch in views:
        screen = project(points, yaw_pitch(yaw, pitch), 700, 700, 0.42, centre)
        index, _ = rasterize(screen, triangles, 700, 700)
        seen[np.unique(triangles[np.unique(index[index >= 0])])] += 1
    return seen / len(views)


def segment_distance(points, polyline):
    best = np.full(len(points), np.inf)
    for a, b in zip(polyline[:-1], polyline[1:]):
        t = np.clip(((points - a) @ (b - a)) / ((b - a) @ (b - a)), 0, 1)
        best = np.minimum(best, np.linalg.norm(points - a - t[:, None] * (b - a), axis=1))
    return best


def brow_mask(points, marks):
    """[V] 0..1: a soft band between the brow's upper and lower row of landmarks."""
    mask = np.zeros(len(points))
    for outline in (mp.RIGHT_BROW, mp.LEFT_BROW):
        upper, lower = marks[outline[:5]], marks[outline[5:][::-1]]
        middle = (upper + lower) / 2
        width = np.linalg.norm(upper - lower, axis=1).mean() / 2
        distance = segment_distance(points[:, :2], middle[:, :2])
        mask = np.maximum(mask, (1 - smoothstep(0.45 * width, 1.15 * width, distance)) * (points[:, 2] > marks[outline, 2].min() - 12))
    return mask


def build_regions(topology, points, marks, masks):
    """(region [V] uint8, soft masks name -> [V], paintWeight [V])."""
    skin = topology.part == SKIN
    soft = {"lips": np.where(skin, topology.matrix @ masks["lips"], 0), "ear": np.where(skin, topology.matrix @ masks["ears"], 0)}
    soft["brow"] = np.where(skin, brow_mask(points, marks), 0)
    open_share = openness(points, topology.triangles)
    nose = marks[[mp.NOSE_TIP, 2, 98, 327]].mean(0)
    near_nose = (np.abs(points - nose) < [16, 11, 16]).all(1) & skin
    soft["nostril"] = np.where(near_nose, 1 - smoothstep(0.12, 0.40, open_share), 0)
    soft["nostril"] *= points[:, 2] < marks[mp.NOSE_TIP, 2] - 3
    region = topology.part.copy()
    jaw = np.interp(np.abs(points[:, 0]), *np.array(sorted((abs(marks[i, 0]), marks[i, 1]) for i in mp.OVAL[9:28])).T)
    neck = skin & (points[:, 1] < jaw - 8) & (points[:, 2] < marks[152, 2] - 12) & (points[:, 1] < marks[58, 1])
    region[neck] = NECK
    region[skin & (soft["ear"] > 0.5)] = EAR
    region[soft["nostril"] > 0.5] = NOSTRIL
    region[soft["brow"] > 0.5] = BROW
    region[(soft["lips"] > 0.5) | (skin & (topology.lip_reach < 4))] = LIPS
    # feathering: full inside the face oval, nothing at the mask's own border, ears and neck fade early
    feather = smoothstep(0, 26, topology.field)
    below = marks[152, 1] - points[:, 1]
    feather *= 1 - smoothstep(0, 30, below) * (points[:, 2] < marks[152, 2])
    feather *= 1 - 0.85 * soft["ear"]
    feather[topology.part != SKIN] = 1
    return region.astype(np.uint8), soft, feather


def lash_mask(topology, points, loops):
    """[V] dark line on the upper lid's edge, thinner on the lower."""
    mask = np.zeros(len(points))
    for upper, lower in loops:
        for chain, reach, strength in ((upper, 1.6, 1.0), (lower, 0.9, 0.35)):
            mask = np.maximum(mask, strength * (1 - smoothstep(0.2, reach, segment_distance(points, points[chain]))))
    return np.where(np.isin(topology.part, (SKIN, LID_RIM)), mask, 0)


def painted_albedo(topology, points, marks, soft, loops):
    """(mean [V,3], names, modes [A,V,3]) sRGB, each mode one standard deviation."""
    count, skin = len(points), np.isin(topology.part, (SKIN, LID_RIM))
    mix = lambda base, colour, mask: base * (1 - mask[:, None]) + colour * mask[:, None]
    lash = lash_mask(topology, points, loops)
    stubble = stubble_mask(points, marks, soft) * skin
    cheek = np.maximum.reduce([np.exp(-((points - marks[i]) ** 2).sum(1) / (2 * 16**2)) for i in (50, 280)]) * skin
    nose = np.exp(-((points - marks[4]) ** 2).sum(1) / (2 * 10**2)) * skin
    flush = np.clip(cheek + 0.8 * nose, 0, 1)
    mean = np.tile(SKIN_COLOUR, (count, 1))
    mean = mean + flush[:, None] * [0.012, -0.018, -0.018] + stubble[:, None] * [-0.030, -0.022, -0.014]
    lips = soft["lips"] * 0.9
    mean = mix(mean, LIP_COLOUR, lips)
    mean = mix(mean, BROW_COLOUR, soft["brow"] * 0.72)
    mean = mix(mean, INNER_LID, (topology.part == LID_RIM) * 0.9)
    mean = mix(mean, LASH, lash * 0.75)
    mean = mix(mean, NOSTRIL_COLOUR, soft["nostril"] * 0.9)
    mean[topology.part == MOUTH] = MOUTH_COLOUR
    teeth = topology.part == TEETH  # no light reaches the back teeth, and they stand at the corners of the mouth
    mean[teeth] = mix(np.tile(TOOTH, (teeth.sum(), 1)), MOUTH_COLOUR, smoothstep(6, 20, points[teeth, 2].max() - points[teeth, 2]))
    ring = np.r_[0, np.repeat(np.arange(1, len(RING_DEGREES)), SEGMENTS)]
    ball = np.where(ring[:, None] <= 1, PUPIL, np.where(ring[:, None] <= 3, IRIS, np.where(ring[:, None] == 4, LIMBUS, SCLERA)))
    iris = np.zeros(count)
    for code in (LEFT_EYE, RIGHT_EYE):
        mean[topology.part == code] = ball
        iris[topology.part == code] = np.isin(ring, (2, 3)) + 0.4 * (ring == 4)
    tone = skin * (1 - 0.6 * soft["brow"] * 0.72) * (1 - 0.7 * lash) * (1 - 0.6 * soft["nostril"])
    line = lambda mask, colour: mask[:, None] * np.array(colour)
    modes = {
        "skinLightness": line(tone * (1 - 0.35 * lips), [0.125, 0.130, 0.125]),
        "skinWarmth": line(tone, [0.020, 0.000, -0.030]),
        "skinRedness": line(tone, [0.010, -0.025, -0.012]) + line(flush, [0.012, -0.016, -0.016]),
        "lipColour": line(lips, [0.050, -0.050, -0.035]),
        "lipLightness": line(lips, [0.070, 0.055, 0.055]),
        "browDarkness": line(soft["brow"], [-0.120, -0.105, -0.095]) + line(lash, [-0.04, -0.04, -0.04]),
        "irisLightness": line(iris, [0.080, 0.110, 0.130]),
        "stubble": line(stubble, [-0.075, -0.060, -0.045]),
        "cheekFlush": line(flush, [0.015, -0.045, -0.040]),
        "scleraLightness": line(np.isin(topology.part, (LEFT_EYE, RIGHT_EYE)) * (1 - np.clip(iris * 2, 0, 1)) * (mean[:, 0] > 0.5), [0.06, 0.06, 0.065]),
    }
    return mean, list(modes), np.array(list(modes.values()))


def stubble_mask(points, marks, soft):
    """Moustache, chin and jaw, away from the lips."""
    mouth = marks[[61, 291, 0, 17]].mean(0)
    x, y = np.abs(points[:, 0]), points[:, 1]
    top = marks[2, 1] - 2 + smoothstep(18, 62, x) * 22
    inside = smoothstep(0, 9, top - y) * (1 - smoothstep(6, 22, marks[152, 1] - y))
    cheeks_free = 1 - smoothstep(8, 26, y - (mouth[1] - 6)) * smoothstep(24, 34, x) * (1 - smoothstep(48, 62, x))
    return inside * cheeks_free * (1 - soft["lips"]) * (1 - soft["ear"]) * smoothstep(62, 82, points[:, 2] - points[:, 2].min() + 30)
