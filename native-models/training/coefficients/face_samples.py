"""Batches of poor crops with the truth about them. A sample depends on (seed, step, place in the batch) alone.

Rows: see ../prepare/known-face.ts. The pictures show 1.35 times the crop, so that it can be cut where landmarks of a poor
picture would put it.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from coefficient_network import SIDE  # noqa: E402
from degradations import blur, chance, jpeg, log_uniform, noise, shrink, video_compress  # noqa: E402
from face_model import POINTS, FaceAtLandmarks  # noqa: E402

STORED, MARGIN = 160, 1.35
KINDS = ("dressed", "turned", "photograph")
HEAD = 4  # portrait, kind, held out, depth
# A face is 140 mm wide; the eyes, 63 mm apart, take 0.3 of the aligned crop.
STORED_FACE = STORED / MARGIN * 0.3 * 140 / 63


@dataclass
class Batch:
    face: Tensor  # [B,3,80,80] 0..1
    coefficients: Tensor  # [B,C]
    depth: Tensor  # [B] mm
    points: Tensor  # [B,478,2] crop edges
    photograph: Tensor  # [B] bool


def spoil(picture: np.ndarray, width: float, rng: np.random.Generator) -> np.ndarray:
    """The picture as it would be with a face `width` pixels wide: smaller, blurred, noisy, compressed."""
    if chance(rng, 0.35):
        picture = blur(picture, rng, 0.3 if width > 0.6 * STORED_FACE else 0.6)
    if width < STORED_FACE:
        low = max(8, round(STORED * width / STORED_FACE))
        picture = shrink(picture, low, low, rng)
    if chance(rng, 0.35):
        picture = noise(picture, rng)
    if chance(rng, 0.6):
        video = chance(rng, 0.08)
        picture = video_compress(picture, rng) if video else jpeg(picture, int(rng.uniform(20, 95)))
    return picture


def random_width(rng: np.random.Generator) -> float:
    return STORED_FACE if chance(rng, 0.3) else log_uniform(rng, 12, STORED_FACE)


def random_move(rng: np.random.Generator) -> tuple[float, float, np.ndarray]:
    """Size, turn (radians, clockwise) and shift (edges) by which a crop misses its place."""
    return float(np.exp(0.06 * rng.normal())), 0.08 * rng.normal(), 0.03 * rng.normal(size=2)


class Samples:
    def __init__(self, folder: Path, face: FaceAtLandmarks):
        self.folder, self.model = folder, face
        self.refresh()

    def refresh(self) -> None:
        """Takes in what has been written since."""
        width = HEAD + self.model.outputs + 2 * POINTS
        stride = STORED * STORED * 3
        rows = min((self.folder / "truths.f32").stat().st_size // (4 * width),
                   (self.folder / "pictures.u8").stat().st_size // stride)
        self.truths = np.fromfile(self.folder / "truths.f32", "<f4", rows * width).reshape(rows, width)
        self.pictures = np.memmap(self.folder / "pictures.u8", np.uint8, "r", shape=(rows, STORED, STORED, 3))
        kind, held_out = self.truths[:, 1], self.truths[:, 2] > 0
        self.training = {name: np.flatnonzero(~held_out & (kind == k)) for k, name in enumerate(KINDS)}
        self.held_out = {name: np.flatnonzero(held_out & (kind == k)) for k, name in enumerate(KINDS)}

    def spread(self) -> tuple[np.ndarray, np.ndarray]:
        """[C] mean and standard deviation of the coefficients of aligned crops."""
        rows = np.concatenate(list(self.training.values()))
        coefficients = np.stack([self.cut(row, 1.0, 0.0, np.zeros(2), False)[1] for row in rows[:: max(1, len(rows) // 1000)]])
        centre, spread = coefficients.mean(0), coefficients.std(0)
        # A coefficient that hardly moves is not worth more than others; jitter moves the place.
        spread = np.maximum(spread, 0.05)
        centre[self.model.identity_part], spread[self.model.identity_part] = 0, 1
        return centre, spread

    def cut(self, row: int, size: float, turn: float, shift: np.ndarray, mirrored: bool):
        """-> similarity [2,3] stored edges to crop edges, coefficients [C], points [478,2], all of the moved crop."""
        truth = self.truths[row]
        coefficients = truth[HEAD : HEAD + self.model.outputs].copy()
        points = truth[HEAD + self.model.outputs :].reshape(POINTS, 2)
        if mirrored:
            coefficients = coefficients[self.model.mirror_order] * self.model.mirror_sign
            coefficients[3] = 1 - coefficients[3]
            points = points[self.model.mirror_points] * [-1, 1] + [1, 0]
        scale = MARGIN * size
        c, s = scale * np.cos(turn), scale * np.sin(turn)
        move = np.array([[c, -s], [s, c]])
        move = np.column_stack([move, 0.5 + shift - move @ [0.5, 0.5]])
        coefficients[2] -= turn
        coefficients[3:5] = move[:, :2] @ coefficients[3:5] + move[:, 2]
        coefficients[5] += np.log(scale)
        return move, coefficients, points @ move[:, :2].T + move[:, 2]

    def sample(self, row: int, width: float, rng: np.random.Generator, move=None, mirrored: bool | None = None):
        mirrored = chance(rng, 0.5) if mirrored is None else mirrored
        picture = spoil(np.array(self.pictures[row]), width, rng)
        if mirrored:
            picture = picture[:, ::-1]
        move, coefficients, points = self.cut(row, *(random_move(rng) if move is None else move), mirrored)
        # Edges to pixels with centres at +0.5, of the poor picture and of the crop.
        low = picture.shape[0]
        pixels = np.column_stack([move[:, :2] * SIDE / low, move[:, 2] * SIDE])
        pixels[:, 2] += pixels[:, :2] @ [0.5, 0.5] - 0.5
        crop = cv2.warpAffine(np.ascontiguousarray(picture), pixels, (SIDE, SIDE), flags=cv2.INTER_LINEAR,
                              borderMode=cv2.BORDER_REPLICATE)
        return crop, coefficients, points

    def batch(self, seed: int, step: int, size: int, shares: dict[str, float]) -> Batch:
        rng = np.random.default_rng((seed, step))
        present = [(name, share) for name, share in shares.items() if len(self.training[name])]
        weights = np.array([share for _, share in present])
        kinds = rng.choice(len(present), size, p=weights / weights.sum())
        rows = [int(rng.choice(self.training[present[kind][0]])) for kind in kinds]
        return self.collect(rows, [self.sample(row, random_width(rng), rng) for row in rows])

    def collect(self, rows: list[int], samples: list) -> Batch:
        crops, coefficients, points = (np.stack(part) for part in zip(*samples))
        face = torch.from_numpy(crops).permute(0, 3, 1, 2).float() / 255
        return Batch(face, torch.from_numpy(coefficients).float(), torch.from_numpy(self.truths[rows, 3]),
                     torch.from_numpy(points).float(), torch.from_numpy(self.truths[rows, 1] == KINDS.index("photograph")))
