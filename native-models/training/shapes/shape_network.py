"""The shape network: a face as the landmark network sees it, and its landmarks as read, to the head's shape.

    image       float32 [B,3,192,192]  RGB 0..1, what the landmark network sees (main/engine/faces/landmark-region.ts)
    landmarks   float32 [B,478,2]      as read, pixels of that picture
    shape       float32 [B,80]         identity, standard deviations of the face model's modes
    shapeSigma  float32 [B,80]         standard deviation of each
    turn        float32 [B,3]          pitch, yaw, roll, radians, against the line of sight to the head's origin and the
                                       picture's axes

It goes on from the landmark network's own layers (`landmark_layers.py`), which know faces from far more pictures than
there are here. While it learns it also tells where the face's own points are and how far the head is away. Those are not
exported.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from landmark_layers import DEEPER, DEEPER_CHANNELS, EARLY, EARLY_CHANNELS, LandmarkLayers

SIDE, POINTS, MODES = 192, 478, 80
# Pitch, yaw, roll, and the logarithm of the distance in metres: learnt beside, told by pictures hardly at all.
POSE = 4
LANDMARKS = 128


def convolution(inputs: int, outputs: int, size: int = 1, stride: int = 1) -> nn.Sequential:
    """Halves the picture where stride is 2 (size 4)."""
    return nn.Sequential(nn.Conv2d(inputs, outputs, size, stride, stride // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


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


def levelled(points: Tensor) -> Tensor:
    """[B,478,2] pixels -> about their middle, in distances between the eyes"""
    across = ((points[:, 263] + points[:, 362] - points[:, 33] - points[:, 133]) / 2).norm(dim=1)
    return (points - points.mean(1, keepdim=True)) / across[:, None, None]


class ShapeNetwork(nn.Module):
    """From the landmark network's early layers on. Answers in spreads about a centre (buffers), see `Exported`."""

    def __init__(self, whole: int = 256):
        super().__init__()
        at24, at12, at6, at3 = DEEPER_CHANNELS
        self.layers = LandmarkLayers(EARLY, DEEPER)
        self.down24, self.mix24 = convolution(EARLY_CHANNELS, 64, 4, 2), nn.Sequential(convolution(at24 + 64, 64), Residual(64))
        self.down12, self.mix12 = convolution(64, 96, 4, 2), nn.Sequential(convolution(at12 + 96, 96), Residual(96), Residual(96))
        self.down6, self.mix6 = convolution(96, 128, 4, 2), nn.Sequential(convolution(at6 + 128, 128), Residual(128))
        self.squeeze24, self.squeeze12, self.squeeze6 = convolution(64, 4), convolution(96, 24), convolution(128, 48)
        self.read = nn.Linear(2 * POINTS, LANDMARKS)
        inputs = 4 * 24**2 + 24 * 12**2 + 48 * 6**2 + at3 * 3**2 + LANDMARKS
        self.whole = nn.Sequential(nn.Linear(inputs, whole), nn.ReLU(inplace=True), nn.Dropout(0.1))
        self.points, self.points_straight = nn.Linear(whole, 3 * POINTS), nn.Linear(LANDMARKS, 2 * POINTS, bias=False)
        self.shape, self.shape_straight = nn.Linear(whole, 2 * MODES), nn.Linear(LANDMARKS, MODES)
        self.pose, self.pose_straight = nn.Linear(whole, 2 * POSE), nn.Linear(LANDMARKS, POSE)
        for last in (self.points, self.points_straight, self.shape, self.shape_straight, self.pose, self.pose_straight):
            nn.init.normal_(last.weight, std=0.01)
        self.register_buffer("read_centre", torch.zeros(2 * POINTS))
        self.register_buffer("read_spread", torch.ones(()))
        self.register_buffer("offset_centre", torch.zeros(POINTS, 2))
        self.register_buffer("offset_spread", torch.ones(()))
        self.register_buffer("pose_centre", torch.zeros(POSE))
        self.register_buffer("pose_spread", torch.ones(POSE))

    def forward(self, early: Tensor, level: Tensor) -> tuple[Tensor, ...]:
        """early [B,32,48,48]; landmarks levelled [B,478,2] -> offset of the points, shape, pose: mean and ln sigma of each"""
        x24, x12, x6, x3 = self.layers(early)
        x24 = self.mix24(torch.cat([x24, self.down24(early)], 1))
        x12 = self.mix12(torch.cat([x12, self.down12(x24)], 1))
        x6 = self.mix6(torch.cat([x6, self.down6(x12)], 1))
        read = self.read((level.flatten(1) - self.read_centre) / self.read_spread)
        seen = [self.squeeze24(x24), self.squeeze12(x12), self.squeeze6(x6), x3]
        whole = self.whole(torch.cat([*(part.flatten(1) for part in seen), read], 1))
        points = self.points(whole).view(-1, POINTS, 3)
        shape, pose = self.shape(whole), self.pose(whole)
        return (points[:, :, :2] + self.points_straight(read).view(-1, POINTS, 2), points[:, :, 2].clamp(-4, 2),
                shape[:, :MODES] + self.shape_straight(read), shape[:, MODES:].clamp(-4, 2),
                pose[:, :POSE] + self.pose_straight(read), pose[:, POSE:].clamp(-4, 2))


class Exported(nn.Module):
    """The network with the early layers before it; the mean of what the picture and its mirror image tell.

    mirror [478] landmarks on the other side, parity [80] 1 or -1: face_surface.py
    """

    def __init__(self, network: ShapeNetwork, mirror: Tensor, parity: Tensor):
        super().__init__()
        self.register_buffer("mirror", mirror)
        self.register_buffer("parity", parity)
        self.early = LandmarkLayers("image", [EARLY])
        self.network = network

    def forward(self, image: Tensor, landmarks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        level = levelled(landmarks)
        mirrored = level[:, self.mirror] * level.new_tensor([-1.0, 1.0])
        early = self.early(torch.cat([image, image.flip(3)]))[0]
        _, _, shape, shape_sigma, pose, _ = self.network(early, torch.cat([level, mirrored]))
        as_seen, as_mirrored = shape.chunk(2)
        turn, turn_mirrored = (self.network.pose_centre + self.network.pose_spread * pose)[:, :3].chunk(2)
        return ((as_seen + as_mirrored * self.parity) / 2, shape_sigma.exp().unflatten(0, (2, -1)).mean(0),
                (turn + turn_mirrored * turn.new_tensor([1.0, -1.0, -1.0])) / 2)


def parameter_count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())
