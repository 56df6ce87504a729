"""Who is held out: the split is by person and needs nothing but names and embeddings.

Held out: the `faker-*` portraits whose number is divisible by three, and every twelfth member of Congress by the SHA-1
of the identifier. The same member can also stand under `voteview-*` with another number, so whoever looks like a
held-out person (cosine of the 256-d embeddings above 0.5; different people lie about .03, one person above .7) is
used for nothing.
"""

import csv
import hashlib
import re
import sys
from pathlib import Path

import numpy as np

LOOKALIKE_COSINE = 0.5


def is_held_out(row: dict[str, str]) -> bool:
    if row["source"] == "faker":
        return int(re.findall(r"\d+", row["file"])[-1]) % 3 == 0
    if row["source"] == "congress":
        return int(hashlib.sha1(row["person"].encode()).hexdigest(), 16) % 12 == 0
    return False


def split(rows: list[dict[str, str]], embeddings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """-> indices for training, indices held out."""
    held_out = np.array([is_held_out(row) for row in rows])
    lookalike = (embeddings @ embeddings[held_out].T).max(1) > LOOKALIKE_COSINE
    return np.flatnonzero(~held_out & ~lookalike), np.flatnonzero(held_out)


def main() -> None:
    """python split.py DATA [--training]: the held-out portraits' file names, or those of training, one a line."""
    folder = Path(sys.argv[1])
    with open(folder / "crops.csv", newline="") as table:
        rows = list(csv.DictReader(table))
    training, held_out = split(rows, np.load(folder / "embeddings.npy"))
    for index in training if "--training" in sys.argv[2:] else held_out:
        print(rows[index]["file"])


if __name__ == "__main__":
    main()
