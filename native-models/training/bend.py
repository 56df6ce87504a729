"""Bends a face a little, at random: each bent one is another person to a network that learns."""

import cv2
import numpy as np

from degradations import chance


def random_bend(rng: np.random.Generator, side: int) -> np.ndarray:
    """[side,side,2] where each pixel of another face comes from: a small turn, zoom, shift and a smooth elastic change,
    so that a few hundred people become as many as are asked for."""
    angle, zoom = np.deg2rad(rng.normal() * 2), np.exp(rng.normal() * 0.03)
    stretch = np.exp(rng.normal() * 0.02)
    c, s = zoom * np.cos(angle), zoom * np.sin(angle)
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) + 0.5
    x, y = x - side / 2, y - side / 2
    shift = rng.normal(size=2) * 0.012 * side
    coarse = rng.normal(size=(2, 5, 5)).astype(np.float32) * (0.012 * side if chance(rng, 0.7) else 0)
    bend = [cv2.resize(field, (side, side), interpolation=cv2.INTER_CUBIC) for field in coarse]
    u = (c * x - s * y) * stretch + side / 2 + shift[0] + bend[0]
    v = (s * x + c * y) / stretch + side / 2 + shift[1] + bend[1]
    return np.stack((u, v), -1).astype(np.float32) - 0.5


def bent(image: np.ndarray, places: np.ndarray, border: int, how: int = cv2.INTER_LINEAR) -> np.ndarray:
    return cv2.remap(image, places[..., 0], places[..., 1], how, borderMode=border)


def bent_prior(stored: np.ndarray, places: np.ndarray) -> np.ndarray:
    """uint8 [S,S,8] -> the same, bent as its picture; four channels by four, as no more fit into one call. Normals keep
    their directions: the bends are small."""
    return np.concatenate([bent(stored[..., i : i + 4], places, cv2.BORDER_CONSTANT) for i in (0, 4)], -1)
