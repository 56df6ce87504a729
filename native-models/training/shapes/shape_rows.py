"""Rows of ../renders/render_faces.py as batches. What the landmark network's early layers make of the pictures is computed
once and kept in files: those layers do not learn.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from face_surface import FaceSurface
from landmark_layers import EARLY, EARLY_CELLS, EARLY_CHANNELS, LandmarkLayers
from render_faces import ROW, SIDE, WIDTH
from shape_network import POINTS, levelled

KEPT = np.float16
# Rows are kept in files of so many, which a later run finds again; fewer are left until there are more.
BLOCK = 500
BATCH_KEYS = ("level", "offset", "shape", "surface", "pose")


class EarlyLayers:
    def __init__(self):
        self.layers = LandmarkLayers("image", [EARLY]).to(memory_format=torch.channels_last).eval()

    @torch.no_grad()
    def __call__(self, pictures: np.ndarray, rng: np.random.Generator | None) -> np.ndarray:
        """uint8 [n,192,192,3] -> float16 [n,48,48,32]; recoloured at random with a generator."""
        x = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 255
        x = recoloured(x, rng) if rng is not None else x
        found = self.layers(x.contiguous(memory_format=torch.channels_last))[0]
        return found.permute(0, 2, 3, 1).numpy().astype(KEPT)


def recoloured(x: Tensor, rng: np.random.Generator) -> Tensor:
    """Exposure, white balance, contrast, noise; one in seven grey."""
    n = len(x)

    def drawn(values: np.ndarray) -> Tensor:
        return torch.from_numpy(values).float()

    gain = drawn(np.exp(rng.normal(0, 0.15, (n, 1, 1, 1)) + rng.normal(0, 0.06, (n, 3, 1, 1))))
    contrast, noise = drawn(np.exp(rng.normal(0, 0.15, (n, 1, 1, 1)))), drawn(0.012 * rng.random((n, 1, 1, 1)))
    middle = x.mean((1, 2, 3), keepdim=True)
    x = ((x - middle) * contrast + middle) * gain
    grey = torch.from_numpy(rng.random(n) < 0.15)
    x[grey] = x[grey].mean(1, keepdim=True).expand(-1, 3, -1, -1)
    return (x + drawn(rng.standard_normal(x.shape, np.float32)) * noise).clamp_(0, 1)


class ShapeRows:
    """folder: of render_faces.py, which may still be writing. kept: where the early layers' numbers go.
    learning: every other row is mirrored, all are recoloured."""

    def __init__(self, folder: Path, kept: Path, surface: FaceSurface, early: EarlyLayers, learning: bool):
        self.folder, self.kept, self.surface, self.early, self.learning = folder, kept, surface, early, learning
        kept.mkdir(parents=True, exist_ok=True)
        self.taken: dict[str, int] = {}
        self.where: list[tuple[np.ndarray, int]] = []
        self.parts: list[dict[str, np.ndarray]] = []
        self.refresh()

    def __len__(self) -> int:
        return len(self.where)

    def refresh(self, most: int = 1 << 30) -> None:
        """Takes in what has been written since, at most so many rows of each file."""
        for truths in sorted(self.folder.glob("truths-*.f32")):
            pictures = truths.with_name(truths.name.replace("truths", "pictures").replace("f32", "u8"))
            begin = self.taken.get(truths.name, 0)
            written = min(truths.stat().st_size // (4 * WIDTH), pictures.stat().st_size // SIDE**2 // 3)
            last = min(written, begin + most)
            while begin < last and (last - begin >= BLOCK or begin == 0):
                end = min(last, begin + BLOCK)
                self._take(truths, pictures, begin, end)
                self.taken[truths.name] = begin = end

    def _take(self, truths: Path, pictures: Path, begin: int, end: int) -> None:
        rows = np.fromfile(truths, "<f4", (end - begin) * WIDTH, offset=4 * begin * WIDTH).reshape(-1, WIDTH)
        rng = np.random.default_rng([*truths.stem.encode(), begin])
        mirrored = (rng.random(len(rows)) < 0.5) if self.learning else np.zeros(len(rows), bool)
        file = self.kept / f"{truths.stem}-{begin}-{end}.f16"
        if not file.exists():
            offset = begin * SIDE**2 * 3
            seen = np.memmap(pictures, np.uint8, "r", offset=offset, shape=(len(rows), SIDE, SIDE, 3))
            self._keep(file, seen, mirrored, rng)
        kept = np.memmap(file, KEPT, "r", shape=(len(rows), EARLY_CELLS, EARLY_CELLS, EARLY_CHANNELS))
        self.where += [(kept, row) for row in range(len(rows))]
        self.parts.append(self._told(rows, mirrored))

    def _keep(self, file: Path, pictures: np.ndarray, mirrored: np.ndarray, rng: np.random.Generator) -> None:
        partial = file.with_suffix(".partial")
        with open(partial, "wb") as out:
            for begin in range(0, len(pictures), 64):
                some, turn = np.array(pictures[begin : begin + 64]), mirrored[begin : begin + 64]
                some[turn] = some[turn, :, ::-1]
                out.write(self.early(some, rng if self.learning else None).tobytes())
        partial.rename(file)

    def _told(self, rows: np.ndarray, mirrored: np.ndarray) -> dict[str, np.ndarray]:
        read = rows[:, ROW["read"]].reshape(-1, POINTS, 3)[:, :, :2]
        exact = rows[:, ROW["exact"]].reshape(-1, POINTS, 2)
        across = np.linalg.norm((read[:, 263] + read[:, 362] - read[:, 33] - read[:, 133]) / 2, axis=1)[:, None, None]
        told = {"level": levelled(torch.from_numpy(read)).numpy(), "offset": (exact - read) / across,
                "shape": rows[:, ROW["shape"]].copy(), "surface": self.surface.still(rows[:, ROW["offset"]]), "pose": pose_of(rows)}
        told = {name: value.astype(np.float32) for name, value in told.items()}
        for name in ("level", "offset"):
            told[name][mirrored] = told[name][mirrored][:, self.surface.mirror_points] * np.float32([-1, 1])
        told["shape"][mirrored] *= self.surface.parity
        told["surface"][mirrored] = told["surface"][mirrored][:, self.surface.mirror]
        told["pose"][mirrored] *= np.float32([1, -1, -1, 1])
        return {**told, "turned": rows[:, ROW["turned"]].ravel() > 0, "generator": rows[:, ROW["generator"]].ravel() > 0}

    def table(self) -> dict[str, np.ndarray]:
        """Everything but the pictures, a row each."""
        if len(self.parts) > 1:
            self.parts = [{name: np.concatenate([part[name] for part in self.parts]) for name in self.parts[0]}]
        return self.parts[0]

    def batch(self, rows: np.ndarray) -> tuple[Tensor, dict[str, Tensor]]:
        """early [B,32,48,48], and by name: level, offset [B,478,2], shape [B,80], surface [B,SURFACE] mm, pose [B,4]"""
        early = np.stack([self.where[row][0][self.where[row][1]] for row in rows])
        table = self.table()
        return torch.from_numpy(early).permute(0, 3, 1, 2), {name: torch.from_numpy(table[name][rows]) for name in BATCH_KEYS}


def pose_of(rows: np.ndarray) -> np.ndarray:
    """[n,4] pitch, yaw, roll against the line of sight to the head's origin and the crop's axes; ln of the distance, m"""
    angles, (x, y, z) = rows[:, ROW["angles"]].astype(float), rows[:, ROW["translation"]].astype(float).T
    a, b = rows[:, ROW["crop"]].astype(float)[:, :2].T
    right, up, none = x / -z, y / -z, np.zeros(len(rows))
    across = np.hypot(right, up)
    share = np.where(across < 1e-12, 1, np.arctan(across) / np.maximum(across, 1e-12))
    # The crop turns the picture clockwise, as y points down: the head's own axes turn the other way.
    about_sight = turned_by(np.stack([none, none, -np.arctan2(b, a)], 1))
    r = about_sight @ turned_by(np.stack([-up * share, right * share, none], 1)) @ rotations(*angles.T)
    return np.stack([np.arctan2(r[:, 2, 1], r[:, 2, 2]), np.arcsin(np.clip(-r[:, 2, 0], -1, 1)),
                     np.arctan2(r[:, 1, 0], r[:, 0, 0]), np.log(-z / 1000)], 1)


def rotations(pitch: np.ndarray, yaw: np.ndarray, roll: np.ndarray) -> np.ndarray:
    """[n,3,3], as ../renders/crops.py's `rotation_of` makes one"""
    (cp, cy, cr), (sp, sy, sr) = (tuple(of(angle) for angle in (pitch, yaw, roll)) for of in (np.cos, np.sin))
    return np.stack([cr * cy, cr * sy * sp - sr * cp, cr * sy * cp + sr * sp,
                     sr * cy, sr * sy * sp + cr * cp, sr * sy * cp - cr * sp, -sy, cy * sp, cy * cp], 1).reshape(-1, 3, 3)


def turned_by(vectors: np.ndarray) -> np.ndarray:
    """[n,3] Rodrigues vectors -> [n,3,3]"""
    angle = np.maximum(np.linalg.norm(vectors, axis=1), 1e-12)[:, None, None]
    cross = np.zeros((len(vectors), 3, 3))
    cross[:, 0, 1], cross[:, 0, 2], cross[:, 1, 2] = -vectors[:, 2], vectors[:, 1], -vectors[:, 0]
    cross = (cross - cross.transpose(0, 2, 1)) / angle
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
