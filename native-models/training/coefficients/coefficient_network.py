"""The coefficients' network: an aligned face crop, however poor, to the 3D face's coefficients and how sure each is.

    faceNchw      float32 [B,3,80,80]  RGB, 0..1, the crop of main/engine/geometry/canonical-crop.ts
    coefficients  float32 [B,C]        pitch, yaw, roll (radians), x, y (crop edges), ln scale: main/engine/geometry/
                                       crop-pose.ts; identity (standard deviations); expression (0..1, not clamped); light
    sigma         float32 [B,C]        standard deviation of each

Plain convolutions instead of MobileNet's separable ones: on a CPU they take as long and learn faster at this size.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SIDE = 80
POSE = 6


class Residual(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.first_norm = nn.BatchNorm2d(channels)
        self.second = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.second_norm = nn.BatchNorm2d(channels)
        nn.init.zeros_(self.second_norm.weight)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.second_norm(self.second(F.relu(self.first_norm(self.first(x))))))


def convolution(inputs: int, outputs: int, size: int, stride: int) -> nn.Sequential:
    """Halves the picture where stride is 2 (size 4), keeps it where it is 1 (size 3)."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class CoefficientNetwork(nn.Module):
    """Answers in spreads about a centre (buffers, set from the training data), see `Exported`."""

    def __init__(self, outputs: int):
        super().__init__()
        self.stem = convolution(12, 24, 3, 1)  # 40 px
        self.body = nn.Sequential(
            convolution(24, 48, 4, 2),  # 20
            Residual(48),
            convolution(48, 80, 4, 2),  # 10
            Residual(80),
            convolution(80, 104, 4, 2),  # 5
            Residual(104),
            Residual(104),
        )
        self.squeeze = nn.Sequential(nn.Conv2d(104, 24, 1, bias=False), nn.BatchNorm2d(24), nn.ReLU(inplace=True))
        self.whole = nn.Sequential(nn.Linear(24 * 5 * 5, 128), nn.ReLU(inplace=True))
        self.mean = nn.Linear(128, outputs)
        self.log_sigma = nn.Linear(128, outputs)
        nn.init.zeros_(self.log_sigma.weight)
        nn.init.zeros_(self.log_sigma.bias)
        self.register_buffer("centre", torch.zeros(outputs))
        self.register_buffer("spread", torch.ones(outputs))

    def forward(self, face: Tensor) -> tuple[Tensor, Tensor]:
        """-> mean and ln sigma, in spreads"""
        features = self.squeeze(self.body(self.stem(F.pixel_unshuffle(face * 2 - 1, 2))))
        whole = self.whole(features.flatten(1))
        return self.mean(whole), self.log_sigma(whole).clamp(-5, 2)


class Exported(nn.Module):
    def __init__(self, network: CoefficientNetwork):
        super().__init__()
        self.network = network

    def forward(self, face: Tensor) -> tuple[Tensor, Tensor]:
        mean, log_sigma = self.network(face)
        network = self.network
        return network.centre + network.spread * mean, network.spread * log_sigma.exp()


def parameter_count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())
