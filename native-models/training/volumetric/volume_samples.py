"""Samples of the volumetric network: pictures made poor at random, and volumes as one filled stretch a column.

The folder is written by `prepare/prepare-volumes.ts`, and may still grow while training runs: `refresh` looks again.
    pictures.npy  uint8  [N,128,128,3]
    fronts.npy    uint16 [N,128,128]   first filled slice x 256, 65535 = no face in this column
    backs.npy     uint16 [N,128,128]   end of the filled stretch x 256
    samples.csv   row, file, kind (real | turned), held_out, yaw (degrees)
"""

import csv
import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from degradations import chance, degrade, jpeg, log_uniform  # noqa: E402
from volume_network import SLICES  # noqa: E402

# The probability rises from 0 to 1 over so many slices, its half at the surface: marching cubes then finds the surface
# between the slices.
RAMP = 2.0
# Columns around the middle of the crop count more than ears and neck.
REAL_SHARE = 0.35


class Samples:
    def __init__(self, folder: Path, allowed: set[str]):
        self.folder = folder
        self.allowed = allowed
        self.pictures = np.load(folder / "pictures.npy", mmap_mode="r")
        self.fronts = np.load(folder / "fronts.npy", mmap_mode="r")
        self.backs = np.load(folder / "backs.npy", mmap_mode="r")
        self.refresh()

    def refresh(self) -> None:
        with open(self.folder / "samples.csv", newline="") as table:
            rows = [row for row in csv.DictReader(table) if row["yaw"] is not None]
        self.real = [int(r["row"]) for r in rows if r["kind"] == "real" and r["file"] in self.allowed]
        self.turned = [int(r["row"]) for r in rows if r["kind"] == "turned" and r["file"] in self.allowed]
        self.held_out = {
            kind: [int(r["row"]) for r in rows if r["kind"] == kind and r["held_out"] == "1"]
            for kind in ("real", "turned")
        }

    def batch(self, seed: int, step: int, size: int) -> tuple[Tensor, Tensor, Tensor]:
        """-> faces [B,3,128,128] 0..1, fronts and backs [B,128,128] in slices; the same for the same table and step."""
        rng = np.random.default_rng((seed, step))
        faces, fronts, backs = [], [], []
        for _ in range(size):
            rows = self.real if chance(rng, REAL_SHARE) else self.turned
            face, front, back = self.sample(rows[rng.integers(len(rows))], rng)
            faces.append(face)
            fronts.append(front)
            backs.append(back)
        return to_tensors(faces, fronts, backs)

    def sample(self, row: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        picture = recoloured(np.array(self.pictures[row]), rng)
        front, back = self.fronts[row], self.backs[row]
        if chance(rng, 0.5):
            picture, front, back = picture[:, ::-1], front[:, ::-1], back[:, ::-1]
        picture = np.ascontiguousarray(picture)
        if chance(rng, 0.85):
            low = 128.0 if chance(rng, 0.25) else log_uniform(rng, 16, 128)
            picture = degrade(picture, rng, 2 * low)
        return picture, front, back


def recoloured(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Another exposure, contrast and white balance; now and then grey."""
    x = picture.astype(np.float32) / 255
    if chance(rng, 0.1):
        x = np.repeat(x @ np.array([0.299, 0.587, 0.114], np.float32)[:, None], 3, 2)
    x = np.power(x, np.exp(rng.normal() * 0.25))
    x = (x - 0.5) * np.exp(rng.normal() * 0.15) + 0.5 + rng.normal() * 0.05
    x = x * np.exp(rng.normal(size=3) * 0.06).astype(np.float32)
    return (np.clip(x, 0, 1) * 255 + 0.5).astype(np.uint8)


def to_tensors(faces: list, fronts: list, backs: list) -> tuple[Tensor, Tensor, Tensor]:
    face = torch.from_numpy(np.stack(faces).transpose(0, 3, 1, 2).astype(np.float32) / 255)
    front = torch.from_numpy(np.stack(fronts).astype(np.float32) / 256)
    back = torch.from_numpy(np.stack(backs).astype(np.float32) / 256)
    return face.contiguous(memory_format=torch.channels_last), front, back


def occupancy(front: Tensor, back: Tensor) -> Tensor:
    """[B,128,128] twice -> [B,96,128,128] in 0..1, channels last: a column's slices lie side by side."""
    centres = torch.arange(SLICES, dtype=torch.float32, device=front.device) + 0.5
    opened = ((centres - front[..., None]) / RAMP + 0.5).clamp_(0, 1)
    closed = ((back[..., None] - centres) / RAMP + 0.5).clamp_(0, 1)
    return opened.mul_(closed).permute(0, 3, 1, 2)
