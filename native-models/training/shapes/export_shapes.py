"""Checkpoint -> ONNX, checked against PyTorch. Uses the averaged weights, kept as float16 and computed with as float32.

    python export_shapes.py --run RUN --out ../../facet-shape/facet-shape.onnx
"""

import argparse
import sys
from pathlib import Path

import onnx
import torch

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "renders")]
from face_surface import FaceSurface  # noqa: E402
from onnx_file import check_export, keep_as_half, save_described  # noqa: E402
from shape_network import POINTS, SIDE, Exported, ShapeNetwork, parameter_count  # noqa: E402

INPUTS, OUTPUTS = ["image", "landmarks"], ["shape", "shapeSigma", "turn"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("run", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    state = torch.load(arguments.run / "state.pt", map_location="cpu", weights_only=True)
    network = ShapeNetwork()
    network.load_state_dict(state["average"])
    surface = FaceSurface()
    model = Exported(network, torch.from_numpy(surface.mirror_points), torch.from_numpy(surface.parity)).eval()
    generator = torch.Generator().manual_seed(1)
    examples = [(torch.rand(1, 3, SIDE, SIDE, generator=generator), SIDE * torch.rand(1, POINTS, 2, generator=generator)) for _ in range(2)]
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(model, examples[0], str(arguments.out), input_names=INPUTS, output_names=OUTPUTS, opset_version=17, dynamo=False)
    graph = onnx.load(str(arguments.out))
    keep_as_half(graph.graph)
    save_described(graph, arguments.out, {"name": "facet-shape", "licence": "Apache-2.0", "trainingSteps": str(state["step"])})
    with torch.no_grad():
        checked = [(dict(zip(INPUTS, (part.numpy() for part in example))), model(*example)[0].numpy()) for example in examples]
    check_export(arguments.out, checked, f"step {state['step']}, {parameter_count(network)} parameters", 0.01)


if __name__ == "__main__":
    main()
