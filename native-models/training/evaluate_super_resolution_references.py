"""What a second picture of a person is worth to super-resolution by the papers' protocol, on people that it has not learnt
from (`evaluate_references.unlearnt`).

    python evaluate_super_resolution_references.py --data DATA --model ../facet-super-resolution/facet-super-resolution.onnx

Gain of Y-PSNR over the bicubic enlargement in dB, over the crop and over the 3D face's own pixels (`face`); `likeness` is the
cosine between the embeddings (mobileface) of the restored face and of the true one. Fits: `own` was made from the sharp
portrait, `poor` from the 32 px (x4) or 16 px (x8) picture alone. Skin: `fitted` the fitted albedo, `another` that of another
portrait of the person.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from dataset import Portraits, load_portraits
from evaluate import add_restorer, restorer_of
from evaluate_references import Likeness, face_psnr, in_another_skin, unlearnt
from evaluate_super_resolution import POOR_FIT
from measures import Filter, psnr, resize
from network import PRIOR_CHANNELS
from super_resolution import SIDE, halve, halved_prior, shrunk

WAYS = {
    "none": None,
    "fitted, own": ("fitted", "own"),
    "another, own": ("another", "own"),
    "fitted, poor": ("fitted", "poor"),
    "another, poor": ("another", "poor"),
}


def prior_of(portraits: Portraits, index: int, which: int, skin: str, poor: np.ndarray) -> np.ndarray:
    """float32 [8,128,128]; poor: uint8 [128,128,3]"""
    if skin == "another":
        stored = in_another_skin(portraits, index, which, resize(poor, 256, Filter.BICUBIC))
    else:
        stored = np.asarray(portraits.priors[index, which])
    return halved_prior(stored.transpose(1, 2, 0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    add_restorer(parser)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--sheet", type=Path)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    portraits, restorer, likeness = load_portraits(arguments.data), restorer_of(arguments), Likeness()
    none = np.zeros(restorer.coefficients, np.float32)
    people = unlearnt(portraits)
    figures: dict[str, object] = {"people": len(people)}
    sheet = []
    for factor in (4, 8):
        gains: dict[str, list[tuple[float, float, float]]] = {way: [] for way in WAYS}
        for index in people:
            if not (portraits.valid[index, 0] and portraits.valid[index, POOR_FIT[factor]]):
                continue
            crop = np.asarray(portraits.crops[index])
            sharp = halve(crop)
            poor = shrunk(sharp, factor)
            covered = halved_prior(np.array(portraits.priors[index, 0]).transpose(1, 2, 0))[6] > 0.98
            row = [poor]
            for way, how in WAYS.items():
                prior = np.zeros((PRIOR_CHANNELS, SIDE, SIDE), np.float32)
                if how is not None:
                    skin, fit = how
                    which = 0 if fit == "own" else POOR_FIT[factor]
                    prior = prior_of(portraits, index, which, skin, poor)
                found = restorer(poor, prior, none)
                row.append(found)
                gains[way].append((
                    psnr(found, sharp) - psnr(poor, sharp),
                    face_psnr(found, sharp, covered) - face_psnr(poor, sharp, covered),
                    likeness(resize(found, 256, Filter.BICUBIC), crop),
                ))
            sheet.append(np.concatenate([*row, sharp], 1))
        for way, values in gains.items():
            mean = np.mean(values, 0)
            figures[f"x{factor} {way}"] = {
                name: round(float(value), 3) for name, value in zip(("gain", "face", "likeness"), mean)
            }
            print(f"x{factor} {way:14s}", figures[f"x{factor} {way}"])
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")
    if arguments.sheet:
        Image.fromarray(np.concatenate(sheet, 0)).save(arguments.sheet)


if __name__ == "__main__":
    main()
