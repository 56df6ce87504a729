"""What every training here does: choose the numbers' width, write its state, log."""

import json
import signal
from collections.abc import Callable
from pathlib import Path

import torch


def has_bf16(device: torch.device) -> bool:
    """Without the instructions (AVX-512 BF16, AMX) bf16 convolutions on a CPU are ten times slower than fp32."""
    return device.type == "cuda" or torch.cpu.get_capabilities().get("avx512_bf16", False)


def write_state(file: Path, state: dict[str, object]) -> None:
    """Under a temporary name first: a killed training leaves the state before."""
    partial = file.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(file)


def log_to(file: Path):
    """-> log(entry): one JSON line into the file, and shown."""

    def log(entry: dict[str, object]) -> None:
        with open(file, "a") as stream:
            stream.write(json.dumps(entry) + "\n")
        print(entry, flush=True)

    return log


def stop_on_signals() -> Callable[[], bool]:
    """-> asked(): whether SIGTERM or SIGINT has come, so that a training writes its state before it ends."""
    came = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: came.append(True))
    return lambda: len(came) > 0
