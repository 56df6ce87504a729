"""Blur of motion: a portrait is moved as a head and a mouth move, and the pictures on its way are averaged.

A frame of a camera is the mean of what passes while the shutter is open; the papers average consecutive frames of a fast
clip (9 in "Face Video Deblurring Using 3D Facial Priors"). Here 5 to 15 sub-frames of a portrait are averaged, whose
places follow a smooth way through a few motions: those of the whole crop, those of a head that turns and nods (near
parts move further), those of the jaw. The sharp picture is the middle one. Some frames are then shrunk, out of focus,
noisy or compressed, as the frames of talking clips are.
"""

import cv2
import numpy as np

from dataset import MARGIN, Portraits, Samples, choose_fit, prior_part, sampling_weights, to_nchw, tone
from degradations import chance, disc_kernel, gaussian_kernel, jpeg, log_uniform
from super_resolution import CROP, SIDE, random_part
from video_compression import video_compress

_FIELDS: np.ndarray | None = None


def motion_fields() -> np.ndarray:
    """float32 [7,256,256,2]: shift in x and y, turn, zoom, yaw, pitch, jaw; pixels of the crop at strength one."""
    global _FIELDS
    if _FIELDS is None:
        y, x = (np.mgrid[0:CROP, 0:CROP].astype(np.float32) + 0.5) / CROP
        u, v = x - 0.5, y - 0.52
        near = np.exp(-0.5 * (np.hypot(u / 0.24, v / 0.3)) ** 2)
        jaw = np.exp(-0.5 * ((u / 0.17) ** 2 + ((y - 0.84) / 0.1) ** 2)) - 0.35 * np.exp(
            -0.5 * ((u / 0.15) ** 2 + ((y - 0.68) / 0.04) ** 2)
        )
        none = np.zeros_like(u)
        _FIELDS = np.stack([
            np.stack(pair, -1)
            for pair in (
                (none + 1, none), (none, none + 1), (-v * 2, u * 2), (u * 2, v * 2), (near, none), (none, near), (none, jaw)
            )
        ]).astype(np.float32)
    return _FIELDS


def random_way(rng: np.random.Generator, count: int) -> np.ndarray:
    """[count,7] strengths of the motions along the exposure, zero in its middle, smooth; half its length is 1 to 13 px."""
    length = log_uniform(rng, 1.0, 13.0)
    scale = np.abs(rng.normal(size=7)) * np.array([1, 1, 0.35, 0.2, 0.6, 0.5, 0.5])
    if chance(rng, 0.4):  # the head rests, the mouth speaks
        scale[:6] *= 0.25
        scale[6] += 0.5
    t = np.linspace(-1, 1, count)[:, None]
    velocity, bend = rng.choice((-1, 1), size=7), rng.normal(size=7) * 0.5
    way = velocity * t + bend * t**2 + rng.normal(size=7) * 0.3 * t**3
    strengths = way * scale
    return (strengths * length / max(1e-6, np.abs(strengths).max())).astype(np.float32)


def moved(crop: np.ndarray, strengths: np.ndarray, x: int, y: int, side: int) -> np.ndarray:
    """The part [side,side] at (x, y) of the crop after motions of these strengths; uint8 [256,256,3] -> uint8."""
    fields = motion_fields()[:, y : y + side, x : x + side]
    shift = np.tensordot(strengths, fields, 1)
    v, u = np.mgrid[y : y + side, x : x + side].astype(np.float32)
    return cv2.remap(crop, u - shift[..., 0], v - shift[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


def motion_blurred(crop: np.ndarray, rng: np.random.Generator, x: int, y: int, side: int) -> np.ndarray:
    """uint8 [256,256,3] -> uint8 [side,side,3]: the part at (x, y) as the mean along a random way around it."""
    count = int(rng.choice((5, 7, 9, 9, 9, 11, 15)))
    way = random_way(rng, count)
    if np.abs(np.diff(way, axis=0)).max() > 2.2:  # sub-frames further apart would be seen one by one
        fine = np.linspace(0, count - 1, 2 * count - 1)
        way = np.stack([np.interp(fine, np.arange(count), way[:, k]) for k in range(7)], 1).astype(np.float32)
    total = np.zeros((side, side, 3), np.float32)
    for strengths in way:
        total += moved(crop, strengths, x, y, side)
    return np.clip(total / len(way) + 0.5, 0, 255).astype(np.uint8)


def as_filmed(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What else happens to a blurred frame, on the same grid; a third stays as it is."""
    if chance(rng, 0.35):
        return picture
    side = picture.shape[0]
    if chance(rng, 0.3):
        kernel = disc_kernel(rng.uniform(0.7, 2.5)) if chance(rng, 0.5) else gaussian_kernel(*[rng.uniform(0.5, 2)] * 2, 0)
        picture = cv2.filter2D(picture, -1, kernel, borderType=cv2.BORDER_REFLECT_101)
    low = side
    if chance(rng, 0.6):
        low = max(side // 4, round(side * log_uniform(rng, 0.3, 1)))
        picture = cv2.resize(picture, (low, low), interpolation=cv2.INTER_AREA)
    if chance(rng, 0.5):
        noise = rng.standard_normal(picture.shape, np.float32) * log_uniform(rng, 0.5, 6)
        picture = np.clip(picture + noise + 0.5, 0, 255).astype(np.uint8)
    if chance(rng, 0.5):
        picture = video_compress(picture, rng) if chance(rng, 0.6) else jpeg(picture, int(rng.uniform(40, 95)))
    return picture if low == side else cv2.resize(picture, (side, side), interpolation=cv2.INTER_CUBIC)


class DeblurringSampler(Samples):
    """Parts of 128 px of the 256 px crop, blurred by motion."""

    def __init__(self, portraits: Portraits, seed: int, batch: int, modes: tuple[float, ...]):
        super().__init__(portraits, seed, batch, modes)
        # At 256 px a portrait has to be sharp to teach sharpness.
        is_fine = np.array([float(portraits.rows[i]["scale"]) < 1.5 for i in portraits.train])
        weights = sampling_weights([portraits.rows[i] for i in portraits.train]) * is_fine
        self.weights = weights / weights.sum()

    def sample(self, rng: np.random.Generator) -> dict[str, np.ndarray]:
        portraits = self.portraits
        index = int(rng.choice(portraits.train, p=self.weights))
        mode = int(rng.choice(4, p=self.modes))
        crop = np.asarray(portraits.crops[index])
        change = tone(rng) if chance(rng, 0.6) else None
        if change is not None:
            crop = change(crop)
        part = random_part(rng)
        y, x = part[0].start, part[1].start
        # With a margin, so that what is done afterwards has real surroundings.
        padded = cv2.copyMakeBorder(
            motion_blurred(crop, rng, x, y, SIDE), MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REFLECT_101
        )
        inner = slice(MARGIN, MARGIN + SIDE)
        poor = as_filmed(padded, rng)[inner, inner]
        sharp = crop[part]
        prior, coefficients = self.unguided(SIDE)
        flipped = chance(rng, 0.5)
        if mode > 0 and portraits.valid is not None and portraits.valid[index].any():
            which = choose_fit(portraits.valid[index], 100, rng)
            if mode >= 2:
                stored = np.array(portraits.priors[index, which][(slice(None), *part)])
                prior = prior_part(stored, change, flipped)
            if mode in (1, 3) and not flipped:
                coefficients = np.array(portraits.coefficients[index, which], np.float32)
        if flipped:
            poor, sharp = poor[:, ::-1], sharp[:, ::-1]
        return {"face": to_nchw(poor), "sharp": to_nchw(sharp), "prior": prior, "coefficients": coefficients}
