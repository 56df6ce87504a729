"""Training samples: sharp crop, poor crop, prior, coefficients; deterministic in (seed, step)."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from bend import bent, bent_prior, random_bend
from another_picture import as_another_picture
from degradations import as_filmed_small, chance, degrade, log_uniform, low_size
from measures import Filter, resize
from network import PRIOR_CHANNELS
from register import lit_as, registered
from split import split

SOFT = 0.15  # share of the samples whose truth is as soft as users' clips are
KNOWN_TWICE = 0.5  # share of the textured priors whose skin is of a real second picture
BENT = 0.6  # share of the samples whose face is bent into another
MARGIN = 16  # pixels beyond the sub-crop that are made poor with it, so that its border is real


@dataclass
class Portraits:
    """The folder that `align_portraits.py` or `prepare/prepare-crops.ts` wrote."""

    crops: np.ndarray  # uint8 [N,256,256,3]
    rows: list[dict[str, str]]
    train: np.ndarray
    held_out: np.ndarray
    priors: np.ndarray | None  # uint8 [N,P,8,256,256]
    coefficients: np.ndarray | None  # float32 [N,P,C]
    valid: np.ndarray | None  # uint8 [N,P]
    textured: np.ndarray | None = None  # uint8 [R,P,3,256,256]
    references: dict[int, int] = field(default_factory=dict)  # portrait -> its row of `textured`

    @property
    def coefficient_count(self) -> int:
        return 0 if self.coefficients is None else self.coefficients.shape[2]

    def keep(self, files: set[str]) -> None:
        """Trains with these alone; who is held out stays held out. Ends the program where none is left."""
        self.train = self.train[[self.rows[i]["file"] in files for i in self.train]]
        if len(self.train) == 0:
            raise SystemExit("the list names no portrait of the data that training may use")


def load_portraits(folder: Path) -> Portraits:
    with open(folder / "crops.csv", newline="") as table:
        rows = list(csv.DictReader(table))
    crops = np.load(folder / "crops.npy", mmap_mode="r")
    train, held_out = split(rows, np.load(folder / "embeddings.npy"))
    found = np.array([float(row["sharpness"]) > 0 for row in rows])  # a row without a face is all zero
    train, held_out = train[found[train]], held_out[found[held_out]]
    optional = {
        name: np.load(folder / f"{name}.npy", mmap_mode="r") if (folder / f"{name}.npy").exists() else None
        for name in ("priors", "coefficients", "valid")
    }
    portraits = Portraits(crops, rows, train, held_out, **optional)
    if (folder / "references.csv").exists():
        portraits.textured = np.load(folder / "textured.npy", mmap_mode="r")
        with open(folder / "references.csv", newline="") as table:
            portraits.references = {int(row["target"]): i for i, row in enumerate(csv.DictReader(table))}
    return portraits


def sampling_weights(rows: list[dict[str, str]]) -> np.ndarray:
    """Sharp portraits more often than upscaled ones, colour more often than old prints, skin tones alike."""
    weights = np.ones(len(rows))
    luma = np.array([float(row["skin_luma"]) for row in rows])
    for i, row in enumerate(rows):
        scale, sharpness = float(row["scale"]), float(row["sharpness"])
        weights[i] *= np.clip(2 - scale, 0.2, 1) * np.clip(sharpness / 200, 0.25, 1)
    histogram, edges = np.histogram(luma, bins=8, range=(0.25, 0.95), weights=weights)
    bins = np.clip(np.digitize(luma, edges) - 1, 0, 7)
    weights /= np.maximum(histogram[bins] / histogram.max(), 0.08) ** 0.7
    weights[[row["kind"] == "grey" for row in rows]] *= 0.15  # scans of prints: their grain is no skin
    return weights / weights.sum()


def prior_to_float(prior: np.ndarray) -> np.ndarray:
    """uint8 [8,H,W] -> float32: colour, coverage, confidence 0..1; normals -1..1, exactly 0 where nothing is covered."""
    result = prior.astype(np.float32) / 255
    covered = prior[6:7] > 0
    result[3:6] = (result[3:6] * 2 - 1) * covered
    return result


def tone(rng: np.random.Generator):
    """A random change of exposure, gamma, white balance, saturation: image uint8 [...,3] -> uint8."""
    exposure = np.exp(rng.normal() * 0.12) * (rng.uniform(0.35, 0.8) if chance(rng, 0.15) else 1.0)
    gamma = np.exp(rng.normal() * 0.12)
    balance = np.exp(rng.normal(size=3) * (0.08 if chance(rng, 0.7) else 0.0))
    saturation = 0.0 if chance(rng, 0.05) else float(np.clip(1 + rng.normal() * 0.2, 0.2, 1.6))
    ramp = np.arange(256) / 255
    tables = [np.clip(255 * exposure * b * ramp**gamma + 0.5, 0, 255).astype(np.uint8) for b in balance]

    def change(image: np.ndarray) -> np.ndarray:
        mapped = np.stack([tables[c][image[..., c]] for c in range(3)], -1)
        if abs(saturation - 1) < 0.02:
            return mapped
        grey = mapped @ np.array([0.299, 0.587, 0.114], np.float32)
        mixed = grey[..., None] + (mapped - grey[..., None]) * saturation
        return np.clip(mixed + 0.5, 0, 255).astype(np.uint8)

    return change


def choose_fit(valid: np.ndarray, size: float, rng: np.random.Generator) -> int:
    """Which of a portrait's fits (0 sharp, 1 poor frame of a known person, 2 and 3 from 32 and 16 px alone) guides a
    picture of `size` pixels: the poorer the picture, the poorer the fit that the engine would have of it."""
    if size > 48:
        wanted = np.array((0.5, 0.5, 0.0, 0.0))
    elif size > 20:
        wanted = np.array((0.1, 0.45, 0.45, 0.0))
    else:
        wanted = np.array((0.0, 0.4, 0.2, 0.4))
    wanted = (wanted + 1e-6) * valid
    return int(rng.choice(4, p=wanted / wanted.sum()))


class Samples:
    """batch(step) -> dict of float32 arrays, the same for the same seed and step; a task says what a sample is."""

    def __init__(self, portraits: Portraits, seed: int, batch: int, modes: tuple[float, ...], textured: float = 0.0):
        """modes: probabilities of none, coeff, render, both; textured: share of the rendered priors that wear the skin of
        another picture of the person."""
        self.portraits, self.seed, self.size, self.modes, self.textured = portraits, seed, batch, modes, textured
        self.coefficient_width = max(portraits.coefficient_count, 1)
        self.known_twice = np.array([i for i in portraits.train if i in portraits.references], int)

    def batch(self, step: int) -> dict[str, np.ndarray]:
        rng = np.random.default_rng((self.seed, step))
        samples = [self.sample(rng) for _ in range(self.size)]
        return {key: np.stack([sample[key] for sample in samples]) for key in samples[0]}

    def sample(self, rng: np.random.Generator) -> dict[str, np.ndarray]:
        raise NotImplementedError

    def unguided(self, side: int) -> tuple[np.ndarray, np.ndarray]:
        """Prior and coefficients that say that there are none."""
        return np.zeros((PRIOR_CHANNELS, side, side), np.float32), np.zeros(self.coefficient_width, np.float32)

    def of_another_picture(self, index: int, rng: np.random.Generator) -> int:
        """Whom a sample with another picture's skin shows: one in two of whom there is one, else who was chosen."""
        return int(rng.choice(self.known_twice)) if len(self.known_twice) and chance(rng, KNOWN_TWICE) else index

    def worn(self, index: int, which: int, size: float, coverage: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The skin of another picture as a portrait's prior wears it where the poor picture has `size` pixels:
        uint8 [256,256,3]"""
        portraits, crop = self.portraits, np.asarray(self.portraits.crops[index])
        seen = resize(resize(crop, int(np.clip(round(size), 12, 128)), Filter.BOX), 256, Filter.BICUBIC)
        if index in portraits.references:
            drawn = portraits.textured[portraits.references[index], which].transpose(1, 2, 0)
            skin = registered(seen, np.ascontiguousarray(drawn), coverage)
        else:
            skin = (as_another_picture(crop, rng) * (coverage[..., None] / np.float32(255)) + 0.5).astype(np.uint8)
        return lit_as(seen, skin, coverage)


def prior_part(stored: np.ndarray, change, flipped: bool) -> np.ndarray:
    """The part of a prior that guides a sample, as the network takes it: uint8 [8,H,W] -> float32. It takes the sample's
    change of tone, where there is one, and its mirroring."""
    if change is not None:
        stored[:3] = change(stored[:3].transpose(1, 2, 0)).transpose(2, 0, 1)
    stored[:3] *= stored[6:7] > 0
    prior = prior_to_float(stored)
    return mirrored_prior(prior) if flipped else prior


def mirrored_prior(prior: np.ndarray) -> np.ndarray:
    """[8,H,W]: mirrored normals look the other way."""
    prior = prior[:, :, ::-1].copy()
    prior[3] *= -1
    return prior


class Sampler(Samples):
    """Parts of the crops, poor in every way at once."""

    def __init__(
        self, portraits: Portraits, seed: int, batch: int, side: int, modes: tuple[float, ...], textured: float = 0.0
    ):
        super().__init__(portraits, seed, batch, modes, textured)
        self.side = side
        self.weights = sampling_weights([portraits.rows[i] for i in portraits.train])
        fitted = np.zeros(len(portraits.train)) if portraits.valid is None else portraits.valid[portraits.train].max(1)
        self.weights_fitted = self.weights * fitted / max((self.weights * fitted).sum(), 1e-9)

    def sample(self, rng: np.random.Generator) -> dict[str, np.ndarray]:
        portraits, side = self.portraits, self.side
        render, coeff = self.choose_mode(rng)
        guided = (render or coeff) and self.weights_fitted.any()
        size = low_size(rng)
        index = int(rng.choice(portraits.train, p=self.weights_fitted if guided else self.weights))
        textured = render and guided and chance(rng, self.textured)
        if textured:
            index = self.of_another_picture(index, rng)
        crop = np.asarray(portraits.crops[index])
        places = random_bend(rng, crop.shape[0]) if chance(rng, BENT) else None
        if places is not None:  # cubic: no softer than the portrait itself
            crop = bent(crop, places, cv2.BORDER_REFLECT_101, cv2.INTER_CUBIC)
        # Sub-crops start at multiples of 4 (the fold) and fall on the face more often than on the border.
        x, y = (int(np.clip(round(rng.normal(m, 40) / 4) * 4, 0, 256 - side)) for m in (64, 76))
        if side == 256:
            x = y = 0
        padded = cv2.copyMakeBorder(crop, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REFLECT_101)
        region = padded[y : y + side + 2 * MARGIN, x : x + side + 2 * MARGIN]
        flipped = chance(rng, 0.5)
        change = tone(rng) if chance(rng, 0.7) else None
        prior, coefficients = self.unguided(side)
        if guided:
            which = choose_fit(portraits.valid[index], size, rng)
            if render:
                stored = np.array(portraits.priors[index, which])
                if textured:
                    stored[:3] = self.worn(index, which, size, stored[6], rng).transpose(2, 0, 1)
                if places is not None:
                    stored = bent_prior(np.ascontiguousarray(stored.transpose(1, 2, 0)), places).transpose(2, 0, 1)
                prior = prior_part(np.array(stored[:, y : y + side, x : x + side]), change, flipped)
            if coeff and not flipped:  # the mirrored coefficients would need the model's symmetry
                coefficients = np.array(portraits.coefficients[index, which], np.float32)
        if change is not None:
            region = change(region)
        if flipped:
            region = np.ascontiguousarray(region[:, ::-1])
        if chance(rng, SOFT):
            kept = log_uniform(rng, 96, 216)
            region = as_filmed_small(region, kept, rng)
            # Coarser than its truth: nothing would be left to bring back, and mild harm be taken for none.
            size = min(size, kept * rng.uniform(0.3, 0.75))
        poor = degrade(region, rng, size)
        inner = slice(MARGIN, MARGIN + side)
        weight = attention_map()[y : y + side, x : x + side]
        if flipped:
            weight = weight[:, ::-1]
        # Errors of dark skin are smaller in numbers than in sight.
        luma = float(region.mean()) / 255
        return {
            "face": to_nchw(poor[inner, inner]),
            "sharp": to_nchw(region[inner, inner]),
            "prior": prior,
            "coefficients": coefficients,
            "weight": (weight * np.clip(0.5 / (luma + 0.05), 0.8, 2.0))[None].astype(np.float32),
        }

    def choose_mode(self, rng: np.random.Generator) -> tuple[bool, bool]:
        mode = int(rng.choice(4, p=self.modes))
        return mode >= 2, mode in (1, 3)


def to_nchw(image: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(image.transpose(2, 0, 1)).astype(np.float32) / 255


_MAP: np.ndarray | None = None


def attention_map() -> np.ndarray:
    """[256,256] weight of the loss: .5 outside the face, 1 inside, up to 1.6 at eyes and mouth (canonical crop)."""
    global _MAP
    if _MAP is None:
        v, u = (np.mgrid[0:256, 0:256].astype(np.float32) + 0.5) / 256
        oval = np.hypot((u - 0.5) / 0.36, (v - 0.54) / 0.44)
        _MAP = 0.5 + 0.5 / (1 + np.exp((oval - 1) / 0.06))
        for x, y, sx, sy in ((0.35, 0.4, 0.08, 0.05), (0.65, 0.4, 0.08, 0.05), (0.5, 0.745, 0.12, 0.06)):
            _MAP = _MAP + 0.6 * np.exp(-0.5 * (((u - x) / sx) ** 2 + ((v - y) / sy) ** 2))
        _MAP = _MAP.astype(np.float32)
    return _MAP
