"""The mean of two exported networks of one graph, where one went on from the other: often better than either on pictures
unlike those of the training (Wortsman et al. 2022).

    python mix_weights.py BEFORE.onnx AFTER.onnx MIXED.onnx --share 0.5

Modulation by coefficients, which may have begun anew, is that of AFTER. Prints the hash; run
`node native-models/update-manifest.mjs` afterwards.
"""

import argparse
import hashlib
from pathlib import Path

import onnx

from carry_vivid import weights_of
from onnx_file import between


def mixed(before: onnx.ModelProto, after: onnx.ModelProto, share: float) -> onnx.ModelProto:
    """`after`'s graph with weights before + share (after - before), share 0..1."""
    old = weights_of(before)
    for tensor in after.graph.initializer:
        if tensor.name not in old or old[tensor.name].shape != tuple(tensor.dims):
            raise SystemExit(f"{tensor.name} is not in both networks alike")
    modulation = {name for node in after.graph.node if node.op_type == "MatMul" for name in node.input}
    return between(after, before, 1 - share, modulation)


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
