"""What the network makes of held-out people, by the width of the face in pixels."""

import numpy as np
import torch

from coefficient_network import CoefficientNetwork, Exported
from face_model import FaceAtLandmarks, eye_distance
from face_samples import STORED_FACE, Samples

WIDTHS = (16, 24, 32, 48, 64, 128)


def check(network: CoefficientNetwork, samples: Samples, count: int, widths=WIDTHS) -> dict[str, dict[str, float]]:
    """By kind and width: pose (mean of the three angles, degrees), nme (478 points, over the eyes' distance), shape (error
    of the identity over that of the mean face, both rms over the surface), and how many of their sigmas angles err."""
    found = {}
    exported = Exported(network).eval()
    for kind, rows in samples.held_out.items():
        chosen = [int(row) for row in rows[:: max(1, len(rows) // count)][:count]]
        for width in widths if chosen else ():
            rng = np.random.default_rng((7, width))
            batch = samples.collect(chosen, [samples.sample(row, min(width, STORED_FACE), rng) for row in chosen])
            with torch.no_grad():
                parts = [exported(face) for face in batch.face.split(64)]
            mean, sigma = (torch.cat(part) for part in zip(*parts))
            found[f"{kind} {width}"] = figures(samples.model, mean, sigma, batch)
    network.train()
    return found


def figures(face: FaceAtLandmarks, mean, sigma, batch) -> dict[str, float]:
    off = mean - batch.coefficients
    projected = face.project(mean, batch.depth)
    nme = (projected - batch.points).norm(dim=2).mean(1) / eye_distance(batch.points)
    size = face.mode_size
    shape = ((off[:, face.identity_part] * size) ** 2).sum() / ((batch.coefficients[:, face.identity_part] * size) ** 2).sum()
    degrees = torch.rad2deg(off[:, :3].abs()).mean(0)
    return {
        "pose": round(float(degrees.mean()), 2),
        "angles": [round(float(v), 2) for v in degrees],
        "nme": round(100 * float(nme.mean()), 2),
        "shape": round(float(shape.sqrt()), 3),
        "sigmas": round(float((off[:, :3] / sigma[:, :3]).pow(2).mean().sqrt()), 2),
    }
