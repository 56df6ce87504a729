"""How a head and a mouth move in the aligned crop: a few smooth motions, and random ways through them."""

from collections.abc import Callable

import cv2
import numpy as np

from degradations import chance, log_uniform

CROP = 256

_FIELDS: np.ndarray | None = None


def motion_fields() -> np.ndarray:
    """float32 [8,256,256,2]: shift in x and y, turn, zoom, yaw, pitch, jaw, lids; pixels of the crop at strength one."""
    global _FIELDS
    if _FIELDS is None:
        y, x = (np.mgrid[0:CROP, 0:CROP].astype(np.float32) + 0.5) / CROP
        u, v = x - 0.5, y - 0.52
        near = np.exp(-0.5 * (np.hypot(u / 0.24, v / 0.3)) ** 2)
        jaw = np.exp(-0.5 * ((u / 0.17) ** 2 + ((y - 0.84) / 0.1) ** 2)) - 0.35 * np.exp(
            -0.5 * ((u / 0.15) ** 2 + ((y - 0.68) / 0.04) ** 2)
        )
        eyes = sum(np.exp(-0.5 * (((x - side) / 0.06) ** 2 + ((y - 0.4) / 0.03) ** 2)) for side in (0.35, 0.65))
        lids = eyes * (y - 0.4) / 0.018  # towards the line of the eyes from above and below
        none = np.zeros_like(u)
        across = ((none + 1, none), (none, none + 1), (-v * 2, u * 2), (u * 2, v * 2), (near, none), (none, near))
        _FIELDS = np.stack([np.stack(pair, -1) for pair in (*across, (none, jaw), (none, lids))]).astype(np.float32)
    return _FIELDS


Way = Callable[[np.ndarray], np.ndarray]


def random_way(rng: np.random.Generator) -> Way:
    """-> way(times [N]) -> float32 [N,8] strengths of the motions, smooth in time and zero at time 0.

    Time counts in exposures: the picture's own lasts from -.5 to .5, within which the largest strength is 0.3 to 20.
    """
    length = log_uniform(rng, 0.3, 20.0)
    scale = np.abs(rng.normal(size=8)) * np.array([1, 1, 0.35, 0.2, 0.6, 0.5, 0.5, 0.15])
    if chance(rng, 0.4):  # the head rests, the mouth speaks
        scale[:6] *= 0.25
        scale[6] += 0.5
    # The mouth and the lids are quicker than the head.
    quick = np.array([1, 1, 1, 1, 1, 1, 2.2, 2.2])
    rates = 2 * np.pi * quick * np.exp(rng.uniform(np.log(0.06), np.log(0.7), size=(3, 8)))
    phases = rng.uniform(0, 2 * np.pi, size=(3, 8))
    sizes = scale * np.array([1.0, 0.6, 0.3])[:, None]

    def unscaled(times: np.ndarray) -> np.ndarray:
        waves = np.sin(times[:, None, None] * rates + phases) - np.sin(phases)
        return (waves * sizes).sum(1)

    factor = length / max(1e-6, np.abs(unscaled(np.linspace(-0.5, 0.5, 9))).max())
    # At a turning point the exposure sees little of a motion that is large before and after.
    factor = min(factor, 80 / max(1e-6, np.abs(unscaled(np.linspace(-5.5, 5.5, 45))).max()))
    return lambda times: (unscaled(times) * factor).astype(np.float32)


def moved(crop: np.ndarray, strengths: np.ndarray, x: int, y: int, side: int) -> np.ndarray:
    """The part [side,side] at (x, y) of the crop after motions of these strengths; uint8 [256,256,3] -> uint8."""
    fields = motion_fields()[:, y : y + side, x : x + side]
    shift = np.tensordot(strengths, fields, 1)
    v = np.arange(y, y + side, dtype=np.float32)[:, None]
    u = np.arange(x, x + side, dtype=np.float32)
    # Cubic: what is left of a sub-frame's sharpness must not tell how far it was moved.
    return cv2.remap(crop, u - shift[..., 0], v - shift[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
