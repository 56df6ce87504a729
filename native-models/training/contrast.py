"""What the vivid weights are taught besides: to draw the detail of the sharp picture with its full strength.

A restorer taught by distances alone answers with the mean of all faces that the poor picture could be: what is unsure
comes out faint. Here first differences along x and y, on the picture, its half and its quarter, are projected on those of
the sharp picture, window by window: the projection shall be one. What is not in the sharp picture cannot help (a
pattern of fixed texture, which matching mere energies calls forth, has no projection), so nothing is invented: what the
network sees is drawn firmer, as far as the faithful loss beside it lets.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

WINDOW = 8
SCALES = 3
FLOOR = 1e-5  # mean square of the faintest detail that counts, in units of 0..1


def steps(picture: Tensor) -> list[Tensor]:
    """[B,3,S,S] -> first differences along x and y of the picture, its half and its quarter."""
    found = []
    for _ in range(SCALES):
        found.append(picture[..., :, 1:] - picture[..., :, :-1])
        found.append(picture[..., 1:, :] - picture[..., :-1, :])
        picture = F.avg_pool2d(picture, 2)
    return found


def contrast_loss(restored: Tensor, sharp: Tensor, weight: Tensor) -> Tensor:
    """restored, sharp [B,3,S,S] 0..1; weight [B,1,S,S] of the pixels -> the contrast that is missing along the sharp
    picture's own, mean over windows and colours, summed over scales and directions."""
    total = restored.new_zeros(())
    for ours, theirs in zip(steps(restored), steps(sharp)):
        missing = F.avg_pool2d(theirs * (theirs - ours), WINDOW, WINDOW // 2)
        strength = torch.sqrt(F.avg_pool2d(theirs**2, WINDOW, WINDOW // 2) + FLOOR)
        total = total + ((missing / strength).abs() * F.adaptive_avg_pool2d(weight, missing.shape[2:])).mean()
    return total
