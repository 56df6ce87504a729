"""Checkpoint -> ONNX, checked against PyTorch. Uses the averaged weights.

    python export.py --run RUN --out ../facet-restorer/facet-restorer.onnx
"""

import argparse
from pathlib import Path

import onnx
import torch

from network import PRIOR_CHANNELS, FacetRestorer, RestorerConfig, parameter_count
from onnx_file import check_export, keep_as_half, save_described

INPUTS = ("faceNchw", "priorNchw", "coefficients", "besideNchw")
OUTPUT = "restoredNchw"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--coefficients", type=int, help="C, where the run was trained before it was known")
    parser.add_argument("--name", default="facet-restorer")
    parser.add_argument("--silence", help="first:last of the coefficients whose weights are set to zero")
    parser.add_argument("--half", action="store_true", help="weights kept as float16, computed with as float32")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    state = torch.load(arguments.run / "state.pt", map_location="cpu", weights_only=True)
    values = dict(state["config"])
    values["coefficients"] = values["coefficients"] or arguments.coefficients or 0
    if values["coefficients"] == 0:
        raise SystemExit("the run knows no coefficients: give their number by --coefficients")
    config = RestorerConfig(**values)
    model = FacetRestorer(config)
    missing, unexpected = model.load_state_dict(state["average"], strict=False)
    if unexpected or any(not name.startswith("film") for name in missing):
        raise SystemExit(f"weights do not fit: missing {missing}, unexpected {unexpected}")
    if arguments.silence:
        first, last = (int(n) for n in arguments.silence.split(":"))
        with torch.no_grad():
            model.film_hidden.weight[:, first:last] = 0
    model.eval()
    generator = torch.Generator().manual_seed(1)

    inputs = INPUTS if config.beside else INPUTS[:3]

    def example(batch: int) -> tuple[torch.Tensor, ...]:
        tensors = (
            torch.rand(batch, 3, 256, 256, generator=generator),
            torch.rand(batch, PRIOR_CHANNELS, 256, 256, generator=generator),
            torch.randn(batch, config.coefficients, generator=generator),
            torch.rand(batch, 3 * config.beside, 256, 256, generator=generator),
        )
        return tensors[: len(inputs)]

    # The specialists are also measured at the papers' 128 px; the engine always gives 256.
    sides = {} if arguments.name.startswith("facet-restorer") else {2: "side", 3: "side"}
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        model,
        example(1),
        str(arguments.out),
        input_names=list(inputs),
        output_names=[OUTPUT],
        dynamic_axes={
            name: {0: "batch"} if name == "coefficients" else {0: "batch", **sides} for name in (*inputs, OUTPUT)
        },
        opset_version=17,
        dynamo=False,
    )
    graph = onnx.load(str(arguments.out))
    if arguments.half:
        keep_as_half(graph.graph)
    description = {
        "name": arguments.name,
        "licence": "MIT",
        "trainingSteps": str(state["step"]),
        "priorChannels": "renderedColour[3] normal[3] coverage confidence",
    }
    save_described(graph, arguments.out, description)

    examples = []
    for batch in (1, 2):
        tensors = example(batch)
        with torch.no_grad():
            expected = model(*tensors).numpy()
        examples.append(({name: tensor.numpy() for name, tensor in zip(inputs, tensors)}, expected))
    check_export(arguments.out, examples, f"step {state['step']}, {parameter_count(model)} parameters")


if __name__ == "__main__":
    main()
