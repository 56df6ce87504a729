"""What the network makes of renders it has not learnt from: skins of held-out people, shapes never seen."""

import numpy as np
import torch

from face_surface import FaceSurface
from shape_network import ShapeNetwork
from shape_rows import ShapeRows


@torch.no_grad()
def answers(network: ShapeNetwork, rows: ShapeRows) -> tuple[np.ndarray, ...]:
    """offset [n,478,2] (distances between the eyes), shape [n,80], ln of its sigma, pose [n,4] (radians, ln m), its sigma"""
    network.eval()
    found = []
    for begin in range(0, len(rows), 64):
        early, told = rows.batch(np.arange(begin, min(len(rows), begin + 64)))
        offset, _, shape, shape_sigma, pose, pose_sigma = (part.float() for part in network(early.float(), told["level"]))
        found.append((network.offset_centre + network.offset_spread * offset, shape, shape_sigma,
                      network.pose_centre + network.pose_spread * pose, network.pose_spread * pose_sigma.exp()))
    network.train()
    return tuple(torch.cat(part).numpy() for part in zip(*found))


def check(network: ShapeNetwork, rows: ShapeRows, surface: FaceSurface) -> dict[str, dict[str, object]]:
    """By kind: surface (mm along the normals), what that is below the mean face (per cent), points (per cent of the distance
    between the eyes; as read, and as told), angles (degrees: pitch, yaw, roll)."""
    offset, shape, _, pose, _ = answers(network, rows)
    told, area, weight = rows.table(), surface.area, surface.landmark_weight
    turned, other = told["turned"], told["generator"]
    report = {}
    for name, of in (("frontal", ~turned & ~other), ("frontal, outside the model", ~turned & other), ("turned", turned)):
        error, nothing = ((np.abs(off) @ area).mean() for off in (shape[of] @ surface.along - told["surface"][of], told["surface"][of]))
        read, after = ((np.linalg.norm(off, axis=2) @ weight).mean() * 100 / weight.sum()
                       for off in (told["offset"][of], offset[of] - told["offset"][of]))
        angles = np.rad2deg(np.abs(pose[of, :3] - told["pose"][of, :3]).mean(0))
        report[name] = {"surface": round(float(error), 3), "better": round(100 * float(1 - error / nothing), 1),
                        "pointsRead": round(float(read), 2), "points": round(float(after), 2),
                        "angles": [round(float(angle), 2) for angle in angles]}
    return report
