"""What every training here does: choose the numbers' width, take a step, keep a moving average, write its state, log."""

import json
import signal
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn


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


def take_step(optimiser: torch.optim.Optimizer, network: nn.Module, loss: Tensor, largest_gradient: float) -> None:
    """Down the loss; the gradient's norm is bounded."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), largest_gradient)
    optimiser.step()


def follow(average: nn.Module, network: nn.Module, step: int, longest: float) -> None:
    """Moves `average` towards the network: by the mean of all steps at first, exponentially with `longest` at last."""
    keep = min(longest, (1 + step) / (20 + step))
    with torch.no_grad():
        for mine, theirs in zip(average.state_dict().values(), network.state_dict().values()):
            if mine.is_floating_point():
                mine.lerp_(theirs, 1 - keep)


class TrainingRun:
    """One training of one network on one CPU thread, which resumes where its folder was left.

    `average` is what is judged and exported. Minutes are those of this and all earlier calls together; a paused process
    does not count.
    """

    SAVE_EVERY = 120  # seconds

    def __init__(self, folder: Path, network: nn.Module, average: nn.Module, optimiser: torch.optim.Optimizer, *,
                 minutes: float | None = None, steps: int | None = None, largest_gradient: float = 2.0, longest_memory: float = 0.999):
        if (minutes is None) == (steps is None):
            raise SystemExit("one of --steps and --minutes is needed")
        self.network, self.average, self.optimiser = network, average, optimiser
        self.minutes, self.steps = minutes, steps
        self.largest_gradient, self.longest_memory = largest_gradient, longest_memory
        self.step, self.seconds = 0, 0.0
        self.asked_to_stop = stop_on_signals()
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "state.pt"
        self.log = log_to(folder / "log.jsonl")
        average.load_state_dict(network.state_dict())
        if self._file.exists():
            state = torch.load(self._file, weights_only=True)
            network.load_state_dict(state["network"])
            average.load_state_dict(state["average"])
            optimiser.load_state_dict(state["optimiser"])
            self.step, self.seconds = state["step"], state["seconds"]
        self._sums: dict[str, float] = {}
        self._seen = self._samples = 0
        self._last = self._saved = self._told = time.monotonic()

    @property
    def done(self) -> float:
        """Share of the whole training, 0..1."""
        return self.step / self.steps if self.steps else self.seconds / 60 / self.minutes

    def goes_on(self) -> bool:
        return not self.asked_to_stop() and self.done < 1

    def learn(self, loss: Tensor, samples: int, **parts: float) -> None:
        """One step. @param parts: what of the loss is told besides"""
        take_step(self.optimiser, self.network, loss, self.largest_gradient)
        self.step += 1
        follow(self.average, self.network, self.step, self.longest_memory)
        for name, part in {"loss": loss.item(), **parts}.items():
            self._sums[name] = self._sums.get(name, 0.0) + part
        self._seen += 1
        self._samples += samples
        now = time.monotonic()
        self.seconds += min(now - self._last, 5.0)
        self._last = now
        if now - self._saved > self.SAVE_EVERY:
            self.save()
            self._saved = now

    def tell(self, **more: object) -> None:
        """Logs the means since it told last."""
        now = time.monotonic()
        means = {name: round(total / self._seen, 4) for name, total in self._sums.items()}
        self.log({"step": self.step, **means, "minutes": round(self.seconds / 60, 1), **more,
                  "samplesPerSecond": round(self._samples / (now - self._told), 1)})
        self._sums, self._seen, self._samples, self._told = {}, 0, 0, now

    def tell_check(self, found: dict[str, dict[str, object]]) -> None:
        """Logs held-out figures by kind; what they took does not count."""
        for where, figures in found.items():
            self.log({"step": self.step, "where": where, **figures})
        self._last = self._told = time.monotonic()

    def save(self) -> None:
        write_state(self._file, {"network": self.network.state_dict(), "average": self.average.state_dict(),
                                 "optimiser": self.optimiser.state_dict(), "step": self.step, "seconds": self.seconds})
