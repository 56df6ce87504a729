"""An exported restorer once more, whose large convolutions are computed in 8 bits: three fifths to three quarters of the time on CPUs.

    python int8.py --model ../facet-restorer/facet-restorer.onnx --vivid ../facet-restorer/facet-restorer-vivid.onnx \\
        --task restore --data DATA --out ../facet-restorer/facet-restorer-int8.onnx

The graph is the old one with pairs of QuantizeLinear and DequantizeLinear (QDQ) around what is computed in 8 bits: the
convolutions of 3 x 3, where the time goes. What comes in and goes out, what the prior modulates by and the sum that every
block adds to stay as they were. The weights are in the file as before, under their names, so that they still can be moved
towards vivid ones (main/engine/inference/mix-weights.ts); onnxruntime rounds them when it opens the file.

Activations take the range of all but the rarest that they reach on training portraits made poor, with weights from faithful
to vivid. Weights are rounded to 7 bits (a scale for each channel): products of pairs then fit into 16 bits, where older x86
CPUs add them. Check the loss by the task's evaluate script.
"""

import argparse
import itertools
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnx.numpy_helper
import onnxruntime as ort
from onnx import helper

from dataset import Portraits, Sampler, Samples, load_portraits
from deblurring import DeblurringSampler
from onnx_file import between, in_full, keep_as_half, save_described
from super_resolution import SuperResolutionSampler

QUANTISED = ("/first/Conv", "/second/Conv", "/down/Conv", "/down_again/Conv")
EXACT = ("/prior/", "/beside/", "/out.")
LARGEST_WEIGHT, LARGEST_VALUE = 63, 255
INPUTS = {"faceNchw": "face", "priorNchw": "prior", "coefficients": "coefficients", "besideNchw": "beside"}
# Per cent of a sample's values at either end that may be cut off, so that all others are told apart more finely.
RARE = 0.01
VIVIDNESSES = (0.0, 0.3, 1.0)
MODES = (0.3, 0.1, 0.2, 0.4)


def convolutions(graph: onnx.GraphProto) -> list[onnx.NodeProto]:
    return [
        node
        for node in graph.node
        if node.op_type == "Conv" and node.name.endswith(QUANTISED) and not node.name.startswith(EXACT)
    ]


def results_of(graph: onnx.GraphProto, conv: onnx.NodeProto) -> str:
    """The tensor that a convolution makes, behind the ReLU where that alone takes it."""
    takers = [node for node in graph.node if conv.output[0] in node.input]
    return takers[0].output[0] if [node.op_type for node in takers] == ["Relu"] else conv.output[0]


def rounded_tensors(graph: onnx.GraphProto) -> list[str]:
    """What goes into the convolutions that are computed in 8 bits, and what comes out of them."""
    convs = convolutions(graph)
    return sorted({conv.input[0] for conv in convs} | {results_of(graph, conv) for conv in convs})


def ranges_of(models: list[onnx.ModelProto], tensors: list[str], samples: list[dict[str, np.ndarray]]) -> dict[str, tuple[float, float]]:
    """The least and the greatest usual value of each tensor, over all models and samples, and zero."""
    found = {name: (0.0, 0.0) for name in tensors}
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    for model in models:
        watched = onnx.ModelProto()
        watched.CopyFrom(model)
        watched.graph.output.extend(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in tensors)
        session = ort.InferenceSession(watched.SerializeToString(), options, providers=["CPUExecutionProvider"])
        taken = {entry.name for entry in session.get_inputs()}
        for sample in samples:
            feeds = {name: sample[key] for name, key in INPUTS.items() if name in taken}
            for name, values in zip(tensors, session.run(tensors, feeds)):
                least, greatest = found[name]
                low, high = np.percentile(values, (RARE, 100 - RARE))
                found[name] = min(least, float(low)), max(greatest, float(high))
    return found


def quantised(model: onnx.ModelProto, vivid: onnx.ModelProto | None, ranges: dict[str, tuple[float, float]]) -> onnx.ModelProto:
    graph = model.graph
    weights = {weight.name: onnx.numpy_helper.to_array(weight) for weight in graph.initializer}
    theirs = weights if vivid is None else {weight.name: onnx.numpy_helper.to_array(weight) for weight in vivid.graph.initializer}
    convs, behind = convolutions(graph), {}

    def constant(name: str, values: np.ndarray) -> str:
        graph.initializer.append(onnx.numpy_helper.from_array(values, name))
        return name

    def pair(tensor: str, scale: np.ndarray, zero: np.ndarray, result: str, **axis: int) -> list[onnx.NodeProto]:
        about = [constant(f"{tensor}_scale", scale), constant(f"{tensor}_zero", zero)]
        rounded = helper.make_node("QuantizeLinear", [tensor, *about], [f"{tensor}_8"], name=f"{tensor}_quantize", **axis)
        return [rounded, helper.make_node("DequantizeLinear", [f"{tensor}_8", *about], [result], name=f"{tensor}_dequantize", **axis)]

    def of_values(tensor: str, result: str, name: str) -> list[onnx.NodeProto]:
        least, greatest = ranges[name]
        scale = np.float32((greatest - least) / LARGEST_VALUE)
        return pair(tensor, np.array(scale), np.array(round(-least / scale), np.uint8), result)

    before: dict[str, list[onnx.NodeProto]] = {}
    made = {results_of(graph, conv) for conv in convs}
    inputs: dict[str, str] = {}
    for conv in convs:
        taken, weight = conv.input[:2]
        if taken not in made and taken not in inputs:
            inputs[taken] = f"{taken}_rounded"
            before.setdefault(conv.name, []).extend(of_values(taken, inputs[taken], taken))
        conv.input[0] = inputs.get(taken, taken)
        reach = np.maximum(np.abs(weights[weight]), np.abs(theirs[weight])).reshape(len(weights[weight]), -1).max(1)
        scale = np.maximum(reach, 1e-8).astype(np.float32) / LARGEST_WEIGHT
        conv.input[1] = f"{weight}_rounded"
        before.setdefault(conv.name, []).extend(pair(weight, scale, np.zeros(len(scale), np.int8), conv.input[1], axis=0))
    for tensor in sorted(made):
        maker = next(node for node in graph.node if tensor in node.output)
        maker.output[0] = f"{tensor}_exact"
        behind[maker.name] = of_values(maker.output[0], tensor, tensor)
    nodes = list(itertools.chain.from_iterable([*before.get(node.name, []), node, *behind.get(node.name, [])] for node in graph.node))
    del graph.node[:]
    graph.node.extend(nodes)
    return model


def sampler_of(task: str, portraits: Portraits) -> Samples:
    if task == "sr":
        return SuperResolutionSampler(portraits, 5, 8, (0.2, 0.4, 0.4), MODES)
    return DeblurringSampler(portraits, 5, 8, MODES) if task == "deblur" else Sampler(portraits, 5, 4, 256, MODES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("model", "data", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--vivid", type=Path, help="weights that --model can be moved towards")
    parser.add_argument("--task", choices=("restore", "sr", "deblur"), required=True)
    parser.add_argument("--batches", type=int, default=10)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    model, vivid = (in_full(onnx.load(str(file))) if file else None for file in (arguments.model, arguments.vivid))
    models = [model] if vivid is None else [between(model, vivid, share) for share in VIVIDNESSES]
    sampler = sampler_of(arguments.task, load_portraits(arguments.data))
    samples = [sampler.batch(step) for step in range(arguments.batches)]
    count, tensors = len(convolutions(model.graph)), rounded_tensors(model.graph)
    described = {entry.key: entry.value for entry in model.metadata_props}
    result = quantised(model, vivid, ranges_of(models, tensors, samples))
    # The weights that stay exact as well: the file has to match the vivid one, weight by weight.
    keep_as_half(result.graph)
    save_described(result, arguments.out, described | {"name": f"{described['name']}-int8"})
    print(f"{arguments.out.name}: {count} convolutions in 8 bits, {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
