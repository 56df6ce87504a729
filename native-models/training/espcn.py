"""ESPCN (Shi et al. 2016), the classical network that the lab compares with: trains, exports and measures x2, x4 and x8.

    python espcn.py --data DATA --minutes 6 --out ../facet-espcn

One thread, minutes of the processor's; the three networks learn side by side from the same samples, those of `super_resolution.py` by the papers'
protocol. Writes facet-espcn-x2.onnx, -x4, -x8 and prints the gain in Y-PSNR and SSIM over bicubic on the held-out
people, by the protocol of `evaluate_super_resolution.py`. `DATA` may be of `align_portraits.py`: no priors are needed.

    python espcn.py --data DATA --out ../facet-espcn --evaluate --json figures.json

Trains nothing and measures the networks that are there.
"""

import argparse
import json
import time
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime as ort
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from dataset import Portraits, load_portraits, to_nchw
from measures import psnr, ssim
from onnx_file import check_export, save_described
from super_resolution import FACTORS, SIDE, Filter, SuperResolutionSampler, fidelity_loss, halve, shrunk
from train import learning_rate

RATE = 2e-3
# What x2 learns from, pixels: a network that sees nine pixels needs no whole face, and time goes to its many pixels.
PART = 64
INPUT, OUTPUT = "lowNchw", "highNchw"


class Espcn(nn.Module):
    """[B,3,h,w] -> [B,3,factor h,factor w], 0..1: 64 channels of 5 x 5, 32 of 3 x 3, sub-pixels; the paper's, in colour."""

    def __init__(self, factor: int):
        super().__init__()
        self.factor = factor
        self.first = nn.Conv2d(3, 64, 5, padding=2)
        self.second = nn.Conv2d(64, 32, 3, padding=1)
        self.last = nn.Conv2d(32, 3 * factor**2, 3, padding=1)

    def forward(self, low: Tensor) -> Tensor:
        features = torch.tanh(self.second(torch.tanh(self.first(low - 0.5))))
        return F.pixel_shuffle(self.last(features), self.factor) + 0.5


def low_of(sharp: np.ndarray, factor: int) -> np.ndarray:
    return np.asarray(Image.fromarray(sharp).resize((SIDE // factor, SIDE // factor), Filter.BICUBIC))


def train(portraits: Portraits, minutes: float, seed: int) -> tuple[dict[int, Espcn], int]:
    """-> the networks by factor, and how many steps of 16 samples they made."""
    torch.manual_seed(seed)
    sampler = SuperResolutionSampler(portraits, seed, 16, (0, 1, 0), (1, 0, 0, 0), share_filmed=0)
    models = {factor: Espcn(factor).to(memory_format=torch.channels_last) for factor in FACTORS}
    optimiser = torch.optim.Adam([p for model in models.values() for p in model.parameters()], lr=RATE)
    begun, step = time.process_time(), 0
    while (done := (time.process_time() - begun) / 60 / minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, done, RATE)
        sharp = torch.from_numpy(sampler.batch(step)["sharp"])
        faces = [(face.permute(1, 2, 0) * 255 + 0.5).byte().numpy() for face in sharp]
        loss = torch.zeros(())
        left, top = np.random.default_rng((seed, step)).integers(0, (SIDE - PART) // 2 + 1, 2) * 2
        for factor, model in models.items():
            lows = torch.from_numpy(np.stack([to_nchw(low_of(face, factor)) for face in faces]))
            wanted = sharp
            if factor == 2:
                wanted = sharp[..., top : top + PART, left : left + PART]
                lows = lows[..., top // 2 : (top + PART) // 2, left // 2 : (left + PART) // 2]
            with torch.autocast("cpu", torch.bfloat16):
                high = model(lows.contiguous(memory_format=torch.channels_last))
            loss = loss + fidelity_loss(high.float(), wanted, 1e-6)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 500 == 0:
            print(f"step {step}: {loss.item():.3f}", flush=True)
        step += 1
    return models, step


def export(model: Espcn, file: Path, steps: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    model.to(memory_format=torch.contiguous_format).eval()
    generator = torch.Generator().manual_seed(1)
    side = SIDE // model.factor
    examples = [torch.rand(*shape, generator=generator) for shape in ((1, 3, side, side), (2, 3, 40, 24))]
    free = {0: "batch", 2: "height", 3: "width"}
    torch.onnx.export(
        model,
        (examples[0],),
        str(file),
        input_names=[INPUT],
        output_names=[OUTPUT],
        dynamic_axes={INPUT: free, OUTPUT: free},
        opset_version=17,
        dynamo=False,
    )
    save_described(onnx.load(str(file)), file, {"name": file.stem, "licence": "MIT", "trainingSteps": str(steps)})
    with torch.no_grad():
        pairs = [({INPUT: low.numpy()}, model(low).numpy()) for low in examples]
    check_export(file, pairs, f"{steps} steps of 16, {sum(p.numel() for p in model.parameters())} parameters")


def gains(file: Path, factor: int, portraits: Portraits) -> dict[str, list[float]]:
    """[PSNR, SSIM] over bicubic: mean of the held-out AI-made people, and of all held-out people."""
    session = ort.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    found: dict[str, list[tuple[float, float]]] = {"ai": [], "all": []}
    for index in portraits.held_out:
        sharp = halve(np.asarray(portraits.crops[index]))
        (high,) = session.run(None, {INPUT: to_nchw(low_of(sharp, factor))[None]})
        ours = (high[0].clip(0, 1).transpose(1, 2, 0) * 255 + 0.5).astype(np.uint8)
        plain = shrunk(sharp, factor)
        gain = psnr(ours, sharp) - psnr(plain, sharp), ssim(ours, sharp) - ssim(plain, sharp)
        found["all"].append(gain)
        if portraits.rows[index]["source"] == "faker":
            found["ai"].append(gain)
    return {who: np.mean(values, 0).round(3).tolist() for who, values in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--evaluate", action="store_true", help="train nothing, measure what lies in --out")
    parser.add_argument("--json", type=Path, help="also write the gains there")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    portraits = load_portraits(arguments.data)
    print(f"{len(portraits.train)} train, {len(portraits.held_out)} are held out")
    models: dict = {factor: None for factor in FACTORS}
    if not arguments.evaluate:
        models, steps = train(portraits, arguments.minutes, arguments.seed)
    found = {}
    for factor, model in models.items():
        file = arguments.out / f"facet-espcn-x{factor}.onnx"
        if model is not None:
            export(model, file, steps)
        found[factor] = gains(file, factor, portraits)
        print(f"x{factor}, gain over bicubic:", found[factor])
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
