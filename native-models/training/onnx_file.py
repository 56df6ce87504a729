"""What exports here share: a plain file, its own description, its check against PyTorch, its time."""

import hashlib
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnx.numpy_helper
import onnxruntime as ort
import torch

TOLERANCE = 1e-3

Feeds = Mapping[str, np.ndarray]


def export_batched(
    model: torch.nn.Module, example: torch.Tensor, file: Path, input_name: str, outputs: Sequence[str]
) -> onnx.ModelProto:
    """Writes a network of one input whose batch alone is free -> its graph. Makes the folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        model,
        (example,),
        str(file),
        input_names=[input_name],
        output_names=list(outputs),
        dynamic_axes={name: {0: "batch"} for name in (input_name, *outputs)},
        opset_version=17,
        dynamo=False,
    )
    return onnx.load(str(file))


HALF = "_half"


def weight_name(tensor: str) -> str:
    """The name of a weight, however wide it is kept."""
    return tensor.removesuffix(HALF)


def in_full(model: onnx.ModelProto) -> onnx.ModelProto:
    """Undoes `keep_as_half`: weights are float32 again. Changes and returns `model`."""
    graph = model.graph
    kept = {weight.name: weight for weight in graph.initializer}
    for cast in [node for node in graph.node if node.op_type == "Cast" and node.input[0] in kept]:
        weight = kept[cast.input[0]]
        values = onnx.numpy_helper.to_array(weight).astype(np.float32)
        weight.CopyFrom(onnx.numpy_helper.from_array(values, cast.output[0]))
        graph.node.remove(cast)
    return model


def keep_as_half(graph: onnx.GraphProto) -> None:
    """Weights become float16 with a Cast behind each, which the runtime folds when it opens the file."""
    casts = []
    for weight in graph.initializer:
        values = onnx.numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.size < 1024:
            continue
        name = weight.name
        weight.CopyFrom(onnx.numpy_helper.from_array(values.astype(np.float16), f"{name}{HALF}"))
        casts.append(onnx.helper.make_node("Cast", [f"{name}{HALF}"], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def between(model: onnx.ModelProto, other: onnx.ModelProto, share: float, left: Collection[str] = ()) -> onnx.ModelProto:
    """A copy of `model` whose weights lie `share` of the way to those of the same name in `other`; it may have constants of
    its own, and those named in `left` stay."""
    theirs = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in other.graph.initializer}
    result = onnx.ModelProto()
    result.CopyFrom(model)
    for tensor in result.graph.initializer:
        ours = onnx.numpy_helper.to_array(tensor)
        if tensor.name not in theirs or ours.dtype.kind != "f" or weight_name(tensor.name) in left:
            continue
        moved = ours + np.float32(share) * (theirs[tensor.name].astype(np.float32) - ours)
        tensor.CopyFrom(onnx.numpy_helper.from_array(moved.astype(ours.dtype), tensor.name))
    return result


def save_described(graph: onnx.ModelProto, file: Path, entries: Mapping[str, str]) -> None:
    """Replaces what the exporter says of itself by `entries`, and saves what onnx's checker accepts."""
    del graph.metadata_props[:]
    for key, value in entries.items():
        entry = graph.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.checker.check_model(graph, full_check=True)
    onnx.save(graph, str(file))


def best_milliseconds(session: ort.InferenceSession, feeds: Feeds, trials: int = 12) -> float:
    times = []
    for _ in range(trials):
        begun = time.perf_counter()
        session.run(None, dict(feeds))
        times.append(time.perf_counter() - begun)
    return 1e3 * min(times)


def check_export(file: Path, examples: Sequence[tuple[Feeds, np.ndarray]], summary: str, tolerance: float = TOLERANCE) -> None:
    """Prints size, hash, largest difference and time of the first example on one thread.

    examples: feeds of the file's inputs, and what PyTorch makes its first output of them. Ends the program where the two
    differ by more than `tolerance`.
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    worst = max(float(np.abs(session.run(None, dict(feeds))[0] - expected).max()) for feeds, expected in examples)
    if worst > tolerance:
        raise SystemExit(f"ONNX and PyTorch differ by {worst:.2e}")
    milliseconds = best_milliseconds(session, examples[0][0])
    content = file.read_bytes()
    print(f"{file.name}: {summary}, {len(content)} bytes")
    print(f"sha256 {hashlib.sha256(content).hexdigest()}")
    print(f"largest difference to PyTorch {worst:.1e}; {milliseconds:.1f} ms a crop at best on one thread")
