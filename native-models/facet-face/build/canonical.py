"""Index lists of MediaPipe's 478 points (Apache-2.0) and what they touch. Right and left are the subject's."""

import json
from pathlib import Path

import numpy as np

PATH = Path(__file__).resolve().parents[2] / "facemesh-attention/canonical-face.json"

RIGHT_EYE_UPPER = [33, 246, 161, 160, 159, 158, 157, 173, 133]
RIGHT_EYE_LOWER = [33, 7, 163, 144, 145, 153, 154, 155, 133]
LEFT_EYE_UPPER = [362, 398, 384, 385, 386, 387, 388, 466, 263]
LEFT_EYE_LOWER = [362, 382, 381, 380, 374, 373, 390, 249, 263]
LIPS_INNER_UPPER = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308]
LIPS_INNER_LOWER = [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308]
LIPS_OUTER_UPPER = [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291]
LIPS_OUTER_LOWER = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291]
# the rows between a lip's outer border and its inner edge, outermost first; same columns as the rims
UPPER_LIP_ROWS = [[76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306], [62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292]]
LOWER_LIP_ROWS = [[76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306], [62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292]]
RIGHT_BROW = [70, 63, 105, 66, 107, 55, 65, 52, 53, 46]  # closed outline, upper row first
LEFT_BROW = [300, 293, 334, 296, 336, 285, 295, 282, 283, 276]
OVAL = [10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
        152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109]
# iris rings: centre, then four points of the limbus
RIGHT_IRIS = [468, 469, 470, 471, 472]
LEFT_IRIS = [473, 474, 475, 476, 477]
# measured as not mapping reliably: lateral oval and nostril sides (references.md)
LATERAL = [34, 93, 127, 162, 227, 234, 264, 323, 356, 389, 447, 454]
NOSTRIL_SIDE = [131, 198, 360, 420]
NOSE_TIP = 1

# iBUG-68 in terms of the 478 (the jaw line is interpolated along the lower oval)
IBUG_FROM_478 = {
    17: 70, 18: 63, 19: 105, 20: 66, 21: 107, 22: 336, 23: 296, 24: 334, 25: 293, 26: 300,
    27: 168, 28: 197, 29: 5, 30: 4, 31: 75, 32: 97, 33: 2, 34: 326, 35: 305,
    36: 33, 37: 160, 38: 158, 39: 133, 40: 153, 41: 144,
    42: 362, 43: 385, 44: 387, 45: 263, 46: 373, 47: 380,
    48: 61, 49: 39, 50: 37, 51: 0, 52: 267, 53: 269, 54: 291, 55: 405, 56: 314, 57: 17, 58: 84, 59: 181,
    60: 78, 61: 81, 62: 13, 63: 311, 64: 308, 65: 402, 66: 14, 67: 178,
}
JAW_FROM_478 = [127, 234, 93, 58, 172, 136, 149, 148, 152, 377, 378, 365, 397, 288, 323, 454, 356]


def lip_landmarks():
    """(upper, lower): the landmarks that must land on that lip, corners left out."""
    upper = [LIPS_OUTER_UPPER, LIPS_INNER_UPPER, *UPPER_LIP_ROWS]
    lower = [LIPS_OUTER_LOWER, LIPS_INNER_LOWER, *LOWER_LIP_ROWS]
    return tuple(sorted({i for row in rows for i in row[1:-1]}) for rows in (upper, lower))


def load_canonical():
    """(points [468,3] mm, triangles [T,3])."""
    data = json.loads(PATH.read_text())
    return np.array(data["vertices"], float) * 10, np.array(data["triangles"])


def mirror_478(points):
    """Mirror partner of each of the 468 points, from the rest shape's symmetry; irises swap."""
    from scipy.spatial import cKDTree

    partner = cKDTree(points).query(points * [-1, 1, 1])[1]
    assert (partner[partner] == np.arange(468)).all()
    return np.r_[partner, 473, 476, 475, 474, 477, 468, 471, 470, 469, 472]
