"""The 52 ARKit units of the CC0 pack `faceunits01` on the mask, eyeballs turned instead of morphed."""

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import cKDTree

from eyeballs import BALL_SIZE as EYEBALL_SIZE
from register_landmarks import lid_loop
from topology import LID_RIM, SKIN

GAZE_DEGREES = {"eyeLookIn": 30.0, "eyeLookOut": 30.0, "eyeLookUp": 22.0, "eyeLookDown": 28.0}
BLINK_OVERLAP_MM = 0.3
FACTORS = np.linspace(0.2, 1.5, 53)
LID_THICKNESS_MM = 0.5


def rotation_about(axis, degrees):
    a = np.radians(degrees)
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    return np.eye(3) + np.sin(a) * k + (1 - np.cos(a)) * k @ k


def twin_of(name):
    for a, b in (("Left", "Right"), ("Right", "Left")):
        if name.endswith(a):
            return name.removesuffix(a) + b
    return name


def gaze_rotation(name):
    """Rotation of the unit's eyeball. Left and right are the subject's; x points to the subject's left."""
    unit, side = name.removesuffix("Left").removesuffix("Right"), 1 if name.endswith("Left") else -1
    angle = GAZE_DEGREES[unit]
    if unit in ("eyeLookIn", "eyeLookOut"):
        towards_left = side if unit == "eyeLookOut" else -side
        return rotation_about(np.array([0.0, 1.0, 0.0]), angle * towards_left)
    return rotation_about(np.array([1.0, 0.0, 0.0]), angle if unit == "eyeLookDown" else -angle)


def build_expressions(mh, topology, scale, mean, eye_centres):
    """(names, [E,V,3] mm at weight 1); scale: millimetres of the model per MakeHuman millimetre."""
    names = sorted(p.stem for p in mh.units_dir.glob("*.target"))
    units = np.zeros((len(names), len(mean), 3))
    left, right = topology.eye_start  # as the viewer sees them: the subject's right eye, then the left
    balls = {"Right": slice(left, left + EYEBALL_SIZE), "Left": slice(right, right + EYEBALL_SIZE)}
    centres = {"Right": eye_centres[0], "Left": eye_centres[1]}
    for i, name in enumerate(names):
        # authored on the race-neutral base mesh; a left unit is made the mirror image of its right one
        unit, twin = (topology.matrix @ mh.face_unit(n) for n in (name, twin_of(name)))
        units[i] = scale * (unit + twin[topology.symmetry] * [-1, 1, 1]) / 2
        for side, ball in balls.items():
            units[i, ball] = 0
            if name.startswith("eyeLook") and name.endswith(side):
                units[i, ball] = (mean[ball] - centres[side]) @ (gaze_rotation(name) - np.eye(3)).T
    for name, viewer_left in (("eyeBlinkRight", True), ("eyeBlinkLeft", False)):
        i = names.index(name)
        units[i] = fit_blink(topology, mean, units[i], lid_loop(topology, mean, viewer_left))
        units[i] = keep_outside(mean, units[i], eye_centres[0 if viewer_left else 1], balls["Right" if viewer_left else "Left"], topology)
    return names, units


def fit_blink(topology, mean, unit, loops):
    """Rescales a blink along the lid so that it just closes on this face: its eyes are not the base mesh's.

    What closes an eye is the lowest skin of the upper lid, not its rim, which curls in behind.
    """
    upper, lower = loops
    left, right = mean[upper[0], 0], mean[upper[-1], 0]
    middle = np.interp(mean[:, 0], mean[lower, 0], mean[lower, 1])
    lid = (topology.part == SKIN) & (mean[:, 1] > middle) & (cKDTree(mean[upper]).query(mean)[0] < 7)
    grid, ratio = np.linspace(left + 2.5, right - 2.5, 25), []
    for x in grid:
        column = np.nonzero(lid & (np.abs(mean[:, 0] - x) < 1.3))[0]
        low_y, low_travel = (np.interp(x, mean[lower, 0], values[lower]) for values in (mean[:, 1], unit[:, 1]))
        gaps = [(mean[column, 1] + f * unit[column, 1]).min() - low_y - f * low_travel for f in FACTORS]
        ratio.append(np.interp(BLINK_OVERLAP_MM, -np.array(gaps), FACTORS))
    ratio = gaussian_filter1d(ratio, 1.5, mode="nearest")
    print(f"blink scaled by {ratio.min():.2f}..{ratio.max():.2f}")
    return unit * np.interp(mean[:, 0], grid, ratio)[:, None]


def keep_outside(mean, unit, centre, ball, topology):
    """Pushes the lids of a closed eye out of its ball, towards the viewer."""
    radius = np.linalg.norm(mean[ball] - centre, axis=1).max() + LID_THICKNESS_MM
    skin = np.isin(topology.part, (SKIN, LID_RIM))
    before = np.linalg.norm(mean - centre, axis=1)
    closed = mean + unit - centre
    depth = radius - np.linalg.norm(closed, axis=1)
    moves = skin & (np.abs(unit).max(1) > 0.05) & (depth > 0) & (closed[:, 2] > 0) & (before > radius - 2.5)
    lateral = np.clip(radius**2 - closed[:, 0] ** 2 - closed[:, 1] ** 2, 0, None)
    unit = unit.copy()
    unit[moves, 2] += np.clip(np.sqrt(lateral) - closed[:, 2], 0, 3.0)[moves]
    return unit
