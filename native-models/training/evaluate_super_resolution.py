"""Figures and a picture sheet of super-resolution by the papers' protocol, from the exported ONNX file.

    python evaluate_super_resolution.py --data DATA --model ../facet-super-resolution/facet-super-resolution.onnx

Aligned crops of 128 px (box-filtered from 256), shrunk to 64, 32 and 16 px by PIL's antialiased bicubic filter; the
network is given their bicubic enlargement. Y-PSNR and SSIM over the whole crop; `gain` is over that enlargement, dB.
People: `ai` are the held-out AI-made portraits (68 in the data, those in which a face was found), `all` every held-out
person. Fits: `own` was made from the sharp portrait, `poor` from the 32 px (x2, x4) or 16 px (x8) picture alone.
Skin: thirds of all held-out people by the luma of cheeks and forehead.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

from dataset import Portraits, load_portraits
from evaluate import OnnxRestorer, SelfEnsemble, add_restorer, restorer_of
from measures import psnr, ssim
from super_resolution import FACTORS, SIDE, guide_of, halve, shrunk

POOR_FIT = {2: 2, 4: 2, 8: 3}
# name: (prior mode, fit)
WAYS = {
    "none": ("none", "own"),
    "coeff, own": ("coeff", "own"),
    "render, own": ("render", "own"),
    "both, own": ("both", "own"),
    "both, poor": ("both", "poor"),
}


def restored(portraits: Portraits, restorer: OnnxRestorer | SelfEnsemble, index: int, factor: int, way: str) -> np.ndarray | None:
    """uint8 [128,128,3]; None where that fit is missing."""
    mode, fit = WAYS[way]
    which = 0 if fit == "own" else POOR_FIT[factor]
    if mode != "none" and (portraits.valid is None or not portraits.valid[index, which]):
        return None
    prior, coefficients = guide_of(portraits, index, which, mode, restorer.coefficients)
    poor = shrunk(halve(np.asarray(portraits.crops[index])), factor)
    return restorer(poor, prior, coefficients)


def evaluate(portraits: Portraits, restorer: OnnxRestorer | SelfEnsemble, factor: int) -> dict[str, object]:
    people = [int(i) for i in portraits.held_out]
    tones = np.array([float(portraits.rows[i]["skin_luma"]) for i in people])
    thirds = np.digitize(tones, np.quantile(tones, (1 / 3, 2 / 3)))
    is_ai = np.array([portraits.rows[i]["source"] == "faker" for i in people])
    groups = {"ai": is_ai, "all": np.ones(len(people), bool), **{
        skin: thirds == k for k, skin in enumerate(("dark", "medium", "light"))
    }}
    table = np.full((len(WAYS) + 1, len(people), 2), np.nan)
    for column, index in enumerate(people):
        sharp = halve(np.asarray(portraits.crops[index]))
        pictures = [shrunk(sharp, factor), *(restored(portraits, restorer, index, factor, way) for way in WAYS)]
        for row, picture in enumerate(pictures):
            if picture is not None:
                table[row, column] = psnr(picture, sharp), ssim(picture, sharp)
    result: dict[str, object] = {"factor": factor}
    for name, chosen in groups.items():
        base = table[0, chosen]
        result[name] = {"people": int(chosen.sum()), "bicubic": rounded(base.mean(0))} | {
            way: rounded(np.nanmean(table[row, chosen] - base, 0)) for row, way in enumerate(WAYS, 1)
        }
    return result


def rounded(values: np.ndarray) -> list[float]:
    """[PSNR, SSIM]"""
    return [round(float(values[0]), 2), round(float(values[1]), 3)]


def sheet(portraits: Portraits, restorer: OnnxRestorer | SelfEnsemble, factor: int) -> Image.Image:
    """Held-out AI-made people at the best, the median and the worst tenth of the gain, two each; bicubic, without and
    with the prior of the poor picture, the truth."""
    people = [int(i) for i in portraits.held_out if portraits.rows[i]["source"] == "faker"]
    gains = []
    for index in people:
        sharp = halve(np.asarray(portraits.crops[index]))
        gains.append(psnr(restored(portraits, restorer, index, factor, "none"), sharp) - psnr(shrunk(sharp, factor), sharp))
    order = np.argsort(gains)[::-1]
    places = [0, 1, len(order) // 2, len(order) // 2 + 1, int(0.9 * len(order)), len(order) - 1]
    rows = []
    for place in places:
        index = people[order[place]]
        sharp = halve(np.asarray(portraits.crops[index]))
        plain = restored(portraits, restorer, index, factor, "none")
        guided = restored(portraits, restorer, index, factor, "both, poor")
        cells = [shrunk(sharp, factor), plain, plain if guided is None else guided, sharp]
        big = [np.asarray(Image.fromarray(cell).resize((2 * SIDE, 2 * SIDE), Image.Resampling.BICUBIC)) for cell in cells]
        rows.append(np.concatenate(big, 1))
    picture = Image.fromarray(np.concatenate(rows, 0))
    draw = ImageDraw.Draw(picture)
    for row, place in enumerate(places):
        draw.text((4, row * 2 * SIDE + 4), f"x{factor}, {gains[order[place]]:+.2f} dB", fill=(255, 255, 0))
    for column, name in enumerate(("", "no prior", "prior of the poor picture", "truth")):
        draw.text((column * 2 * SIDE + 4, 16), name, fill=(255, 255, 0))
    return picture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    add_restorer(parser)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--sheet", type=Path, help="folder of the sheets")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    portraits, restorer = load_portraits(arguments.data), restorer_of(arguments)
    results = []
    for factor in FACTORS:
        results.append(evaluate(portraits, restorer, factor))
        print(json.dumps(results[-1]), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=2) + "\n")
    if arguments.sheet:
        for factor in (4, 8):
            sheet(portraits, restorer, factor).save(arguments.sheet / f"super-resolution-x{factor}.png")


if __name__ == "__main__":
    main()
