"""Vivid weights for new faithful ones without training them: what made the old faithful ones vivid is added to the new.

    python carry_vivid.py --faithful NEW.onnx --from OLD.onnx OLD-VIVID.onnx --out NEW-VIVID.onnx

The difference of two networks of which one was begun from the other works on a third that was begun from the same (task
arithmetic, Ilharco et al. 2023), as long as this one has not gone far.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import onnx.numpy_helper


def weights_of(graph: onnx.ModelProto) -> dict[str, np.ndarray]:
    return {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.graph.initializer}


def carried(faithful: onnx.ModelProto, old: onnx.ModelProto, old_vivid: onnx.ModelProto) -> onnx.ModelProto:
    """`faithful` with every weight moved by what lies between the other two. Raises ValueError where one is missing
    or of another shape."""
    before, after = weights_of(old), weights_of(old_vivid)
    result = onnx.ModelProto()
    result.CopyFrom(faithful)
    for tensor in result.graph.initializer:
        ours = onnx.numpy_helper.to_array(tensor)
        if ours.dtype.kind != "f":
            continue
        if any(tensor.name not in other or other[tensor.name].shape != ours.shape for other in (before, after)):
            raise ValueError(f"{tensor.name} is not the same weight in all three networks")
        moved = ours + (after[tensor.name].astype(np.float32) - before[tensor.name])
        tensor.CopyFrom(onnx.numpy_helper.from_array(moved.astype(ours.dtype), tensor.name))
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faithful", type=Path, required=True)
    parser.add_argument("--from", type=Path, nargs=2, required=True, dest="pair", metavar=("OLD", "OLD_VIVID"))
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    files = (arguments.faithful, *arguments.pair)
    onnx.save(carried(*(onnx.load(str(file)) for file in files)), str(arguments.out))


if __name__ == "__main__":
    main()
