"""Blur of motion: a portrait moves as a head and a mouth move, and the pictures on its way are averaged.

A frame of a camera is the mean of what passes while the shutter is open; the papers average consecutive frames of a fast
clip (9 in "Face Video Deblurring Using 3D Facial Priors"). A sample is five such frames of one motion, all seen in the
crop of the middle one as the engine cuts them, and the sharp picture in the middle of the middle frame's exposure.
Exposures follow each other as a camera's do, or overlap as the papers' do. What else makes a film soft (its pixels, its
focus, its maker's compression) the sharp picture has too: only what averaging took is to be given back.
"""

import cv2
import numpy as np

from dataset import Portraits, Samples, choose_fit, prior_part, sampling_weights, to_nchw, tone
from degradations import chance, gaussian_kernel, jpeg, log_uniform
from motion import moved, random_way
from super_resolution import SIDE, random_part
from video_compression import compress_clip, video_compress

# Places in time of the frames beside, as the network takes them.
BESIDE = (-2, -1, 1, 2)
# Sub-frames of an exposure that are further apart, in pixels, would be seen one by one.
FINE = 2.0
MOST_SUBFRAMES = 21


def blurred_frames(
    crop: np.ndarray, rng: np.random.Generator, overlapping: bool, x: int = 0, y: int = 0, side: int = 256
) -> list[np.ndarray]:
    """uint8 [256,256,3] -> five float32 [side,side,3] 0..255, the part at (x, y) as means along one random way.

    overlapping: each exposure begins one sub-frame after the one before, as in a clip of sliding means; else when that
    one has ended, or later.
    """
    way = random_way(rng)
    count = int(rng.choice((5, 7, 9, 9, 9, 11, 15)))
    if not overlapping:
        lengths = np.abs(np.diff(way(np.linspace(-0.5, 0.5, 9)), axis=0)).sum(0)
        count = int(np.clip(2 * np.ceil(lengths.max() / FINE / 2) + 1, count, MOST_SUBFRAMES))
    stride = 1 if overlapping else round(count * rng.choice((1.0, 1.0, 1.4, 2.0)))
    half = count // 2
    windows = [np.arange(place * stride - half, place * stride + half + 1) for place in (-2, -1, 0, 1, 2)]
    moments = np.unique(np.concatenate(windows))
    pictures = {
        int(moment): moved(crop, strengths, x, y, side).astype(np.float32)
        for moment, strengths in zip(moments, way(moments / count))
    }
    return [sum(pictures[int(moment)] for moment in window) / count for window in windows]


def softened(crop: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """As a film of less sharpness shows it: out of focus, or small and compressed."""
    if chance(rng, 0.4):
        kernel = gaussian_kernel(*[log_uniform(rng, 0.5, 2.2)] * 2, 0)
        return cv2.filter2D(crop, -1, kernel, borderType=cv2.BORDER_REFLECT_101)
    side = crop.shape[0]
    low = round(side * rng.uniform(0.3, 0.9))
    small = cv2.resize(crop, (low, low), interpolation=cv2.INTER_AREA)
    small = video_compress(small, rng) if chance(rng, 0.4) else jpeg(small, int(rng.uniform(40, 92)))
    return cv2.resize(small, (side, side), interpolation=cv2.INTER_CUBIC)


def on_film(
    sharp: np.ndarray, frames: list[np.ndarray], rng: np.random.Generator
) -> tuple[np.ndarray, list[np.ndarray]]:
    """All on the pixels of one film, enlarged again; the frames alone also rounded to levels, noisy or compressed.

    sharp uint8 [S,S,3], frames float32 0..255 -> uint8 all.
    """
    side = sharp.shape[0]
    low = side if chance(rng, 0.35) else round(side * log_uniform(rng, 0.28, 1))

    def shrunk(picture: np.ndarray) -> np.ndarray:
        return picture if low == side else cv2.resize(picture, (low, low), interpolation=cv2.INTER_AREA)

    def enlarged(picture: np.ndarray) -> np.ndarray:
        return picture if low == side else cv2.resize(picture, (side, side), interpolation=cv2.INTER_CUBIC)

    way = rng.random()
    noise = log_uniform(rng, 0.5, 6) if way < 0.2 else 0.0
    small = [shrunk(frame) for frame in frames]
    small = [frame + noise * rng.standard_normal(frame.shape, np.float32) for frame in small] if noise else small
    small = [np.clip(frame + 0.5, 0, 255).astype(np.uint8) for frame in small]
    if way > 0.75:
        small = compress_clip(small, rng)
    return enlarged(shrunk(sharp)), [enlarged(frame) for frame in small]


def with_gaps(frames: list[np.ndarray], rng: np.random.Generator) -> list[np.ndarray]:
    """As at the ends of clips and at cuts: the middle frame in the place of those that are not there."""
    missing = rng.choice(6, p=(0.7, 0.1, 0.05, 0.05, 0.05, 0.05))
    places = ((), (0, 1, 3, 4), (0, 1), (3, 4), (0,), (4,))[missing]
    return [frames[2] if place in places else frame for place, frame in enumerate(frames)]


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
        if chance(rng, 0.4):
            crop = softened(crop, rng)
        part = random_part(rng)
        sharp = crop[part]
        frames = blurred_frames(crop, rng, chance(rng, 0.55), part[1].start, part[0].start, SIDE)
        sharp, frames = on_film(sharp, frames, rng)
        frames = with_gaps(frames, rng)
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
            sharp, frames = sharp[:, ::-1], [frame[:, ::-1] for frame in frames]
        return {
            "face": to_nchw(frames[2]),
            "beside": beside_of(frames),
            "sharp": to_nchw(sharp),
            "prior": prior,
            "coefficients": coefficients,
        }


def beside_of(frames: list[np.ndarray]) -> np.ndarray:
    """Five uint8 [S,S,3] -> float32 [12,S,S] 0..1, the four beside the middle one in the order of time."""
    return np.concatenate([to_nchw(frame) for place, frame in enumerate(frames) if place != 2])
