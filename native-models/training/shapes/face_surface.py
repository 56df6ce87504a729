"""Where shapes are compared: the face model's judged surface along its normals, rigid motion taken out."""

import json

import numpy as np

from render_faces import MODELS, basis, judged_surface, normals_of, read_ffm, surface_vertices

POINTS, MESH = 478, 468
IRISES = [(468, 473), (469, 476), (470, 475), (471, 474), (472, 477)]


class FaceSurface:
    """area [SURFACE] shares; along [80,SURFACE] mm of each mode; parity [80] 1 for modes that are alike on both sides of the
    face, -1 for those that are opposite; mirror [SURFACE] and mirror_points [478]: what lies on the other side."""

    def __init__(self):
        header, tensors = read_ffm(MODELS / "facet-face" / "facet-face.ffm")
        identity, mean = basis(tensors, "identity"), tensors["mean"].astype(np.float32)
        judged, area = judged_surface(header, tensors)
        at = surface_vertices(judged)
        normal = normals_of(mean, tensors["triangles"].astype(np.int32))[at]
        area = area[np.searchsorted(judged, at)]
        self.area = area / area.sum()
        place = mean[at] - self.area @ mean[at]
        self.rigid = np.concatenate([np.cross(place, normal) / 50, normal], 1).T
        self.along = self.still(np.einsum("kvc,vc->kv", identity[:, at], normal))
        self.parity = np.sign((identity * identity[:, tensors["symmetry"]] * [-1, 1, 1]).sum((1, 2))).astype(np.float32)
        self.mirror = nearest_mirrored(mean[at])
        self.landmark_weight = tensors["landmark478Weight"].astype(np.float32)
        canonical = json.loads((MODELS / "facemesh-attention" / "canonical-face.json").read_text())
        self.mirror_points = np.arange(POINTS)
        self.mirror_points[:MESH] = nearest_mirrored(np.array(canonical["vertices"])[:MESH])
        for left, right in IRISES:
            self.mirror_points[[left, right]] = right, left

    def still(self, offsets: np.ndarray) -> np.ndarray:
        """[n,SURFACE] mm along the normals, without what a rigid motion of the head would do"""
        rigid, area = self.rigid, self.area
        return offsets - offsets @ np.linalg.solve((rigid * area) @ rigid.T, rigid * area).T @ rigid


def nearest_mirrored(points: np.ndarray) -> np.ndarray:
    """[n,3] -> [n] for each point the one nearest to its mirror image"""
    return np.linalg.norm(points[None] - points[:, None] * [-1, 1, 1], axis=2).argmin(1)
