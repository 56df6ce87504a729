"""Portraits as the landmark network sees them."""

from pathlib import Path

import cv2
import numpy as np

from crops import SIDE, cut, into, out_of, region_of
from render_faces import landmark_network

# Surer than this that it is a face, and upright within so many degrees: the others say little of the average.
LEAST_SCORE, LEVEL = 0.9, 15
LOOKS = 4


def portrait_crops(folder: Path, names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """-> uint8 [n,192,192,3], landmarks as read [n,478,2] in their pixels; those in which no face is found are left out."""
    read = landmark_network()
    crops, landmarks = [], []
    for name in names:
        picture = cv2.cvtColor(cv2.imread(str(folder / "faces" / name)), cv2.COLOR_BGR2RGB)
        height, width = picture.shape[:2]
        scale = SIDE / max(height, width)
        region = (scale, 0.0, (SIDE - scale * width) / 2, (SIDE - scale * height) / 2)
        score = 0.0
        for _ in range(LOOKS):
            found, score = read(cut(shrunk(picture, region), shrunk_region(picture, region)))
            found = out_of(region, found)
            region = region_of(found)
        if score < LEAST_SCORE or abs(np.rad2deg(np.arctan2(region[1], region[0]))) > LEVEL:
            continue
        crops.append(cut(shrunk(picture, region), shrunk_region(picture, region)))
        landmarks.append(into(region, found)[:, :2])
    return np.stack(crops), np.stack(landmarks).astype(np.float32)


def factor_of(region) -> int:
    """Blocks of so many pixels are averaged first where the crop shrinks: main/engine/inference/picture-feed.ts"""
    return max(1, int(1 / np.hypot(region[0], region[1]) + 1e-6))


def shrunk(picture: np.ndarray, region) -> np.ndarray:
    factor = factor_of(region)
    height, width = (edge // factor * factor for edge in picture.shape[:2])
    return picture if factor == 1 else cv2.resize(picture[:height, :width], (width // factor, height // factor), interpolation=cv2.INTER_AREA)


def shrunk_region(picture: np.ndarray, region):
    factor = factor_of(region)
    a, b, tx, ty = region
    return a * factor, b * factor, tx, ty
