"""The landmark network's own layers (../../facemesh-attention), as a module whose weights can go on learning.

    image      float32 [B,3,192,192]  RGB 0..1, what the landmark network sees (main/engine/faces/landmark-region.ts)
    EARLY      [B,32,48,48]           what its first layers make of it: edges and the like, left as they are
    DEEPER     [B,64,24,24], [B,128,12,12], [B,128,6,6], [B,32,3,3]
"""

from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional as F

LANDMARK_NETWORK = Path(__file__).resolve().parents[2] / "facemesh-attention" / "facemesh-attention.onnx"
EARLY, EARLY_CHANNELS, EARLY_CELLS = "prelu_47", 32, 48
DEEPER, DEEPER_CHANNELS = ("prelu_74", "prelu_101", "prelu_126", "prelu_164"), (64, 128, 128, 32)


class LandmarkLayers(nn.Module):
    """The nodes that lead from one tensor of the graph to others, the last of them named last."""

    def __init__(self, begin: str, ends: Sequence[str]):
        super().__init__()
        graph = onnx.load(str(LANDMARK_NETWORK)).graph
        constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self.begin, self.ends = begin, tuple(ends)
        self.nodes: list[tuple[str, list[str], str, dict]] = []
        self.weights = nn.ParameterDict()
        known = {begin}
        for node in graph.node:
            taken = [name for name in node.input if name not in constants]
            if not known.issuperset(taken):
                continue
            attributes = {each.name: onnx.helper.get_attribute_value(each) for each in node.attribute}
            if node.op_type in ("Conv", "PRelu"):
                for name in node.input[1:]:
                    values = constants[name].reshape(-1) if node.op_type == "PRelu" else constants[name]
                    self.weights[name] = nn.Parameter(torch.from_numpy(values.copy()))
            elif node.op_type == "Pad":
                attributes["channels"] = [int(constants[node.input[1]][axis]) for axis in (1, 5)]
            self.nodes.append((node.op_type, list(node.input), node.output[0], attributes))
            known.add(node.output[0])
            if node.output[0] == self.ends[-1]:
                return
        raise ValueError(f"{LANDMARK_NETWORK} does not lead from {begin} to {ends[-1]}")

    def forward(self, x: Tensor) -> list[Tensor]:
        found = {self.begin: x}
        for kind, inputs, output, attributes in self.nodes:
            taken = found[inputs[0]]
            if kind == "Conv":
                weight, *bias = (self.weights[name] for name in inputs[1:])
                top, left, bottom, right = attributes.get("pads", [0, 0, 0, 0])
                if (top, left) != (bottom, right):
                    taken, top, left = F.pad(taken, (left, right, top, bottom)), 0, 0
                result = F.conv2d(taken, weight, *bias, stride=attributes.get("strides", [1, 1]), padding=(top, left),
                                  groups=attributes.get("group", 1))
            elif kind == "PRelu":
                result = F.prelu(taken, self.weights[inputs[1]])
            elif kind == "Add":
                result = taken + found[inputs[1]]
            elif kind == "MaxPool":
                result = F.max_pool2d(taken, attributes["kernel_shape"], attributes["strides"])
            elif kind == "Pad":
                result = F.pad(taken, (0, 0, 0, 0, *attributes["channels"]))
            else:
                raise ValueError(f"{kind} is not among the layers that this knows")
            found[output] = result
        return [found[name] for name in self.ends]
