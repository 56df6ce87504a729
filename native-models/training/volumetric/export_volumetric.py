"""Checkpoint -> ONNX, checked against PyTorch. Uses the averaged weights, kept as float16 (half the file) and computed
with as float32.

    python export_volumetric.py --run RUN --out ../../volumetric/facet-volume.onnx
"""

import argparse
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from onnx_file import check_export, export_batched, keep_as_half, save_described  # noqa: E402
from volume_network import SIDE, Exported, FacetVolume, parameter_count  # noqa: E402

INPUT, OUTPUT = "faceNchw", "volumeNdhw"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    state = torch.load(arguments.run / "state.pt", map_location="cpu", weights_only=True)
    network = FacetVolume()
    network.load_state_dict(state["average"])
    with torch.no_grad():
        for parameter in network.parameters():
            if parameter.numel() >= 1024:
                parameter.copy_(parameter.half().float())
    model = Exported(network).eval()
    generator = torch.Generator().manual_seed(1)
    faces = [torch.rand(batch, 3, SIDE, SIDE, generator=generator) for batch in (1, 2)]
    graph = export_batched(model, faces[0], arguments.out, INPUT, [OUTPUT])
    keep_as_half(graph.graph)
    description = {"name": "facet-volume", "licence": "MIT", "trainingSteps": str(state["step"])}
    save_described(graph, arguments.out, description)

    with torch.no_grad():
        examples = [({INPUT: face.numpy()}, model(face).numpy()) for face in faces]
    check_export(arguments.out, examples, f"step {state['step']}, {parameter_count(network)} parameters")


if __name__ == "__main__":
    main()
