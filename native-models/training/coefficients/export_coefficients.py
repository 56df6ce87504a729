"""Checkpoint -> ONNX, checked against PyTorch. Uses the averaged weights, kept as float16 and computed with as float32.

    python export_coefficients.py --run RUN --out ../../facet-coefficients/facet-coefficients.onnx
"""

import argparse
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from coefficient_network import SIDE, CoefficientNetwork, Exported, parameter_count  # noqa: E402
from onnx_file import check_export, export_batched, keep_as_half, save_described  # noqa: E402

INPUT, OUTPUTS = "faceNchw", ["coefficients", "sigma"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    state = torch.load(arguments.run / "state.pt", map_location="cpu", weights_only=True)
    network = CoefficientNetwork(len(state["average"]["centre"]))
    network.load_state_dict(state["average"])
    model = Exported(network).eval()
    generator = torch.Generator().manual_seed(1)
    faces = [torch.rand(batch, 3, SIDE, SIDE, generator=generator) for batch in (1, 2)]
    graph = export_batched(model, faces[0], arguments.out, INPUT, OUTPUTS)
    keep_as_half(graph.graph)
    save_described(graph, arguments.out, {"name": "facet-coefficients", "licence": "MIT", "trainingSteps": str(state["step"])})
    with torch.no_grad():
        examples = [({INPUT: face.numpy()}, model(face)[0].numpy()) for face in faces]
    check_export(arguments.out, examples, f"step {state['step']}, {parameter_count(network)} parameters", 0.01)


if __name__ == "__main__":
    main()
