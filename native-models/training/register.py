"""Shifts what the 3D face wears to where the picture shows it, and lights it alike: Lucas and Kanade 1981, coarse to fine, on what is left of
brightness when local mean and contrast are taken out. The engine's main/engine/geometry/register-skin.ts does the same."""

import cv2
import numpy as np

LEVELS = ((32, 6), (64, 4))  # side of the picture, rounds
WINDOW = 3  # radius of the sums, pixels of a level
SMOOTH = 3  # radius of the field's smoothing
DAMPING = 0.02
FARTHEST = 3.0  # pixels of the 64 px level
LIGHT = 12 / 256  # radius of the mean that is taken for light, share of the side
LUMA = np.float32([0.299, 0.587, 0.114])


def blurred(values: np.ndarray, radius: int) -> np.ndarray:
    """Two passes of a box filter, which nearly make a Gaussian."""
    for _ in range(2):
        values = cv2.blur(values, (2 * radius + 1, 2 * radius + 1), borderType=cv2.BORDER_REPLICATE)
    return values


def without_light(values: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """[L,L] -> the same with its local mean taken out and divided by its local spread, -2.5..2.5; 0 outside the mask"""
    radius = max(2, len(values) // 10)
    weight = blurred(mask, radius) + 1e-3
    off = (values - blurred(values * mask, radius) / weight) * mask
    spread = np.sqrt(blurred(off * off, radius) / weight + 9)
    return np.clip(off / spread, -2.5, 2.5) * mask


def field_between(seen: np.ndarray, worn: np.ndarray, coverage: np.ndarray) -> np.ndarray:
    """seen, worn uint8 [S,S,3], coverage uint8 [S,S] -> [S,S,2] pixels: seen shows at x what worn has at x + field(x)"""
    side = len(seen)
    brightness = [picture.astype(np.float32) @ LUMA for picture in (seen, worn)]
    covered = (coverage > 250).astype(np.float32)
    field = None
    for level, rounds in LEVELS:
        size = (level, level)
        mask = (cv2.resize(covered, size, interpolation=cv2.INTER_AREA) > 0.95).astype(np.float32)
        a, b = (without_light(cv2.resize(values, size, interpolation=cv2.INTER_AREA), mask) for values in brightness)
        field = np.zeros((level, level, 2), np.float32) if field is None else 2 * cv2.resize(field, size)
        y, x = np.mgrid[0:level, 0:level].astype(np.float32)
        inside = blurred(mask, SMOOTH) + 1e-3
        for _ in range(rounds):
            moved = cv2.remap(b, x + field[..., 0], y + field[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            gy, gx = np.gradient(moved)
            off = (a - moved) * mask
            xx, xy, yy, x0, y0 = (blurred(v * mask, WINDOW) for v in (gx * gx, gx * gy, gy * gy, gx * off, gy * off))
            xx, yy = xx + DAMPING, yy + DAMPING
            step = np.stack([yy * x0 - xy * y0, xx * y0 - xy * x0], -1) / (xx * yy - xy * xy)[..., None]
            field = field + np.clip(step, -1, 1)
            field = np.stack([blurred(field[..., i] * mask, SMOOTH) / inside for i in (0, 1)], -1)
            field = np.clip(field, -FARTHEST * level / 64, FARTHEST * level / 64)
    return cv2.resize(field, (side, side)) * (side / LEVELS[-1][0])


def registered(seen: np.ndarray, worn: np.ndarray, coverage: np.ndarray) -> np.ndarray:
    """`worn` where `seen` shows it, uint8 [S,S,3], 0 outside the face"""
    field = field_between(seen, worn, coverage)
    y, x = np.mgrid[0 : len(seen), 0 : len(seen)].astype(np.float32)
    places = np.stack([x, y], -1) + field
    moved = cv2.remap(worn, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return moved * (coverage > 0)[..., None]


def lit_as(seen: np.ndarray, worn: np.ndarray, coverage: np.ndarray) -> np.ndarray:
    """`worn`, drawn over black, with the local mean of `seen`: uint8 [S,S,3]"""
    share = coverage[..., None].astype(np.float32) / 255
    radius = round(LIGHT * len(seen))
    weight = blurred(share, radius)[..., None] + 1e-3
    off = blurred(seen.astype(np.float32) * share - worn, radius) / weight
    return (worn + off * share + 0.5).clip(0, 255).astype(np.uint8)
