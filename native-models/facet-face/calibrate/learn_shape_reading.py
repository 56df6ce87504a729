"""Learns how landmarks as read tell the model's shape, and writes that into the model file.

    python learn_shape_reading.py --faces FACES --held-out HELD_OUT --portraits portraits.f32 [--check]

`--faces` and `--held-out` of ../../training/renders/render_faces.py, `--portraits` of read-portraits.ts (in this folder).
Prints how well it works on skins and shapes it has not learnt from, and how well what the model file holds does;
`--check` stops there. Ridge regression with left and right mirrored.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "build"), str(HERE.parents[1] / "training" / "renders")]
from ffm import basis, quantise, read_ffm, write_ffm  # noqa: E402
from render_faces import ROW, WIDTH  # noqa: E402

MODEL = HERE.parent / "facet-face.ffm"
CANONICAL = HERE.parents[1] / "facemesh-attention" / "canonical-face.json"
POINTS = 478
IRISES = [(468, 473), (469, 476), (470, 475), (471, 474), (472, 477)]
# Flat from 3e-6 to 1e-4 on people held out; how much a turned head counts beside a nearly frontal one was not searched.
PENALTY, TURNED = 5e-5, 0.5
# Renders and portraits differ in the mean (hair, pores, smiles). How far a picture lies along that difference says nothing
# about the person: as if its spread along it were this many times the difference.
DOMAIN_SPREAD = 1.7


def levelled(landmarks):
    """[n,478,3] pixels -> [n,478,2]: eyes level, about the middle, in inter-ocular distances."""
    xy = landmarks[:, :, :2].astype(float)
    across = (xy[:, 263] + xy[:, 362] - xy[:, 33] - xy[:, 133]) / 2
    length = np.hypot(*across.T)
    cos, sin = across.T / length**2
    xy = xy - xy.mean(1, keepdims=True)
    x, y = xy[:, :, 0].T, xy[:, :, 1].T
    return np.stack([(cos * x + sin * y).T, (cos * y - sin * x).T], 2)


def mirror_indices():
    vertices = np.array(json.loads(CANONICAL.read_text())["vertices"])[:468]
    mirror = np.arange(POINTS)
    mirror[:468] = np.linalg.norm(vertices - vertices[:, None] * [-1, 1, 1], axis=2).argmin(1)
    for left, right in IRISES:
        mirror[left], mirror[right] = right, left
    return mirror


def halves(points, mirror):
    """What is alike on both sides of the face and what is opposite, each [n,956]."""
    mirrored = points[:, mirror] * [-1, 1]
    return (points + mirrored).reshape(len(points), -1) / 2, (points - mirrored).reshape(len(points), -1) / 2


def read_rows(folder):
    """(shapes [n,K], landmarks as read [n,478,2], levelled, turned [n], outside the model [n])"""
    rows = np.concatenate([np.fromfile(file, "<f4", file.stat().st_size // (4 * WIDTH) * WIDTH).reshape(-1, WIDTH)
                           for file in sorted(folder.glob("truths-*.f32"))])
    read = rows[:, ROW["read"]].reshape(-1, POINTS, 3)
    turned, other = (rows[:, ROW[name]].ravel() > 0 for name in ("turned", "generator"))
    return rows[:, ROW["shape"]].astype(float), levelled(read), turned, other


def learn(shapes, points, turned, portraits, mirror, parity):
    """mean [478,2], weights [K,478,2]"""
    weight = np.where(turned, TURNED, 1.0)
    even, odd = halves(points, mirror)
    mean = np.average(even, axis=0, weights=weight)
    frontal = points[~turned].mean(0, keepdims=True)
    domain = (halves(portraits.mean(0, keepdims=True), mirror)[0] - halves(frontal, mirror)[0])[0]
    weights = np.zeros((shapes.shape[1], points[0].size))
    for half, of, nuisance in ((even - mean, parity > 0, domain), (odd, parity < 0, 0 * domain)):
        scaled = half * weight[:, None]
        normal = scaled.T @ half
        normal += PENALTY * np.trace(normal) / len(normal) * np.eye(len(normal))
        normal += DOMAIN_SPREAD**2 * len(points) * np.outer(nuisance, nuisance)
        weights[of] = np.linalg.solve(normal, scaled.T @ shapes[:, of]).T
    return mean.reshape(POINTS, 2), weights.reshape(-1, POINTS, 2)


def mode_parity(tensors):
    """[K] 1 for modes that are alike on both sides of the face, -1 for those that are opposite."""
    modes = basis(tensors, "identity")
    return np.sign((modes * modes[:, tensors["symmetry"]] * [-1, 1, 1]).sum((1, 2)))


def surface_metric(header, tensors):
    """[K,v], [v]: the modes along the mean face's normals, rigid motion taken out, and shares of the judged area."""
    mean, triangles = tensors["mean"], tensors["triangles"].astype(int)
    corners = mean[triangles]
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal, area = np.zeros_like(mean), np.zeros(len(mean))
    for corner in triangles.T:
        np.add.at(normal, corner, cross)
        np.add.at(area, corner, np.linalg.norm(cross, axis=1))
    names = [header["regions"][str(r)] for r in tensors["region"]]
    judged = np.isin(names, ["skin", "lips", "eyebrow"]) & (tensors["paintWeight"] >= 0.5)
    normal = normal[judged] / np.linalg.norm(normal[judged], axis=1, keepdims=True)
    area = area[judged] / area[judged].sum()
    place = mean[judged] - mean[judged].mean(0)
    rigid = np.concatenate([np.cross(place, normal) / 50, normal], 1).T
    along = np.einsum("kvc,vc->kv", basis(tensors, "identity")[:, judged], normal)
    along -= along @ np.linalg.solve((rigid * area) @ rigid.T, rigid * area).T @ rigid
    return along, area


def report(title, found, held_out, along, area):
    shapes, _, turned, other = held_out
    for name, of in (("frontal", ~turned), ("frontal, of the model", ~turned & ~other), ("turned", turned)):
        error, nothing = ((np.abs(s @ along) @ area).mean() for s in ((found - shapes)[of], shapes[of]))
        print(f"{title}, {of.sum()} {name}: {error:.2f} mm, mean face {nothing:.2f}, {100 * (1 - error / nothing):.0f} % better")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--faces", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--portraits", required=True)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    header, tensors = read_ffm(MODEL)
    held_out = read_rows(options.held_out)
    metric = surface_metric(header, tensors)
    portraits = levelled(np.fromfile(options.portraits, "<f4").reshape(-1, POINTS, 3))

    def read(mean, weights):
        return np.tensordot(held_out[1] - mean, weights, ((1, 2), (1, 2)))

    report("as the file has it", read(tensors["shapeReadingMean"], basis(tensors, "shapeReading")), held_out, *metric)
    shapes, points, turned, _ = read_rows(options.faces)
    mean, weights = learn(shapes, points, turned, portraits, mirror_indices(), mode_parity(tensors))
    report(f"learnt from {len(shapes)}", read(mean, weights), held_out, *metric)
    if options.check:
        return
    packed, scale = quantise(weights)
    del header["tensors"]
    reading = {"shapeReading": packed, "shapeReadingScale": scale, "shapeReadingMean": mean.astype(np.float32)}
    write_ffm(MODEL, header, {**tensors, **reading})


if __name__ == "__main__":
    main()
