"""What another picture of a person would put onto the 3D face, where there is no other picture."""

import cv2
import numpy as np

from degradations import chance

# Eyes and mouth move by themselves: x, y, spread across and down, shares of the aligned crop.
MOVING = ((0.35, 0.4, 0.07, 0.04), (0.65, 0.4, 0.07, 0.04), (0.5, 0.745, 0.12, 0.06))


def smooth_field(rng: np.random.Generator, side: int, cells: int, channels: int) -> np.ndarray:
    """[side,side,channels] of about unit spread, smooth over side / cells pixels"""
    coarse = rng.normal(size=(cells, cells, channels)).astype(np.float32)
    return cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC).reshape(side, side, channels)


def as_another_picture(crop: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Its skin as a fit of the poor picture places it: a little elsewhere, under another light, softer, with eyes and mouth
    that do something else, and at times one half filled in from the other. uint8 [S,S,3] -> float32 [S,S,3] 0..255"""
    side = crop.shape[0]
    pixel = side / 256
    away = smooth_field(rng, side, 6, 2) * rng.uniform(0.2, 1.6) + smooth_field(rng, side, 18, 2) * rng.uniform(0, 1)
    v, u = (np.mgrid[0:side, 0:side].astype(np.float32) + 0.5) / side
    for x, y, across, down in MOVING:
        near = np.exp(-0.5 * (((u - x) / across) ** 2 + ((v - y) / down) ** 2))
        away += near[..., None] * (rng.normal(size=2) * rng.uniform(0, 3)).astype(np.float32)
    places = np.stack([u, v], -1) * side - 0.5 + away * pixel
    skin = crop[:, ::-1] if chance(rng, 0.08) else crop
    if chance(rng, 0.15):  # hidden by the turn of the head: taken from the other side
        ramp = 1 / (1 + np.exp((u - rng.uniform(0.35, 0.65)) * rng.choice([-60, 60])))[..., None]
        skin = (skin * ramp + skin[:, ::-1] * (1 - ramp)).astype(np.uint8)
    skin = cv2.remap(skin, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    skin = cv2.GaussianBlur(skin, (0, 0), float(rng.uniform(0.3, 1.5)) * pixel).astype(np.float32)
    light = smooth_field(rng, side, 4, 1) * rng.uniform(0, 0.25) + rng.normal(size=3).astype(np.float32) * 0.06
    skin *= np.exp(light + rng.normal() * 0.1)
    return skin.clip(0, 255)
