"""The morphable face at its 478 landmarks, for losses in the picture, and how everything looks in a mirror."""

import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

FACE = Path(__file__).resolve().parents[2] / "facet-face"
sys.path.insert(0, str(FACE / "build"))
from ffm import basis, read_ffm  # noqa: E402

POSE, LIGHT, POINTS = 6, 27, 478
UNIT_MILLIMETRES = 100  # of main/engine/geometry/crop-pose.ts
# -x, xy and -xz of main/engine/geometry/spherical-harmonics.ts
LIGHT_ODD = (3, 4, 7)


class FaceAtLandmarks:
    def __init__(self, file: Path = FACE / "facet-face.ffm"):
        header, tensors = read_ffm(file)
        corners = tensors["triangles"].astype(int)[tensors["landmark478Triangle"]]
        weights = tensors["landmark478Barycentric"][..., None]

        def at_landmarks(values: np.ndarray) -> np.ndarray:
            return (values[..., corners, :] * weights).sum(-2)

        identity, expression = basis(tensors, "identity"), basis(tensors, "expression")
        mean = at_landmarks(tensors["mean"])
        five = tensors["triangles"].astype(int)[tensors["landmark5Triangle"]]
        anchor = (tensors["mean"][five] * tensors["landmark5Barycentric"][..., None]).sum(1).mean(0)
        self.names = header["expressionNames"]
        self.modes, self.expressions = len(identity), len(expression)
        self.outputs = POSE + self.modes + self.expressions + LIGHT
        self.identity_part = slice(POSE, POSE + self.modes)
        self.expression_part = slice(self.identity_part.stop, self.identity_part.stop + self.expressions)
        self.mean = torch.from_numpy(mean - anchor).float()
        self.identity = torch.from_numpy(at_landmarks(identity)).float().flatten(1)
        self.expression = torch.from_numpy(at_landmarks(expression)).float().flatten(1)
        self.weight = torch.from_numpy(tensors["landmark478Weight"].astype(np.float32))
        painted = tensors["paintWeight"] >= 0.5
        # [K] how far a mode moves the face's surface, rms mm
        self.mode_size = torch.from_numpy(np.sqrt((identity[:, painted] ** 2).sum(2).mean(1))).float()
        self.mirror_points = np.linalg.norm(mean * [-1, 1, 1] - mean[:, None], axis=2).argmin(1)
        self.mirror_order, self.mirror_sign = self._mirror(identity, tensors["symmetry"])

    def _mirror(self, identity: np.ndarray, symmetry: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Coefficients of the mirrored face = sign * coefficients[order]; its x is 1 - x, not -x."""
        order, sign = np.arange(self.outputs), np.ones(self.outputs, np.float32)
        sign[[1, 2]] = -1  # yaw, roll
        sign[self.identity_part] = np.sign((identity * identity[:, symmetry] * [-1, 1, 1]).sum((1, 2)))
        sides = {"Left": "Right", "Right": "Left"}
        for e, name in enumerate(self.names):
            side = next((side for side in sides if name.endswith(side)), None)
            other = name if side is None else name[: -len(side)] + sides[side]
            order[self.expression_part.start + e] = self.expression_part.start + self.names.index(other)
        for colour in range(3):
            sign[[self.expression_part.stop + 9 * colour + k for k in LIGHT_ODD]] = -1
        return order, sign

    def project(self, coefficients: Tensor, depth: Tensor) -> Tensor:
        """coefficients [B,C], depth of the anchor [B] mm -> [B,478,2] landmarks in crop edges."""
        angles, place, scale = coefficients[:, :3], coefficients[:, 3:5], coefficients[:, 5].exp() / UNIT_MILLIMETRES
        moved = coefficients[:, self.identity_part] @ self.identity
        moved = moved + coefficients[:, self.expression_part] @ self.expression
        points = self.mean + moved.view(len(coefficients), POINTS, 3)
        points = points @ rotations(angles).transpose(1, 2)
        scale = scale[:, None] * depth[:, None] / (depth[:, None] - points[:, :, 2])
        return torch.stack([place[:, :1] + scale * points[:, :, 0], place[:, 1:] - scale * points[:, :, 1]], 2)


def rotations(angles: Tensor) -> Tensor:
    """[B,3] pitch, yaw, roll -> [B,3,3] Rz(roll) Ry(yaw) Rx(pitch)"""
    (cp, cy, cr), (sp, sy, sr) = angles.cos().unbind(1), angles.sin().unbind(1)
    rows = (cr * cy, cr * sy * sp - sr * cp, cr * sy * cp + sr * sp,
            sr * cy, sr * sy * sp + cr * cp, sr * sy * cp - cr * sp,
            -sy, cy * sp, cy * cp)
    return torch.stack(rows, 1).view(-1, 3, 3)


def eye_distance(points: Tensor) -> Tensor:
    """[B,478,2] -> [B] between the middles of the eyes' corners"""
    return ((points[:, 33] + points[:, 133] - points[:, 263] - points[:, 362]) / 2).norm(dim=1)
