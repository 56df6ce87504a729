"""Tells an exported restorer to ignore some of its coefficients: where the fit has changed what they mean.

    python silence.py ../facet-restorer/facet-restorer.onnx 0:80      # identity

Their rows of the matrix that takes the coefficients in become zero; everything else stays. Prints the new hash; run
`node native-models/update-manifest.mjs` afterwards. Training again with the new fit is the better remedy.
"""

import argparse
import hashlib
from pathlib import Path

import onnx
import onnx.numpy_helper

from onnx_file import weight_name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("range", help="first:last, without the last")
    arguments = parser.parse_args()
    first, last = (int(n) for n in arguments.range.split(":"))
    model = onnx.load(str(arguments.model))
    takers = [node for node in model.graph.node if node.op_type == "MatMul" and node.input[0] == "coefficients"]
    if len(takers) != 1:
        raise SystemExit(f"{arguments.model} takes its coefficients in another way")
    tensor = next(entry for entry in model.graph.initializer if weight_name(entry.name) == takers[0].input[1])
    weights = onnx.numpy_helper.to_array(tensor).copy()
    weights[first:last] = 0
    tensor.CopyFrom(onnx.numpy_helper.from_array(weights, tensor.name))
    onnx.save(model, str(arguments.model))
    print(f"{arguments.model.name}: {last - first} of {weights.shape[0]} silenced")
    print(f"sha256 {hashlib.sha256(arguments.model.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
