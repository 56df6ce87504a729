"""What a small classical network gains at x4 from the same pictures: ESPCN (Shi et al. 2016), 32 -> 128 px.

    python espcn_baseline.py --data DATA --minutes 10

Trains on one thread and prints the Y-PSNR and SSIM gain over bicubic on the held-out people, by the protocol of
`evaluate_super_resolution.py`. Nothing is shipped: it is what the restorer's family is compared with.
"""

import argparse
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from dataset import load_portraits, to_nchw
from measures import psnr, ssim
from super_resolution import SIDE, Filter, SuperResolutionSampler, fidelity_loss, halve, shrunk
from train import learning_rate

FACTOR = 4


class Espcn(nn.Module):
    """[B,3,32,32] -> [B,3,128,128]: 64 channels of 5 x 5, 32 of 3 x 3, sub-pixels; the paper's layers, in colour."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 64, 5, padding=2)
        self.second = nn.Conv2d(64, 32, 3, padding=1)
        self.last = nn.Conv2d(32, 3 * FACTOR**2, 3, padding=1)

    def forward(self, low: Tensor) -> Tensor:
        features = torch.tanh(self.second(torch.tanh(self.first(low - 0.5))))
        return F.pixel_shuffle(self.last(features), FACTOR) + 0.5


def low_of(sharp: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(sharp).resize((SIDE // FACTOR, SIDE // FACTOR), Filter.BICUBIC))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=20)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(arguments.seed)
    portraits = load_portraits(arguments.data)
    sampler = SuperResolutionSampler(portraits, arguments.seed, 16, (0, 1, 0), (1, 0, 0, 0), share_filmed=0)
    model = Espcn()
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)
    begun, step = time.monotonic(), 0
    while (done := (time.monotonic() - begun) / 60 / arguments.minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, done, 1e-3)
        sharp = torch.from_numpy(sampler.batch(step)["sharp"])
        lows = [low_of((face.permute(1, 2, 0) * 255 + 0.5).byte().numpy()) for face in sharp]
        loss = fidelity_loss(model(torch.from_numpy(np.stack([to_nchw(low) for low in lows]))), sharp, 1e-6)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        step += 1
    gains: dict[str, list[tuple[float, float]]] = {"ai": [], "all": []}
    for index in portraits.held_out:
        sharp = halve(np.asarray(portraits.crops[index]))
        with torch.no_grad():
            out = model(torch.from_numpy(to_nchw(low_of(sharp))[None]))[0].clamp(0, 1)
        ours, plain = (out.permute(1, 2, 0) * 255 + 0.5).byte().numpy(), shrunk(sharp, FACTOR)
        gain = psnr(ours, sharp) - psnr(plain, sharp), ssim(ours, sharp) - ssim(plain, sharp)
        gains["all"].append(gain)
        if portraits.rows[index]["source"] == "faker":
            gains["ai"].append(gain)
    parameters = sum(p.numel() for p in model.parameters())
    print(f"ESPCN, {parameters} parameters, {step} steps of 16:", {k: np.mean(v, 0).round(3).tolist() for k, v in gains.items()})


if __name__ == "__main__":
    main()
