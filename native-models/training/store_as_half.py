"""Keeps the weights of an exported network as float16, half the file, computed with as float32 as before.

    python store_as_half.py ../facet-super-resolution/facet-super-resolution.onnx
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort

from onnx_file import keep_as_half


def answers(file: Path, feeds: dict[str, np.ndarray]) -> list[np.ndarray]:
    return ort.InferenceSession(str(file), providers=["CPUExecutionProvider"]).run(None, feeds)


def main() -> None:
    file = Path(sys.argv[1])
    graph = onnx.load(str(file))
    random = np.random.default_rng(1)
    feeds = {}
    for tensor in graph.graph.input:
        shape = [axis.dim_value or (1 if axis.dim_param == "batch" else 128) for axis in tensor.type.tensor_type.shape.dim]
        feeds[tensor.name] = random.random(shape, np.float32)
    before, bytes_before = answers(file, feeds), file.stat().st_size
    keep_as_half(graph.graph)
    onnx.checker.check_model(graph, full_check=True)
    onnx.save(graph, str(file))
    worst = max(float(np.abs(a - b).max()) for a, b in zip(before, answers(file, feeds)))
    print(f"{file.name}: {bytes_before} -> {file.stat().st_size} bytes, largest difference {worst:.1e}")


if __name__ == "__main__":
    main()
