"""The critic of the vivid training: says of every patch whether it looks like a sharp picture or a restored one.

    picture  [B,3,S,S]  RGB 0..1, sharp or restored
    poor     [B,3,S,S]  what the restorer was given: a patch must also fit what was there
    -> logits [B,1,S/8,S/8], and the features on the way, for feature matching

Sources: patch discriminator (Isola et al. 2017), feature matching (Wang et al. 2018, pix2pixHD).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SLOPE = 0.2


class PatchDiscriminator(nn.Module):
    def __init__(self, width: int = 24):
        super().__init__()
        # The first layer keeps the full grid: the texture that a soft restoration lacks lies in its finest pixels.
        plan = ((6, width, 1), (width, 2 * width, 2), (2 * width, 4 * width, 2), (4 * width, 5 * width, 2))
        self.layers = nn.ModuleList(
            nn.Conv2d(before, after, 3, stride=stride, padding=1) for before, after, stride in plan
        )
        for layer in self.layers:
            nn.init.kaiming_normal_(layer.weight, a=SLOPE)
        self.verdict = nn.Conv2d(5 * width, 1, 3, padding=1)

    def forward(self, picture: Tensor, poor: Tensor) -> tuple[Tensor, list[Tensor]]:
        x = torch.cat((picture, poor), 1) * 2 - 1
        features = []
        for layer in self.layers:
            x = F.leaky_relu(layer(x), SLOPE)
            features.append(x)
        return self.verdict(x), features


def feature_distance(restored: list[Tensor], sharp: list[Tensor]) -> Tensor:
    """Mean L1 of the features, every layer alike."""
    return torch.stack([(a - b).abs().mean() for a, b in zip(restored, sharp)]).mean()
