"""The landmark network's crop of a picture, and the rotation of a head."""

import cv2
import numpy as np

SIDE = 192  # pixels across the crop


def region_of(points):
    """crop from picture (a, b, tx, ty): main/engine/faces/landmark-region.ts"""
    across = points[263, :2] - points[33, :2]
    angle = np.arctan2(across[1], across[0])
    c, s = np.cos(angle), np.sin(angle)
    x = c * points[:468, 0] + s * points[:468, 1]
    y = -s * points[:468, 0] + c * points[:468, 1]
    mx, my = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    scale = SIDE / (1.5 * max(np.ptp(x), np.ptp(y)))
    cx, cy = c * mx - s * my, s * mx + c * my
    a, b = scale * c, -scale * s
    return a, b, SIDE / 2 - (a * cx - b * cy), SIDE / 2 - (b * cx + a * cy)


def cut(picture, region):
    a, b, tx, ty = region
    move = np.array([[a, -b, tx], [b, a, ty]])
    move[:, 2] += move[:, :2] @ [0.5, 0.5] - 0.5
    return cv2.warpAffine(picture, move, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def into(region, points):
    a, b, tx, ty = region
    out = points.copy()
    out[:, 0] = a * points[:, 0] - b * points[:, 1] + tx
    out[:, 1] = b * points[:, 0] + a * points[:, 1] + ty
    return out


def out_of(region, points):
    a, b, tx, ty = region
    square = a * a + b * b
    x, y = points[:, 0] - tx, points[:, 1] - ty
    out = points / np.sqrt(square)
    out[:, 0], out[:, 1] = (a * x + b * y) / square, (a * y - b * x) / square
    return out


def rotation_of(pitch, yaw, roll):
    (cp, cy, cr), (sp, sy, sr) = np.cos([pitch, yaw, roll]), np.sin([pitch, yaw, roll])
    return np.array([[cr * cy, cr * sy * sp - sr * cp, cr * sy * cp + sr * sp],
                     [sr * cy, sr * sy * sp + cr * cp, sr * sy * cp - cr * sp], [-sy, cy * sp, cy * cp]], np.float32)
