"""The mean of two exported networks of one graph, where one went on from the other: often better than either on pictures
unlike those of the training (Wortsman et al. 2022).

    python mix_weights.py BEFORE.onnx AFTER.onnx MIXED.onnx --share 0.5

Modulation by coefficients, which may have begun anew, is that of AFTER. Prints the hash; run
`node native-models/update-manifest.mjs` afterwards.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnx
import onnx.numpy_helper

from carry_vivid import weights_of


def mixed(before: onnx.ModelProto, after: onnx.ModelProto, share: float) -> onnx.ModelProto:
    """`after`'s graph with weights before + share (after - before), share 0..1."""
    old = weights_of(before)
    modulation = {name for node in after.graph.node if node.op_type == "MatMul" for name in node.input}
    for tensor in after.graph.initializer:
        new = onnx.numpy_helper.to_array(tensor)
        if tensor.name not in old or old[tensor.name].shape != new.shape:
            raise SystemExit(f"{tensor.name} is not in both networks alike")
        if tensor.name.removesuffix("_half") in modulation or not np.issubdtype(new.dtype, np.floating):
            continue
        tensor.CopyFrom(onnx.numpy_helper.from_array((old[tensor.name] + share * (new.astype(np.float32) - old[tensor.name])).astype(new.dtype), tensor.name))
    return after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("before", "after", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of AFTER")
    arguments = parser.parse_args()
    model = mixed(onnx.load(str(arguments.before)), onnx.load(str(arguments.after)), arguments.share)
    onnx.save(model, str(arguments.out))
    print(f"sha256 {hashlib.sha256(arguments.out.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
