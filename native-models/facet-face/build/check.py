"""Invariants of a model file: python check.py <model.ffm>"""

import os
import sys

import numpy as np

from ffm import basis, read_ffm
from preview import landmark_points
from procrustes import motion_basis


def main(path):
    header, t = read_ffm(path)
    failures = []

    def check(name, ok, detail=""):
        print("ok  " if ok else "FAIL", name, detail)
        if not ok:
            failures.append(name)

    mean, triangles = t["mean"].astype(float), t["triangles"].astype(int)
    count = len(mean)
    check("under 10 MB", os.path.getsize(path) < 10e6, f"{os.path.getsize(path) / 1e6:.2f} MB")
    check("tensors aligned", all(e["offset"] % 64 == 0 for e in header["tensors"].values()))
    check("all finite", all(np.isfinite(a).all() for a in t.values()))
    check("mode counts match the header", len(t["identity"]) == header["identityModes"] and len(t["expression"]) == len(header["expressionNames"]) and len(t["albedo"]) == header["albedoModes"])
    symmetry = t["symmetry"].astype(int)
    check("symmetry is an involution", (symmetry[symmetry] == np.arange(count)).all())
    check("mean is symmetric", np.abs(mean[symmetry] * [-1, 1, 1] - mean).max() < 1e-3)
    check("every vertex is used", len(np.unique(triangles)) == count)
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    check("winding is consistent", len(np.unique(edges, axis=0)) == len(edges))
    corner = mean[triangles]
    normal = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    area = np.linalg.norm(normal, axis=1) / 2
    check("no degenerate triangle", area.min() > 1e-4, f"smallest {area.min():.4f} mm2")
    outward = (normal[:, 2] > 0)[(t["region"][triangles] == 0).all(1) & (corner.mean(1)[:, 2] > mean[:, 2].max() - 60)].mean()
    check("counter-clockwise from outside", outward > 0.9, f"{outward:.3f} of the front faces the viewer")
    check("uv in the unit square", t["uv"].min() >= 0 and t["uv"].max() <= 1)
    uv = t["uv"][triangles][np.isin(t["region"], (0, 1, 6, 7, 8, 9, 10))[triangles].all(1)].astype(float)
    e1, e2 = uv[:, 1] - uv[:, 0], uv[:, 2] - uv[:, 0]
    turn = e1[:, 0] * e2[:, 1] - e1[:, 1] * e2[:, 0]
    check("no folded texture triangle on the skin", (turn > 0).all(), f"{(turn <= 0).sum()} folded")
    for name, points in (("478", 478), ("68", 68), ("5", 5)):
        bary = t[f"landmark{name}Barycentric"]
        check(f"landmark{name}: barycentrics sum to 1, none negative", np.abs(bary.sum(1) - 1).max() < 1e-5 and bary.min() >= 0 and len(bary) == points)
    five, sixty, mesh = (landmark_points(t, n, mean) for n in ("5", "68", "478"))
    check("eyes left to right, nose between, mouth below", five[0, 0] < five[2, 0] < five[1, 0] and five[3, 0] < five[4, 0] and five[:2, 1].min() > five[2, 1] > five[3:, 1].max())
    check("nose tip is the foremost landmark", five[2, 2] > np.delete(mesh[:468], [1, 4, 5, 19, 44, 45, 274, 275], 0)[:, 2].max() - 6)
    distance = np.linalg.norm(t["eyeCentre"][1] - t["eyeCentre"][0])
    check("eye centres 62..64 mm apart", 62 <= distance <= 64, f"{distance:.2f} mm")
    iod5 = np.linalg.norm(five[1] - five[0])
    check("pupils over the eye centres", abs(iod5 - distance) < 1, f"{iod5:.2f} mm")
    check("68: jaw goes from viewer's left to right through the chin", (np.diff(sixty[:17, 0]) > -1).all() and sixty[:17, 1].argmin() == 8)
    check("68: brows above eyes above mouth", sixty[17:27, 1].min() > sixty[36:48, 1].max() > sixty[48:, 1].max())
    mirrored = five[[1, 0, 2, 4, 3]] * [-1, 1, 1]
    check("five points are symmetric", np.abs(mirrored - five).max() < 0.2, f"{np.abs(mirrored - five).max():.3f} mm")
    iris = mesh[468:478]
    diameter = [np.linalg.norm(iris[k + 1] - iris[k + 3]) for k in (0, 5)]
    check("irises 11.7 mm wide", np.abs(np.array(diameter) - 11.7).max() < 0.6, f"{diameter[0]:.2f} {diameter[1]:.2f}")
    face = (t["region"] == 0) * t["paintWeight"] * sum(np.bincount(triangles[:, i], area, count) for i in range(3))
    identity = basis(t, "identity").astype(float)
    motion = motion_basis(mean, face)
    share = np.abs((identity.reshape(len(identity), -1) * np.repeat(face, 3)) @ motion.T) / np.sqrt((identity**2 * face[:, None]).sum((1, 2)))[:, None]
    check("identity carries little pose and scale", share.max() < 0.35, f"largest share {share.max():.3f} (measured with another vertex weight than the build's)")
    region_names = header["regions"]
    check("every region has a name", set(map(str, np.unique(t["region"]))) <= set(region_names))
    weight, outer = t["paintWeight"], border(triangles, t["region"])
    outer = outer[np.linalg.norm(mean[outer] - sixty[48:68].mean(0), axis=1) > 45]  # not the lips' inner rim
    check("paint weight in 0..1 and 0 at the border", weight.min() >= 0 and weight.max() <= 1 and weight[outer].max() < 0.2)
    albedo = t["albedoMean"]
    check("albedo in 0..1", albedo.min() >= 0 and albedo.max() <= 1)
    units = basis(t, "expression").astype(float)
    named = {n: i for i, n in enumerate(header["expressionNames"])}
    lids = [(159, 145), (386, 374)]
    for name, (upper, lower) in zip(("eyeBlinkRight", "eyeBlinkLeft"), lids):
        closed = landmark_points(t, "478", mean + units[named[name]])
        gap = closed[upper, 1] - closed[lower, 1]
        check(f"{name} closes the eye", gap < 2.0, f"gap {gap:.2f} mm, open {mesh[upper, 1] - mesh[lower, 1]:.2f} mm")
    jaw = landmark_points(t, "478", mean + units[named["jawOpen"]])
    check("jawOpen opens the mouth", jaw[13, 1] - jaw[14, 1] > 15, f"{jaw[13, 1] - jaw[14, 1]:.1f} mm")
    left, right = (units[named[n]] for n in ("mouthSmileLeft", "mouthSmileRight"))
    check("left and right units mirror each other", np.abs(left[symmetry] * [-1, 1, 1] - right).max() < 0.6, f"{np.abs(left[symmetry] * [-1, 1, 1] - right).max():.3f} mm")
    return 1 if failures else 0


def border(triangles, region):
    """Vertices on the outer edge of the skin."""
    faces = triangles[np.isin(region, (0, 8, 9))[triangles].all(1) & ~(np.isin(region, (1, 6))[triangles].any(1))]
    directed = {(a, b) for f in faces for a, b in ((f[0], f[1]), (f[1], f[2]), (f[2], f[0]))}
    everything = {(a, b) for f in triangles for a, b in ((f[0], f[1]), (f[1], f[2]), (f[2], f[0]))}
    rim = {a for a, b in directed if (b, a) not in everything}
    return np.array(sorted(rim))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
