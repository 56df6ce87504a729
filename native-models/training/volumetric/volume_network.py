"""The volumetric network: an aligned face crop to an occupancy volume, after Jackson et al. 2017 (VRN), an hourglass
whose output channels are the slices of depth.

    faceNchw    float32 [B,3,128,128]    RGB, 0..1, the crop of main/engine/geometry/canonical-crop.ts
    volumeNdhw  float32 [B,96,128,128]   probability of being inside the head's front half, 0..1; slice, row, column;
                                         the first slice is nearest to the viewer (main/engine/volume/volume-space.ts)

One hourglass instead of VRN's stack of them: 3.9 million parameters, 0.8 GMAC. Its finest level has half the crop's
resolution; a column of slices is a linear read-out of 32 features.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SIDE = 128
SLICES = 96


class Residual(nn.Module):
    """x + two 3x3 convolutions, the last of which starts at zero."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(F.relu(self.first(F.relu(x))))


class Context(nn.Module):
    """Adds to every place what the whole crop shows: pose and light are one thing for all of it."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = nn.Linear(channels, channels)
        self.second = nn.Linear(channels, channels)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)

    def forward(self, x: Tensor) -> Tensor:
        whole = self.second(F.relu(self.first(x.mean((2, 3)))))
        return x + whole[:, :, None, None]


class FacetVolume(nn.Module):
    """Returns logits; `exported` below ends in the sigmoid."""

    def __init__(self, widths: tuple[int, int, int, int] = (32, 64, 128, 192)):
        super().__init__()
        fine, quarter, eighth, sixteenth = widths
        self.stem = nn.Conv2d(12, fine, 3, padding=1)  # 64 px
        self.down4 = nn.Conv2d(fine, quarter, 4, stride=2, padding=1)  # 32
        self.quarter = Residual(quarter)
        self.down8 = nn.Conv2d(quarter, eighth, 4, stride=2, padding=1)  # 16
        self.eighth = nn.Sequential(Residual(eighth), Residual(eighth))
        self.down16 = nn.Conv2d(eighth, sixteenth, 4, stride=2, padding=1)  # 8
        self.sixteenth = nn.Sequential(
            Residual(sixteenth), Context(sixteenth), Residual(sixteenth), Context(sixteenth), Residual(sixteenth)
        )
        self.up8 = nn.Conv2d(sixteenth, eighth, 1)
        self.eighth_out = nn.Sequential(Residual(eighth), Residual(eighth))
        self.up4 = nn.Conv2d(eighth, quarter, 1)
        self.quarter_out = Residual(quarter)
        self.up2 = nn.Conv2d(quarter, fine, 1)
        self.fine_out = Residual(fine)
        self.unfold = nn.Conv2d(fine, 4 * fine, 1)
        # A slice's logit is nearly linear in (its depth - the surface's), cut off at both ends: few features carry it.
        self.slices = nn.Conv2d(fine, SLICES, 1)
        nn.init.constant_(self.slices.bias, -2.0)

    def forward(self, face: Tensor) -> Tensor:
        return self.slices(self.features(face))

    def features(self, face: Tensor) -> Tensor:
        """[B,32,128,128]; training reads slices at a quarter of the columns, chosen anew for every step."""
        fine = self.stem(F.pixel_unshuffle(face - 0.5, 2))
        quarter = self.quarter(self.down4(F.relu(fine)))
        eighth = self.eighth(self.down8(F.relu(quarter)))
        x = self.sixteenth(self.down16(F.relu(eighth)))
        x = self.eighth_out(eighth + enlarge(self.up8(F.relu(x))))
        x = self.quarter_out(quarter + enlarge(self.up4(F.relu(x))))
        x = self.fine_out(fine + enlarge(self.up2(F.relu(x))))
        return F.relu(F.pixel_shuffle(self.unfold(F.relu(x)), 2))


class Exported(nn.Module):
    def __init__(self, network: FacetVolume):
        super().__init__()
        self.network = network

    def forward(self, face: Tensor) -> Tensor:
        return torch.sigmoid(self.network(face))


def enlarge(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


def parameter_count(model: nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())
