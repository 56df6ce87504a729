"""Super-resolution, of two kinds of samples that one set of weights learns side by side.

By the papers' protocol: aligned crops of 128 px, shrunk by PIL's bicubic filter to 64, 32 or 16 px, grown back by it.
As the studio meets faces: parts of the crop of 256 px, shrunk by any factor, the film's pixels turned and shifted
against the crop. What the network is given and asked for has the layout of the restorer (`network.py`), so that one
exporter and one engine serve both.
"""

import cv2
import numpy as np
import torch
from PIL import Image
from torch import Tensor

from bend import bent, bent_prior, random_bend
from dataset import Portraits, Samples, mirrored_prior, prior_part, prior_to_float, sampling_weights, to_nchw, tone
from degradations import chance, log_uniform
from network import PRIOR_CHANNELS

SIDE = 128
CROP = 256
FACTORS = (2, 4, 8)
FILMED = 0.35  # share of the samples of the second kind
Filter = Image.Resampling
# Which of the prepared fits (0 the portrait's own, 1 a poor frame of a known person, 2 and 3 the 32 px and the 16 px
# picture alone) guides a picture shrunk by 2, 4, 8: mostly those that the engine would have of it.
FITS = {2: (0.4, 0.5, 0.1, 0.0), 4: (0.25, 0.3, 0.45, 0.0), 8: (0.25, 0.2, 0.1, 0.45)}


def shrunk(sharp: np.ndarray, factor: int) -> np.ndarray:
    """uint8 [128,128,3] -> the same grid after PIL-bicubic shrinking by `factor` and growing."""
    low = Image.fromarray(sharp).resize((SIDE // factor, SIDE // factor), Filter.BICUBIC)
    return np.asarray(low.resize((SIDE, SIDE), Filter.BICUBIC))


def filmed(sharp: np.ndarray, factor: float, rng: np.random.Generator) -> np.ndarray:
    """A square picture after shrinking by any factor on pixels that are turned and shifted against its own, and back."""
    side = sharp.shape[0]
    low = round(side / factor)
    turn = cv2.getRotationMatrix2D((side / 2 - 0.5, side / 2 - 0.5), rng.normal() * 6, 1.0)
    turn[:, 2] += rng.uniform(-0.5, 0.5, 2) * factor
    turned = cv2.warpAffine(sharp, turn, (side, side), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
    poor = np.asarray(Image.fromarray(turned).resize((low, low), Filter.BICUBIC if chance(rng, 0.6) else Filter.BOX))
    # Pixel centres lie at +0.5 on both grids.
    scale = np.array([[low / side, 0, 0.5 * low / side - 0.5], [0, low / side, 0.5 * low / side - 0.5]])
    low_from_crop = scale @ np.vstack([turn, [0, 0, 1]])
    how = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(poor, low_from_crop, (side, side), flags=how, borderMode=cv2.BORDER_REFLECT_101)


def halve(crop: np.ndarray) -> np.ndarray:
    """uint8 [256,256,3] -> [128,128,3], as `degradations.protocol_low` makes its references."""
    return np.asarray(Image.fromarray(crop).resize((SIDE, SIDE), Filter.BOX))


class SuperResolutionSampler(Samples):
    """Faces of 128 px, and parts of 128 px of larger ones, that were small."""

    def __init__(
        self,
        portraits: Portraits,
        seed: int,
        batch: int,
        shares: tuple[float, ...],
        modes: tuple[float, ...],
        share_filmed: float = FILMED,
        textured: float = 0.0,
    ):
        """shares: probabilities of the factors 2, 4, 8."""
        super().__init__(portraits, seed, batch, modes, textured)
        self.shares, self.share_filmed = shares, share_filmed
        self.weights = sampling_weights([portraits.rows[i] for i in portraits.train])

    def sample(self, rng: np.random.Generator) -> dict[str, np.ndarray]:
        portraits = self.portraits
        factor = int(rng.choice(FACTORS, p=self.shares))
        mode = int(rng.choice(4, p=self.modes))
        index = int(rng.choice(portraits.train, p=self.weights))
        textured = mode >= 2 and chance(rng, self.textured)
        if textured:
            index = self.of_another_picture(index, rng)
        flipped = chance(rng, 0.5)
        change = tone(rng) if chance(rng, 0.6) else None
        places = random_bend(rng, CROP) if chance(rng, 0.85) else None
        part = random_part(rng) if chance(rng, self.share_filmed) else None
        filmed_factor = log_uniform(rng, 1.3, 10)
        pixels = CROP / filmed_factor if part is not None else SIDE / factor
        crop = np.asarray(portraits.crops[index])
        if places is not None:
            crop = bent(crop, places, cv2.BORDER_REFLECT_101)
        worn_at = pixels if textured else None
        prior, coefficients = self.guide(index, factor, mode, flipped, change, places, part, worn_at, rng)
        if change is not None:
            crop = change(crop)
        if part is None:
            sharp = halve(crop)
            poor = shrunk(sharp, factor)
        else:
            sharp, poor = crop[part], filmed(crop, filmed_factor, rng)[part]
        if flipped:
            sharp, poor = sharp[:, ::-1], poor[:, ::-1]
        return {"face": to_nchw(poor), "sharp": to_nchw(sharp), "prior": prior, "coefficients": coefficients}

    def guide(self, index, factor, mode, flipped, change, places, part, worn_at, rng) -> tuple[np.ndarray, np.ndarray]:
        """Prior and coefficients as the mode wants them; zeros where there are none.

        worn_at: pixels across the crop that the poor picture has, where the prior wears another picture's skin."""
        portraits = self.portraits
        prior, coefficients = self.unguided(SIDE)
        if mode == 0 or portraits.valid is None or not portraits.valid[index].any():
            return prior, coefficients
        chances = (np.array(FITS[factor]) + 1e-6) * portraits.valid[index]
        which = int(rng.choice(4, p=chances / chances.sum()))
        if mode >= 2:
            stored = np.ascontiguousarray(np.asarray(portraits.priors[index, which]).transpose(1, 2, 0))
            if worn_at is not None:
                stored[..., :3] = self.worn(index, which, worn_at, stored[..., 6], rng)
            if places is not None:
                stored = bent_prior(stored, places)
            if part is not None:
                prior = prior_part(stored[part].transpose(2, 0, 1), change, flipped)
            else:
                if change is not None:
                    stored[..., :3] = change(stored[..., :3])
                prior = mirrored_prior(halved_prior(stored)) if flipped else halved_prior(stored)
        if mode in (1, 3) and not flipped:  # the mirrored coefficients would need the model's symmetry
            coefficients = np.array(portraits.coefficients[index, which], np.float32)
        return prior, coefficients


def random_part(rng: np.random.Generator) -> tuple[slice, slice]:
    """Rows and columns of 128 px of the crop, on the face more often than on the border; multiples of the fold."""
    x, y = (int(np.clip(round(rng.normal(m, 40) / 4) * 4, 0, CROP - SIDE)) for m in (64, 76))
    return slice(y, y + SIDE), slice(x, x + SIDE)


def halved_prior(stored: np.ndarray) -> np.ndarray:
    """uint8 [256,256,8] -> float32 [8,128,128] as the network takes it."""
    covered = stored[..., 6:7] > 0
    stored = stored * covered
    halves = [cv2.resize(stored[..., i : i + 4], (SIDE, SIDE), interpolation=cv2.INTER_AREA) for i in (0, 4)]
    return prior_to_float(np.concatenate(halves, -1).transpose(2, 0, 1))


def fidelity_loss(restored: Tensor, sharp: Tensor, floor: float, weight: Tensor | None = None) -> Tensor:
    """Mean log of each picture's squared error, of luma and of colour: what the mean PSNR measures (as NAFNet's PSNR
    loss, Chen et al. 2022), so that dark faces, whose errors are small in numbers, count as much as light ones. Errors
    below `floor` count no more. `weight` [B,1,S,S] of the pixels, alike by default."""
    difference = restored - sharp
    weights = difference.new_tensor([0.299, 0.587, 0.114])[:, None, None]
    share = 1.0 if weight is None else weight / weight.mean((2, 3), keepdim=True)
    of_luma = ((difference * weights).sum(1, keepdim=True) ** 2 * share).mean((1, 2, 3))
    of_colour = (difference**2 * share).mean((1, 2, 3))
    return (0.75 * torch.log(of_luma + floor) + 0.25 * torch.log(of_colour + floor)).mean()


def guide_of(portraits: Portraits, index: int, which: int, mode: str, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Prior float32 [8,128,128] and coefficients [count] of one prepared fit under a prior mode; zeros for none."""
    prior, coefficients = np.zeros((PRIOR_CHANNELS, SIDE, SIDE), np.float32), np.zeros(count, np.float32)
    if mode in ("render", "both"):
        prior = halved_prior(np.asarray(portraits.priors[index, which]).transpose(1, 2, 0))
    if mode in ("coeff", "both"):
        coefficients = np.asarray(portraits.coefficients[index, which], np.float32)
    return prior, coefficients
