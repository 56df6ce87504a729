"""Blur of motion: a portrait moves as a head and a mouth move, and the pictures on its way are averaged.

A sample is seven frames of one motion, all seen in the crop of the middle one as the engine cuts them, and the sharp
picture in the middle of the middle frame's exposure. Two kinds of clips. A camera's: exposures that follow each other,
each the mean of what passes while the shutter is open. The papers': every frame of a clip becomes the mean of itself and
its neighbours (9 in "Face Video Deblurring Using 3D Facial Priors"), so that exposures overlap, and the first and last
frame of an exposure is what tells it from the next. What else makes a film soft (its pixels, its focus, its maker's
compression) the sharp picture has too: only what averaging took is to be given back.
"""

import cv2
import numpy as np

from dataset import Portraits, Samples, choose_fit, prior_part, sampling_weights, to_nchw, tone
from degradations import chance, gaussian_kernel, jpeg, log_uniform
from motion import moved, random_way
from super_resolution import SIDE, random_part
from video_compression import compress_clip, video_compress

# Places in time of the frames beside, as the network takes them. The nearest tell most of a camera's blur; of a mean over
# 2 h + 1 frames those do that lie about h away, where the mean begins or ceases to hold the middle one.
BESIDE = (-5, -3, -1, 1, 3, 5)
# Sub-frames of an exposure that are further apart, in pixels, would be seen one by one.
FINE = 2.5
# At most so many of the frame's own exposure, of the nearest ones, of those further off.
MOST_SUBFRAMES = (15, 9, 5)


def blurred_frames(
    crop: np.ndarray, rng: np.random.Generator, overlapping: bool, x: int = 0, y: int = 0, side: int = 256
) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """uint8 [256,256,3] -> of the part at (x, y), float32 [side,side,3] 0..255: what is sharp in the middle of the frame,
    the frame, and those beside it (`BESIDE`), as means along one random way.

    overlapping: each exposure begins one sub-frame after the one before, as in a clip of sliding means, whose own frames
    may be noisy; else when that one has ended, or later.
    """
    way = random_way(rng)
    places = (0, *BESIDE)
    if overlapping:
        count = int(rng.choice((5, 7, 9, 11, 15), p=(0.02, 0.04, 0.88, 0.04, 0.02)))
        windows = [(place + np.arange(count) - count // 2) / count for place in places]
        noise = log_uniform(rng, 0.3, 3) if chance(rng, 0.5) else 0.0
    else:
        lengths = np.abs(np.diff(way(np.linspace(-0.5, 0.5, 9)), axis=0)).sum(0)
        count = int(max(5, 2 * np.ceil(lengths.max() / FINE / 2) + 1))
        pause = float(rng.choice((1.0, 1.0, 1.4, 2.0)))
        counts = [min(count, MOST_SUBFRAMES[min(abs(place), 2)]) for place in places]
        windows = [place * pause + (np.arange(n) - n // 2) / n for place, n in zip(places, counts)]
        noise = 0.0

    def passing(strengths: np.ndarray) -> np.ndarray:
        picture = moved(crop, strengths, x, y, side).astype(np.float32)
        if noise == 0:
            return picture
        grain = cv2.resize(rng.standard_normal((side // 2, side // 2), np.float32), (side, side))
        return picture + noise * 1.5 * grain[..., None]

    moments = sorted({round(float(moment), 5) for window in windows for moment in window})
    pictures = dict(zip(moments, map(passing, way(np.array(moments)))))
    means = [sum(pictures[round(float(moment), 5)] for moment in window) / len(window) for window in windows]
    return pictures[0.0], means[0], means[1:]


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
    sharp: np.ndarray, frames: list[np.ndarray], rng: np.random.Generator, poor: float
) -> tuple[np.ndarray, list[np.ndarray]]:
    """All on the pixels of one film, enlarged again; the frames alone also noisy or compressed, each with a
    probability of `poor`. float32 0..255 -> uint8."""
    side = sharp.shape[0]
    low = side if chance(rng, 0.35) else round(side * log_uniform(rng, 0.28, 1))

    def shrunk(picture: np.ndarray) -> np.ndarray:
        return picture if low == side else cv2.resize(picture, (low, low), interpolation=cv2.INTER_AREA)

    def enlarged(picture: np.ndarray) -> np.ndarray:
        return picture if low == side else cv2.resize(picture, (side, side), interpolation=cv2.INTER_CUBIC)

    way = rng.random()
    noise = log_uniform(rng, 0.5, 6) if way < poor else 0.0
    small = [shrunk(frame) for frame in frames]
    small = [frame + noise * rng.standard_normal(frame.shape, np.float32) for frame in small] if noise else small
    small = [levels(frame) for frame in small]
    if way > 1 - poor:
        small = compress_clip(small, rng)
    return enlarged(levels(shrunk(sharp))), [enlarged(frame) for frame in small]


def levels(picture: np.ndarray) -> np.ndarray:
    return np.clip(picture + 0.5, 0, 255).astype(np.uint8)


def with_gaps(frame: np.ndarray, beside: list[np.ndarray], rng: np.random.Generator) -> list[np.ndarray]:
    """As at the ends of clips and at cuts: the frame itself in the place of those that are not there."""
    first, last = -6, 6
    if chance(rng, 0.1):
        first, last = 0, 0
    elif chance(rng, 0.2):
        first = -int(rng.integers(0, 5))
    elif chance(rng, 0.2):
        last = int(rng.integers(0, 5))
    return [other if first <= place <= last else frame for place, other in zip(BESIDE, beside)]


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
        overlapping = chance(rng, 0.55)
        sharp, face, beside = blurred_frames(crop, rng, overlapping, part[1].start, part[0].start, SIDE)
        # Means that slide are made by programs, from frames that are known.
        sharp, (face, *beside) = on_film(sharp, [face, *beside], rng, 0.08 if overlapping else 0.2)
        beside = with_gaps(face, beside, rng)
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
            sharp, face, beside = sharp[:, ::-1], face[:, ::-1], [other[:, ::-1] for other in beside]
        return {
            "face": to_nchw(face),
            "beside": stacked(beside),
            "sharp": to_nchw(sharp),
            "prior": prior,
            "coefficients": coefficients,
        }


def stacked(beside: list[np.ndarray]) -> np.ndarray:
    """N uint8 [S,S,3] -> float32 [3N,S,S] 0..1"""
    return np.concatenate([to_nchw(frame) for frame in beside])
