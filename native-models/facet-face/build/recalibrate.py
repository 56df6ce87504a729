"""Learns from portraits what the sliders guessed: mean, spread and landmark places.

    python recalibrate.py <model.ffm> <landmarks.npz> <calibration.npz>

EM for a Gaussian latent with a known linear map (the fits' posterior means and covariances), mirror
symmetric, mixed with the sliders' own spread because the portraits lean to one kind of people. Then
each landmark moves along the surface by its mean residual, and the two steps repeat.
"""

import sys

import numpy as np

import fit as fitting
from fit import LandmarkModel, fit_all
from preview import landmark_points
from surface import Surface

PORTRAITS = 330
ROUNDS = 6
OWN_SHARE = 0.35  # of the sliders' spread kept in the covariance
LARGEST_MOVE_MM = 4.0
REFERENCE_STEP = 12  # every twelfth vertex identifies the modes


def tone_balanced(tones, count, rng):
    """Indices: even over six bands of skin tone as far as the set allows."""
    bands = np.digitize(tones, [-10, 10, 28, 41, 55])
    share = 1 / np.bincount(bands, minlength=6)[bands]
    return rng.choice(len(tones), min(count, len(tones)), replace=False, p=share / share.sum())


def parity(model):
    """[K] +1 for symmetric modes, -1 for antisymmetric ones."""
    mirrored = model.tensors["identity"][:, model.tensors["symmetry"]].astype(float) * [-1, 1, 1]
    return np.sign((mirrored * model.tensors["identity"]).sum((1, 2)))


def place_landmarks(model, full_mean, shift, lip_side, mirror):
    """Moves the 468 surface points by shift [468,3] and finds them on the mesh again; irises stay."""
    t = model.tensors
    triangles, region = t["triangles"].astype(int), t["region"]
    current = landmark_points(t, "478", full_mean)[:468]
    target = current + shift
    target = (target + target[mirror] * [-1, 1, 1]) / 2
    skin = ~np.isin(region, (2, 3, 4, 5))
    triangle, bary = t["landmark478Triangle"].copy(), t["landmark478Barycentric"].copy()
    groups = {0: np.arange(468)}
    import canonical as mp

    upper, lower = mp.lip_landmarks()
    groups = {1: upper, -1: lower, 0: np.setdiff1d(np.arange(468), upper + lower)}
    for sign, indices in groups.items():
        on = skin[triangles].all(1)
        if sign:
            on &= (lip_side[triangles] == sign).all(1)
        found, weights, _ = Surface(full_mean, triangles, on).closest(target[indices])
        triangle[indices], bary[indices] = found, weights
    t["landmark478Triangle"], t["landmark478Barycentric"] = triangle, bary.astype(np.float32)


def main(path, landmarks, out):
    import canonical as mp
    from ffm import basis

    fitting.DISTANCE_LOG_SD = 0.15
    model = LandmarkModel(path)
    data = np.load(landmarks)
    rng = np.random.default_rng(5)
    chosen = tone_balanced(data["tones"], PORTRAITS, rng)
    observed = data["points"][chosen].astype(float)
    k, sign = len(model.identity), parity(model)
    mirror = mp.mirror_478(mp.load_canonical()[0])[:468]
    lip_side = np.load(str(path) + ".lips.npy")
    identity_full, mean_full = basis(model.tensors, "identity").astype(float), model.tensors["mean"].astype(float)
    m, S = np.zeros(k), np.eye(k)
    for round_index in range(ROUNDS + 1):
        # the model in the coordinates b = m + T b'
        values, vectors = np.linalg.eigh(S)
        T = vectors * np.sqrt(np.maximum(values, 1e-6))
        model.mean = model.at(mean_full + np.tensordot(m, identity_full, 1))
        at_landmarks = model.at(identity_full)
        model.identity = np.tensordot(T.T, at_landmarks, 1)
        fits = fit_all(model, observed)
        residual = np.array([f["residual"] for f in fits])
        error = np.sqrt((residual**2).sum(2))
        print(f"round {round_index}: rms {np.sqrt((error**2).mean()):.3f} mm, median point {np.median(np.sqrt((error**2).mean(0))):.3f} mm, "
              f"largest mean residual {np.linalg.norm(residual.mean(0), axis=1).max():.2f} mm, "
              f"distance {np.exp(np.median([f['pose'][3] for f in fits])):.0f} mm", flush=True)
        if round_index == ROUNDS:
            break
        b = m + np.array([f["identity"] for f in fits]) @ T.T
        posterior = np.mean([T @ f["covariance"] @ T.T for f in fits], 0)
        m = np.where(sign > 0, b.mean(0), 0)
        spread = (b - m).T @ (b - m) / len(b) + posterior
        spread *= np.equal.outer(sign, sign)
        S = (1 - OWN_SHARE) * spread + OWN_SHARE * np.eye(k)
        turned_back = np.stack([np.c_[r, np.zeros(478)] @ f["pose"][0] for r, f in zip(residual, fits)])
        shift = np.median(turned_back, 0)[:468]
        length = np.linalg.norm(shift, axis=1, keepdims=True)
        shift *= np.minimum(1, LARGEST_MOVE_MM / np.maximum(length, 1e-9)) * 0.8
        shift[mp.OVAL] *= 0.5
        place_landmarks(model, mean_full + np.tensordot(m, identity_full, 1), shift, lip_side, mirror)
        model = reload_map(model)
    reference = np.arange(0, len(mean_full), REFERENCE_STEP)
    np.savez_compressed(out, reference=identity_full[:, reference].astype(np.float16), referenceVertices=reference, mean=m, transform=T, triangle=model.tensors["landmark478Triangle"], barycentric=model.tensors["landmark478Barycentric"],
                        residual=np.sqrt((error**2).mean(0)))


def reload_map(model):
    t = model.tensors
    corner, bary = t["triangles"][t["landmark478Triangle"]].astype(int), t["landmark478Barycentric"].astype(float)
    model.at = lambda field: (field[..., corner, :] * bary[:, :, None]).sum(-2)
    from ffm import basis

    model.units = model.at(basis(t, "expression"))
    return model


if __name__ == "__main__":
    main(*sys.argv[1:4])
