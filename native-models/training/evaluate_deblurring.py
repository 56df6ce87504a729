"""Figures and a picture sheet of deblurring on held-out portraits, from the exported ONNX file.

    python evaluate_deblurring.py --data DATA --model ../facet-deblur/facet-deblur.onnx

Each held-out person's crop (256 px) moves once along a random way of its own (`deblurring.blurred_frames`, seed = the
CRC-32 of its file's name) and is averaged into seven frames, rounded to levels; nothing else is done to them. Two kinds: `overlapping`, as in a
clip of sliding means, and `apart`, as a camera exposes. Y-PSNR and SSIM of the middle one over the whole crop; `gain` is
over the blurred picture, dB. `alone`: the network is told of no frames beside. Fits: `own` of the sharp portrait,
`frame` of a poor frame of the person, whose shape is known. Skin: thirds by luma. Blur: thirds by the blurred PSNR.

    python evaluate_deblurring.py --model MODEL.onnx --clips CLIP BLURRED.facet [CLIP BLURRED.facet …]

Real clips instead, whose frames are means of nine (as `evaluate_alignment.py` takes them): gain in Y-PSNR over the blurred
crop, without a prior, alone and with the frames beside. Whole frames are measured by dist/average-frames.js and
dist/measure-against-truth.js.
"""

import argparse
import json
import zlib
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from dataset import Portraits, load_portraits
from deblurring import BESIDE, blurred_frames, levels, stacked
from evaluate_alignment import Clip
from evaluate import CLEAN_FIT, FRAME_FIT, OnnxRestorer, inputs_of
from measures import psnr, ssim
from network import PRIOR_CHANNELS

# name: (prior mode, fit, with the frames beside)
WAYS = {
    "none, alone": ("none", CLEAN_FIT, False),
    "none": ("none", CLEAN_FIT, True),
    "render, own": ("render", CLEAN_FIT, True),
    "both, own": ("both", CLEAN_FIT, True),
    "both, frame": ("both", FRAME_FIT, True),
    "both, frame, alone": ("both", FRAME_FIT, False),
}
KINDS = ("overlapping", "apart")


def frames_of(portraits: Portraits, index: int, kind: str) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """uint8 [256,256,3]: what is sharp in the middle frame, that frame, those beside it."""
    # By name: whoever else is prepared beside, the way is the same.
    seed = zlib.crc32(portraits.rows[index]["file"].encode())
    crop, rng = np.asarray(portraits.crops[index]), np.random.default_rng(seed)
    sharp, poor, beside = blurred_frames(crop, rng, kind == "overlapping")
    return levels(sharp), levels(poor), [levels(frame) for frame in beside]


def restored(
    portraits: Portraits, restorer: OnnxRestorer, index: int, poor: np.ndarray, beside: list[np.ndarray], way: str
) -> np.ndarray:
    mode, fit, looks_beside = WAYS[way]
    inputs = inputs_of(portraits, index, fit, mode, restorer.coefficients)
    return restorer(poor, *inputs, stacked(beside) if looks_beside else None)


def evaluate(portraits: Portraits, restorer: OnnxRestorer, kind: str) -> dict[str, object]:
    # A portrait that was enlarged to 256 px is no sharp truth.
    people = [int(i) for i in portraits.held_out if float(portraits.rows[i]["scale"]) < 1.5]
    tones = np.array([float(portraits.rows[i]["skin_luma"]) for i in people])
    thirds = np.digitize(tones, np.quantile(tones, (1 / 3, 2 / 3)))
    table = np.full((len(WAYS) + 1, len(people), 2), np.nan)
    for column, index in enumerate(people):
        sharp, poor, beside = frames_of(portraits, index, kind)
        table[0, column] = psnr(poor, sharp), ssim(poor, sharp)
        for row, way in enumerate(WAYS, 1):
            ours = restored(portraits, restorer, index, poor, beside, way)
            table[row, column] = psnr(ours, sharp), ssim(ours, sharp)
    blur = np.digitize(table[0, :, 0], np.quantile(table[0, :, 0], (1 / 3, 2 / 3)))
    groups = {"all": thirds >= 0, **{skin: thirds == k for k, skin in enumerate(("dark", "medium", "light"))}}
    groups |= {name: blur == k for k, name in enumerate(("strong blur", "middling blur", "light blur"))}
    return {
        name: {"people": int(chosen.sum()), "blurred": table[0, chosen].mean(0).round(3).tolist()}
        | {way: (table[row, chosen] - table[0, chosen]).mean(0).round(3).tolist() for row, way in enumerate(WAYS, 1)}
        for name, chosen in groups.items()
    }


def sheet(portraits: Portraits, restorer: OnnxRestorer) -> Image.Image:
    """Eight people across the range of skin tones, exposed as by a camera: blurred, restored alone, restored with the frames
    beside, sharp."""
    people = sorted(map(int, portraits.held_out), key=lambda i: float(portraits.rows[i]["skin_luma"]))
    rows = []
    for place in np.linspace(0, len(people) - 1, 8).round().astype(int):
        index = people[place]
        sharp, poor, beside = frames_of(portraits, index, "apart")
        alone, ours = (restored(portraits, restorer, index, poor, beside, way) for way in ("both, frame, alone", "both, frame"))
        rows.append(np.concatenate((poor, alone, ours, sharp), 1))
    half = len(rows) // 2
    return Image.fromarray(np.concatenate([np.concatenate(rows[:half]), np.concatenate(rows[half:])], 1))


def clip_gains(clip: Clip, restorer: OnnxRestorer) -> dict[str, float]:
    gains: dict[str, list[float]] = {"alone": [], "beside": []}
    nothing = np.zeros((PRIOR_CHANNELS, 256, 256), np.float32), np.zeros(restorer.coefficients, np.float32)
    for t in clip.frames()[::2]:
        sharp, poor = levels(clip.truth(t)), levels(clip.seen(t, t))
        others = [levels(clip.seen(t, t + place)) for place in BESIDE]
        for name, beside in (("alone", None), ("beside", stacked(others))):
            gains[name].append(psnr(restorer(poor, *nothing, beside), sharp) - psnr(poor, sharp))
    return {name: round(float(np.mean(values)), 2) for name, values in gains.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--clips", type=Path, nargs="+", default=[])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--sheet", type=Path)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    restorer = OnnxRestorer(arguments.model)
    clips: dict[str, dict[str, float]] = {}
    for file, folder in zip(arguments.clips[::2], arguments.clips[1::2]):
        clips[file.name] = clip_gains(Clip(file, folder), restorer)
        print(file.name, clips[file.name], flush=True)
    if arguments.data is None:
        if arguments.json:
            arguments.json.write_text(json.dumps(clips, indent=2) + "\n")
        return
    portraits = load_portraits(arguments.data)
    result = {kind: evaluate(portraits, restorer, kind) for kind in KINDS}
    print(json.dumps(result), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=2) + "\n")
    if arguments.sheet:
        sheet(portraits, restorer).save(arguments.sheet)


if __name__ == "__main__":
    main()
