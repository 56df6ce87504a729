"""Depth of the visible surface on held-out samples, from 128, 64 and 32 px."""

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from volume_network import FacetVolume
from volume_samples import Samples, to_tensors

COUNT = 24
# A crop pixel at the eyes, mm: 63 mm between the pupils are 0.3 of 128 px.
MILLIMETRES = 63 / (0.3 * 128)


def first_surface(probability: Tensor) -> Tensor:
    """[B,D,H,W] -> [B,H,W] depth in slices of the first crossing of a half, interpolated; infinite where there is none."""
    inside = probability >= 0.5
    first = inside.float().argmax(1)
    here = probability.gather(1, first[:, None])[:, 0]
    before = probability.gather(1, (first - 1).clamp(min=0)[:, None])[:, 0]
    depth = first + 0.5 - ((here - 0.5) / (here - before).clamp(min=1e-6)).clamp(0, 1)
    return torch.where(inside.any(1), depth, torch.inf)


def quick_check(model: FacetVolume, samples: Samples) -> dict[str, float]:
    """Mean absolute depth error in mm over columns that are face in truth and answer, and their overlap (IoU)."""
    found = {}
    model.eval()
    for kind, rows in samples.held_out.items():
        chosen = rows[:: max(1, len(rows) // COUNT)][:COUNT]
        for low in (128, 32):
            faces = [poor(np.array(samples.pictures[row]), low) for row in chosen]
            if not faces:
                continue
            face, front, _ = to_tensors(faces, [samples.fronts[r] for r in chosen], [samples.backs[r] for r in chosen])
            with torch.no_grad():
                depth = first_surface(torch.sigmoid(model(face)))
            truth, answer = front < 200, torch.isfinite(depth)
            both = truth & answer
            error = (depth - front).abs()[both]
            found[f"{kind}{low}mm"] = round(float(error.mean()) * MILLIMETRES, 3)
            found[f"{kind}{low}iou"] = round(float(both.sum() / (truth | answer).sum()), 4)
    model.train()
    return found


def poor(picture: np.ndarray, low: int) -> np.ndarray:
    if low == picture.shape[0]:
        return picture
    small = Image.fromarray(picture).resize((low, low), Image.Resampling.BICUBIC)
    return np.asarray(small.resize(picture.shape[:2], Image.Resampling.BICUBIC))
