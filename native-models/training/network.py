"""The prior-guided restorer: a folded U-Net whose features are modulated by the rendered 3D face and its coefficients.

Tensors (the contract with main/engine/enhance):
    faceNchw      [B,3,S,S]  RGB sRGB 0..1, the poor face in the canonical crop (S = 256; a multiple of 16)
    priorNchw     [B,8,S,S]  0-2 rendered colour 0..1, 3-5 camera-space normal -1..1, 6 coverage 0..1, 7 confidence 0..1
    coefficients  [B,C]      shape (standard deviations), expression, pitch, yaw, roll (radians), SH light (27)
    besideNchw    [B,3N,S,S] N frames beside the face's, half before and half after, in the order of time, RGB sRGB 0..1, cut as
                             the face's own is; where there is none, the face (networks that look at several frames)
    restoredNchw  [B,3,S,S]  RGB sRGB 0..1
A prior of zeros says that there is no render, coefficients of zeros that there are none: every modulation is
multiplicative around identity and starts at zero, so that one set of weights serves none, coeff, render and both.

Sources: pixel-unshuffle/shuffle (Shi et al. 2016), SFT (Wang et al. 2018), FiLM (Perez et al. 2018), channel attention
(Hu et al. 2018), prior-guided face super-resolution by SFT (Hu et al. 2020).
"""

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

FOLD = 4
PRIOR_CHANNELS = 8


@dataclass(frozen=True)
class RestorerConfig:
    """Widths and blocks at 1/4, 1/8 and 1/16 of the crop (64, 32 and 16 cells of a 256 px crop); frames beside it."""

    coefficients: int = 0
    width: int = 40
    deep_width: int = 80
    bottom_width: int = 80
    prior_width: int = 32
    blocks_in: int = 1
    blocks_deep: int = 2
    blocks_bottom: int = 2
    blocks_deep_out: int = 1
    blocks_out: int = 1
    beside: int = 0

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


SMALL = RestorerConfig().as_dict()
LARGE = SMALL | {"width": 64, "deep_width": 128, "bottom_width": 128, "blocks_bottom": 3, "blocks_deep_out": 2}


class Modulation(nn.Module):
    """x (1 + gamma) + beta with gamma, beta from the prior's features (SFT); zero at the start."""

    def __init__(self, width: int, prior_width: int):
        super().__init__()
        self.to_scale = nn.Conv2d(prior_width, width, 1)
        self.to_shift = nn.Conv2d(prior_width, width, 1)
        for layer in (self.to_scale, self.to_shift):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x: Tensor, prior: Tensor) -> Tensor:
        return x + x * self.to_scale(prior) + self.to_shift(prior)


class Gate(nn.Module):
    """Channel attention: each channel times a number 0..2 from the channel means."""

    def __init__(self, width: int):
        super().__init__()
        self.squeeze = nn.Conv2d(width, width // 4, 1)
        self.excite = nn.Conv2d(width // 4, width, 1)
        nn.init.zeros_(self.excite.weight)
        nn.init.zeros_(self.excite.bias)

    def forward(self, x: Tensor) -> Tensor:
        means = x.mean((2, 3), keepdim=True)
        return x * (2 * torch.sigmoid(self.excite(F.relu(self.squeeze(means)))))


class Block(nn.Module):
    """Residual block; `prior_width` > 0 modulates its input by the prior, `gated` adds channel attention."""

    def __init__(self, width: int, prior_width: int = 0, gated: bool = False):
        super().__init__()
        self.modulate = Modulation(width, prior_width) if prior_width else None
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        nn.init.kaiming_normal_(self.first.weight, nonlinearity="relu")
        with torch.no_grad():
            self.second.weight.mul_(0.1)
        nn.init.zeros_(self.second.bias)
        self.gate = Gate(width) if gated else None

    def forward(self, x: Tensor, prior: Tensor | None, film: Tensor | None) -> Tensor:
        y = x if self.modulate is None or prior is None else self.modulate(x, prior)
        y = F.relu(self.first(y))
        if film is not None:
            scale, shift = film.chunk(2, 1)
            y = y + y * scale + shift
        y = self.second(y)
        if self.gate is not None:
            y = self.gate(y)
        return x + y


class PriorEncoder(nn.Module):
    """[B,8,S,S] -> features at 1/4, 1/8 and 1/16."""

    def __init__(self, width: int):
        super().__init__()
        # A 4x4 convolution of stride 4 is pixel_unshuffle and a 1x1 convolution in one, without the transposition.
        self.fold = nn.Conv2d(PRIOR_CHANNELS, width, FOLD, stride=FOLD)
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.down = nn.Conv2d(width, width, 3, stride=2, padding=1)
        self.down_again = nn.Conv2d(width, width, 3, stride=2, padding=1)

    def forward(self, prior: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        shallow = F.relu(self.first(F.relu(self.fold(prior))))
        deep = F.relu(self.down(shallow))
        return shallow, deep, F.relu(self.down_again(deep))


class Beside(nn.Module):
    """What the frames beside the picture show otherwise; it adds nothing at the start.

    All of them are cut as the picture is, so their differences tell how everything moves, and thereby the blur. Where
    exposures overlap, the sharp picture is nearly the picture plus a share of each difference: one for the whole picture,
    from how the differences grow with their distance in time, which tells whether exposures overlap, and one for each
    pixel (after kernel prediction, Mildenhall et al. 2018).
    """

    def __init__(self, frames: int, width: int):
        super().__init__()
        self.frames = frames
        self.fold = nn.Conv2d(3 * frames, width, 2 * FOLD, stride=FOLD, padding=FOLD // 2)
        self.into = nn.Conv2d(width, width, 3, padding=1)
        self.whole = nn.Sequential(nn.Linear(2 * frames, 24), nn.ReLU(), nn.Linear(24, frames))
        self.shares = nn.Conv2d(width, frames * FOLD * FOLD, 3, padding=1)
        for layer in (self.into, self.shares, self.whole[2]):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def differences(self, face: Tensor, beside: Tensor) -> Tensor:
        """[B,3N,S,S]; taken before the numbers' width is halved, which would round them away."""
        return beside - face.repeat(1, self.frames, 1, 1)

    def features(self, differences: Tensor) -> Tensor:
        return self.into(F.relu(self.fold(differences)))

    def sizes(self, differences: Tensor) -> Tensor:
        """[B,2N] logarithms of the mean absolute difference of each frame, of pixels and of cells of 8 x 8."""
        means = [d.abs().mean((2, 3)) for d in (differences, F.avg_pool2d(differences, 8))]
        return (torch.cat([m.unflatten(1, (self.frames, 3)).mean(2) for m in means], 1) + 1e-3).log() / 2 + 2

    def mixed(self, differences: Tensor, shallow: Tensor) -> Tensor:
        """[B,3,S,S] the sum of the differences' shares."""
        shares = F.pixel_shuffle(self.shares(shallow), FOLD) + self.whole(self.sizes(differences))[:, :, None, None]
        return sum(differences[:, 3 * k : 3 * k + 3] * shares[:, k : k + 1] for k in range(self.frames))


class FacetRestorer(nn.Module):
    def __init__(self, config: RestorerConfig):
        super().__init__()
        self.config = config
        w, d, b, p = config.width, config.deep_width, config.bottom_width, config.prior_width
        self.prior = PriorEncoder(p)
        self.head = nn.Conv2d(3, w, 2 * FOLD, stride=FOLD, padding=FOLD // 2)
        self.beside = Beside(config.beside, w) if config.beside else None
        self.into = nn.ModuleList(Block(w, p if i == 0 else 0) for i in range(config.blocks_in))
        self.down = nn.Conv2d(w, d, 3, stride=2, padding=1)
        self.deep = nn.ModuleList(Block(d, p, gated=True) for _ in range(config.blocks_deep))
        self.down_again = nn.Conv2d(d, b, 3, stride=2, padding=1)
        self.bottom = nn.ModuleList(Block(b, p, gated=True) for _ in range(config.blocks_bottom))
        self.up_again = nn.Conv2d(b, 4 * d, 1)
        self.deep_out = nn.ModuleList(Block(d, p, gated=True) for _ in range(config.blocks_deep_out))
        self.up = nn.Conv2d(d, 4 * w, 1)
        self.out = nn.ModuleList(Block(w, p) for _ in range(config.blocks_out))
        self.tail = nn.Conv2d(w, 3 * FOLD * FOLD, 3, padding=1)
        with torch.no_grad():
            for layer in (self.tail, self.up, self.up_again):
                layer.weight.mul_(0.1 if layer is self.tail else 0.5)
                layer.bias.zero_()
        self.film_widths = [
            2 * width
            for width, count in ((d, config.blocks_deep), (b, config.blocks_bottom), (d, config.blocks_deep_out))
            for _ in range(count)
        ]
        if config.coefficients > 0:
            self.film_hidden = nn.Linear(config.coefficients, 64, bias=False)
            self.film = nn.Linear(64, sum(self.film_widths), bias=False)
            nn.init.zeros_(self.film.weight)

    def films(self, coefficients: Tensor) -> list[Tensor | None]:
        if self.config.coefficients == 0:
            return [None] * len(self.film_widths)
        # tanh keeps an outlying fit from driving the features away; no bias: zeros in, no modulation out.
        film = self.film(torch.tanh(self.film_hidden(coefficients)))[:, :, None, None]
        return list(film.split(self.film_widths, 1))

    def forward(
        self, face: Tensor, prior: Tensor | None, coefficients: Tensor, beside: Tensor | None = None
    ) -> Tensor:
        """`prior` None skips the prior's branch: what the warm start without priors does."""
        prior_shallow, prior_deep, prior_bottom = self.prior(prior) if prior is not None else (None, None, None)
        films = self.films(coefficients)
        shallow = self.head(face)
        if self.beside is not None:
            differences = self.beside.differences(face, beside)
            shallow = shallow + self.beside.features(differences)
        for block in self.into:
            shallow = block(shallow, prior_shallow, None)
        deep = self.down(shallow)
        for block in self.deep:
            deep = block(deep, prior_deep, films.pop(0))
        bottom = self.down_again(deep)
        for block in self.bottom:
            bottom = block(bottom, prior_bottom, films.pop(0))
        deep = deep + F.pixel_shuffle(self.up_again(bottom), 2)
        for block in self.deep_out:
            deep = block(deep, prior_deep, films.pop(0))
        shallow = shallow + F.pixel_shuffle(self.up(deep), 2)
        for block in self.out:
            shallow = block(shallow, prior_shallow, None)
        restored = face + F.pixel_shuffle(self.tail(shallow), FOLD)
        if self.beside is not None:
            restored = restored + self.beside.mixed(differences, shallow)
        return restored if self.training else restored.clamp(0, 1)


def parameter_count(model: nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())
