"""Checkpoint -> ONNX, checked against PyTorch. Uses the averaged weights, kept as float16 (half the file) and computed
with as float32.

    python export_volumetric.py --run RUN --out ../../volumetric/facet-volume.onnx
"""

import argparse
import hashlib
import time
from pathlib import Path

import numpy as np
import onnx
import onnx.numpy_helper
import onnxruntime as ort
import torch

from volume_network import SIDE, Exported, FacetVolume, parameter_count

INPUT, OUTPUT = "faceNchw", "volumeNdhw"
TOLERANCE = 1e-3


def keep_as_half(graph: onnx.GraphProto) -> None:
    """Weights become float16 with a Cast behind each, which the runtime folds when it opens the file."""
    casts = []
    for weight in graph.initializer:
        values = onnx.numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.size < 1024:
            continue
        name = weight.name
        weight.CopyFrom(onnx.numpy_helper.from_array(values.astype(np.float16), f"{name}_half"))
        casts.append(onnx.helper.make_node("Cast", [f"{name}_half"], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


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
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        model,
        (faces[0],),
        str(arguments.out),
        input_names=[INPUT],
        output_names=[OUTPUT],
        dynamic_axes={INPUT: {0: "batch"}, OUTPUT: {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    graph = onnx.load(str(arguments.out))
    keep_as_half(graph.graph)
    del graph.metadata_props[:]
    for key, value in (("name", "facet-volume"), ("licence", "MIT"), ("trainingSteps", str(state["step"]))):
        entry = graph.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.checker.check_model(graph, full_check=True)
    onnx.save(graph, str(arguments.out))

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(arguments.out), options, providers=["CPUExecutionProvider"])
    worst = 0.0
    for face in faces:
        with torch.no_grad():
            expected = model(face).numpy()
        worst = max(worst, float(np.abs(session.run(None, {INPUT: face.numpy()})[0] - expected).max()))
    if worst > TOLERANCE:
        raise SystemExit(f"ONNX and PyTorch differ by {worst:.2e}")
    times = []
    for _ in range(12):
        begun = time.perf_counter()
        session.run(None, {INPUT: faces[0].numpy()})
        times.append(time.perf_counter() - begun)
    content = arguments.out.read_bytes()
    print(f"{arguments.out.name}: step {state['step']}, {parameter_count(network)} parameters, {len(content)} bytes")
    print(f"sha256 {hashlib.sha256(content).hexdigest()}")
    print(f"largest difference to PyTorch {worst:.1e}; {1e3 * min(times):.1f} ms a crop at best on one thread")


if __name__ == "__main__":
    main()
