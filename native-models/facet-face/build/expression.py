"""The 52 ARKit units of the CC0 pack `faceunits01` on the mask, eyeballs turned instead of morphed."""

import numpy as np

from eyeballs import RING_DEGREES, SEGMENTS
from people import RACES  # noqa: F401  (the units are authored on the race-neutral base mesh)

GAZE_DEGREES = {"eyeLookIn": 30.0, "eyeLookOut": 30.0, "eyeLookUp": 22.0, "eyeLookDown": 28.0}
EYEBALL_SIZE = 1 + (len(RING_DEGREES) - 1) * SEGMENTS


def rotation_about(axis, degrees):
    a = np.radians(degrees)
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    return np.eye(3) + np.sin(a) * k + (1 - np.cos(a)) * k @ k


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
        units[i] = scale * (topology.matrix @ mh.face_unit(name))
        for side, ball in balls.items():
            units[i, ball] = 0
            if name.startswith("eyeLook") and name.endswith(side):
                units[i, ball] = (mean[ball] - centres[side]) @ (gaze_rotation(name) - np.eye(3)).T
    return names, units
