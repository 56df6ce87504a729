"""Per-vertex region masks read from the CC0 texture masks of MPFB."""

import cv2
import numpy as np
from scipy.spatial import cKDTree

NAMES = {"face": "face", "ears": "ears", "lips": "lips", "mouth": "inside-mouth", "eyelids": "eyelids"}


def sample(image, uv):
    height, width = image.shape
    x = np.clip((uv[:, 0] * width).astype(int), 0, width - 1)
    y = np.clip(((1 - uv[:, 1]) * height).astype(int), 0, height - 1)
    return image[y, x] / 255.0


def read_masks(mh):
    """name -> [N] in 0..1 at base vertices, the same on both sides of the face."""
    body = mh.quad_groups == "body"
    uv = np.zeros((len(mh.points), 2))
    uv[mh.quads[body].ravel()] = mh.uvs[mh.quad_uvs[body].ravel()]
    mirror = cKDTree(mh.points).query(mh.points * [-1, 1, 1])[1]
    folder = mh.root / "mpfb2/textures"
    masks = {}
    for name, file in NAMES.items():
        image = cv2.GaussianBlur(cv2.imread(str(folder / f"mpfb_{file}.jpg"), 0), (0, 0), 2)
        value = sample(image, uv)
        masks[name] = (value + value[mirror]) / 2
    return masks
