"""Albedo statistics from portraits: python photo_albedo.py <model.ffm> <data folder> <landmarks.npz> <albedo.npz>

Every portrait is fitted, sampled at the model's vertices and freed of its light (grey second-order
spherical harmonics, Ramamoorthi & Hanrahan 2001, of mean 1 over the face: exposure and skin tone
cannot be told apart in one photograph). Means and covariances weigh skin tones evenly.
"""

import sys
from pathlib import Path

import cv2
import numpy as np

from ffm import basis
from fit import LandmarkModel, angles, fit, project
from render import rasterize, vertex_normals

PORTRAITS = 420
MODES = 24
INNER_MM = 9.0  # photographs count this far inside the mask's border
SKIN, LIPS, LID_RIM, BROW, NOSTRIL = 0, 1, 6, 7, 10
to_linear = lambda c: np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
to_srgb = lambda c: np.where(c <= 0.0031308, 12.92 * c, 1.055 * np.maximum(c, 0.0031308) ** (1 / 2.4) - 0.055)


def harmonics(n):
    x, y, z = n.T
    return np.stack([np.ones_like(x), y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y], 1)


def sample_portrait(image, found, mean, identity, units, triangles):
    """(colour [V,3] sRGB 0..1, seen [V] bool, normals [V,3] in camera space)."""
    shape = mean + np.tensordot(found["identity"].astype(np.float32), identity, 1) + np.tensordot(found["units"].astype(np.float32), units, 1)
    flat, turned, _ = project(shape.astype(float), found["pose"])
    height, width = image.shape[:2]
    screen = np.c_[flat, turned[:, 2]]
    index, bary = rasterize(screen, triangles, width, height)
    depth = np.full(index.shape, -1e9)
    hit = index >= 0
    depth[hit] = (bary[hit] * turned[triangles[index[hit]], 2]).sum(1)
    ix, iy = np.clip(flat[:, 0].astype(int), 0, width - 1), np.clip(flat[:, 1].astype(int), 0, height - 1)
    normals = vertex_normals(shape.astype(float), triangles) @ found["pose"][0].T
    inside = (flat > 1).all(1) & (flat[:, 0] < width - 1) & (flat[:, 1] < height - 1)
    seen = inside & (turned[:, 2] > depth[iy, ix] - 2.0) & (normals[:, 2] > 0.25)
    blurred = cv2.GaussianBlur(image, (0, 0), 0.6).astype(np.float32) / 255
    colour = cv2.remap(blurred, flat[:, :1].astype(np.float32) - 0.5, flat[:, 1:].astype(np.float32) - 0.5, cv2.INTER_LINEAR)[:, 0]
    return colour.astype(float), seen, normals


def remove_light(colour, seen, normals, reference, plain):
    """Albedo [V,3] linear after dividing by the shading; plain: vertices of ordinary skin. Also the kept mask."""
    linear, grey = to_linear(colour), np.array([0.2126, 0.7152, 0.0722])
    use = seen & plain
    if use.sum() < 800:
        return None, None
    target = np.log(np.maximum(linear[use] @ grey, 1e-3) / np.maximum(to_linear(reference[use]) @ grey, 1e-3))
    H, weight = harmonics(normals[use]), np.ones(use.sum())
    ratio = np.exp(target - np.median(target))
    ridge = np.diag(np.r_[0.0, np.full(3, 2.0), np.full(5, 12.0)])
    for _ in range(8):  # hair, glasses, highlights and beards are outliers
        light = np.linalg.solve((H * weight[:, None]).T @ H + ridge, H.T @ (weight * ratio))
        weight = 1 / (1 + ((ratio - H @ light) / 0.12) ** 2)
    shading = harmonics(normals) @ light
    shading /= np.mean(shading[use])
    kept = seen & (shading > 0.35)
    return linear / np.maximum(shading, 0.35)[:, None], kept


def main(path, data, landmarks, out):
    import csv

    model = LandmarkModel(path)
    t = model.tensors
    mean, triangles = t["mean"], t["triangles"].astype(int)
    identity, units = basis(t, "identity"), basis(t, "expression")
    region, symmetry, field = t["region"], t["symmetry"].astype(int), np.load(str(path) + ".field.npy")
    painted = t["albedoMean"].astype(float)
    data, store = Path(data), np.load(landmarks)
    sharp = {r["file"]: float(r["sharpness"]) for r in csv.DictReader(open(data / "faces.csv"))}
    sharpness = np.array([sharp[f] for f in store["files"]])
    rng = np.random.default_rng(9)
    bands = np.digitize(store["tones"], [-10, 10, 28, 41, 55])
    usable = sharpness > np.quantile(sharpness, 0.15)
    share = usable / np.bincount(bands[usable], minlength=6)[bands] ** 0.75
    chosen = rng.choice(len(bands), min(PORTRAITS, usable.sum()), replace=False, p=share / share.sum())
    plain = (region == SKIN) & (field > INNER_MM) & (t["paintWeight"] > 0.7)
    valid = np.isin(region, (SKIN, LIPS, BROW, NOSTRIL, LID_RIM)) & (field > INNER_MM) & (t["paintWeight"] > 0.6)
    eyes = np.isin(region, (2, 3))
    albedos, masks = [], []
    for n, i in enumerate(chosen):
        found = fit(model, store["points"][i, :, :2].astype(float))
        if abs(angles(found["pose"])[0]) > 28 or np.sqrt((found["residual"] ** 2).sum(1).mean()) > 2.0:
            continue
        image = cv2.cvtColor(cv2.imread(str(data / "faces" / str(store["files"][i]))), cv2.COLOR_BGR2RGB)
        colour, seen, normals = sample_portrait(image, found, mean, identity, units, triangles)
        albedo, kept = remove_light(colour, seen, normals, painted, plain)
        if albedo is None:
            continue
        albedo = to_srgb(np.clip(albedo, 0, 1))
        # hair over forehead and temples: skin that is far from this person's skin
        tone = np.median(albedo[kept & plain], axis=0)
        strange = (np.abs(albedo - tone).max(1) > 0.22) & (region == SKIN) & (mean[:, 1] > model.mean[[105, 334], 1].mean())
        kept &= ~strange
        albedos.append(albedo.astype(np.float32))
        masks.append(kept & (valid | eyes))
        if n % 50 == 0:
            print(n, len(albedos), flush=True)
    albedos, masks = np.array(albedos), np.array(masks)
    # both sides of a face count as one; a hidden side takes the other's colour
    other, other_mask = albedos[:, symmetry], masks[:, symmetry]
    both = masks.astype(np.float32) + other_mask
    albedos = (albedos * masks[..., None] + other * other_mask[..., None]) / np.maximum(both, 1)[..., None]
    masks = both > 0
    np.savez_compressed(out, **statistics(albedos, masks, valid, eyes, painted), portraits=len(albedos))


def statistics(albedos, masks, valid, eyes, painted):
    """mean [V,3], modes [MODES,V,3] (both trusted where `known`), share of variance held; see settle_albedo.py."""
    count = len(painted)
    middle = np.empty((count, 3))
    for v in range(count):  # robust mean: between the 20 % and 80 % quantiles of each channel
        values = albedos[masks[:, v], v]
        if len(values) < 20:
            middle[v] = painted[v]
            continue
        low, high = np.quantile(values, [0.2, 0.8], axis=0)
        middle[v] = np.where((values >= low) & (values <= high), values, 0).sum(0) / np.maximum(((values >= low) & (values <= high)).sum(0), 1)
    known = valid & (masks.sum(0) >= 60)
    # people: deviations, holes filled by the person's mean deviation and then by the modes (EM of probabilistic PCA)
    deviation = albedos[:, known] - middle[known]
    mask = masks[:, known]
    deviation = np.clip(deviation, -0.35, 0.35) * mask[..., None]
    offset = deviation.sum(1) / mask.sum(1)[:, None]
    filled = np.where(mask[..., None], deviation, offset[:, None])
    for _ in range(6):
        flat = filled.reshape(len(filled), -1)
        u, s, vt = np.linalg.svd(flat, full_matrices=False)
        low_rank = (u[:, :MODES] * s[:MODES]) @ vt[:MODES]
        filled = np.where(mask[..., None], deviation, low_rank.reshape(filled.shape))
    flat = filled.reshape(len(filled), -1)
    u, s, vt = np.linalg.svd(flat - flat.mean(0), full_matrices=False)
    held = (s[:MODES] ** 2).sum() / (s**2).sum()
    print(f"{len(albedos)} portraits, {known.sum()} vertices, {MODES} modes hold {held:.3f} of the variance")
    mean = painted.copy()
    mean[known] = middle[known]
    modes = np.zeros((count, MODES, 3))
    modes[known] = (vt[:MODES] * (s[:MODES, None] / np.sqrt(len(filled)))).reshape(MODES, -1, 3).transpose(1, 0, 2)
    seen_eye = eyes & (masks.sum(0) >= 100)
    mean[seen_eye] = middle[seen_eye]
    return {"mean": mean, "modes": modes.transpose(1, 0, 2), "held": held, "known": known, "seenEye": seen_eye}


if __name__ == "__main__":
    main(*sys.argv[1:5])
