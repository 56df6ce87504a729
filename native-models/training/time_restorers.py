"""What a crop of 256 px costs on one CPU thread, exactly and in 8 bits (`int8.py`): milliseconds, best of 12, in turns.

    python time_restorers.py --models facet-restorer facet-super-resolution --json times.json
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime as ort

from onnx_file import best_milliseconds

MODELS = Path(__file__).resolve().parents[1]
SIDE = 256
ROUNDS = 4


def opened(file: Path) -> tuple[ort.InferenceSession, dict[str, np.ndarray]]:
    """The network, and something for it to look at."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    random = np.random.default_rng(1)
    shapes = {entry.name: [1, *entry.shape[1:]] for entry in session.get_inputs()}
    return session, {
        name: random.random([axis if isinstance(axis, int) else SIDE for axis in shape], np.float32) for name, shape in shapes.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="+", required=True)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = {}
    for model in arguments.models:
        ways = {way: opened(MODELS / model / f"{model}{ending}.onnx") for way, ending in (("exact", ""), ("in8Bits", "-int8"))}
        rounds = [{way: best_milliseconds(*network, trials=3) for way, network in ways.items()} for _ in range(ROUNDS)]
        found[model] = {way: round(min(one[way] for one in rounds), 1) for way in ways}
        print(model, found[model], flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
