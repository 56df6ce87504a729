"""Train the volumetric network. Resumable at any moment: the state is written every two minutes and on Ctrl-C / SIGTERM.

    python train_volumetric.py --samples SAMPLES --portraits training.txt --run RUN --minutes 60

Sigmoid cross-entropy as VRN, on a quarter of the columns a step; Adam. Same samples, options, seed and number of steps: same weights (one
CPU thread; with --minutes the clock decides how many steps there are).
"""

import argparse
import sys
import time
from pathlib import Path

import cv2
import torch
from torch import Tensor
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from training_run import has_bf16, log_to, stop_on_signals, write_state  # noqa: E402
from volume_network import FacetVolume, parameter_count  # noqa: E402
from volume_check import quick_check  # noqa: E402
from volume_samples import Samples, occupancy  # noqa: E402


def loss_of(logits: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Cross-entropy of occupancies 0..1, summed over a column, meaned over columns."""
    entropy = F.softplus(logits) - target * logits
    return (entropy.sum(1) * weight).mean()


def column_weight() -> Tensor:
    """[128,128] 2 over the face's middle, 1 beside it (canonical crop)."""
    y, x = torch.meshgrid(torch.arange(128) + 0.5, torch.arange(128) + 0.5, indexing="ij")
    oval = torch.hypot((x / 128 - 0.5) / 0.36, (y / 128 - 0.54) / 0.46)
    return 1 + torch.sigmoid((1 - oval) / 0.06)


def rate_at(step: int, done: float, peak: float) -> float:
    """Warm up over 200 steps, hold until half is done, then fall linearly to 1 %."""
    return peak * min((step + 1) / 200, max(0.01, min(1.0, 2 * (1 - done))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=Path, required=True)
    parser.add_argument("--portraits", type=Path, required=True, help="file names that training may use, one a line")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--minutes", type=float, help="of this and all earlier calls together")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--bf16", choices=("auto", "on", "off"), default="auto")
    parser.add_argument("--check-every", type=int, default=500)
    arguments = parser.parse_args()
    if (arguments.steps is None) == (arguments.minutes is None):
        raise SystemExit("one of --steps and --minutes is needed")

    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    cv2.setNumThreads(1)
    torch.manual_seed(arguments.seed)
    half = has_bf16(torch.device("cpu")) if arguments.bf16 == "auto" else arguments.bf16 == "on"
    samples = Samples(arguments.samples, set(arguments.portraits.read_text().split()))
    model = FacetVolume().to(memory_format=torch.channels_last)
    average = FacetVolume()
    average.load_state_dict(model.state_dict())
    optimiser = torch.optim.Adam(model.parameters(), lr=arguments.rate, betas=(0.9, 0.99))
    step, spent = 0, 0.0
    arguments.run.mkdir(parents=True, exist_ok=True)
    state_file = arguments.run / "state.pt"
    if state_file.exists():
        state = torch.load(state_file, weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["seconds"]
    asked_to_stop = stop_on_signals()
    log = log_to(arguments.run / "log.jsonl")
    log({"step": step, "parameters": parameter_count(model), "bf16": half, "batch": arguments.batch})
    weight = column_weight()
    last = saved = reported = time.monotonic()
    running, seen = 0.0, 0

    def save() -> None:
        write_state(state_file, {"model": model.state_dict(), "average": average.state_dict(),
                                 "optimiser": optimiser.state_dict(), "step": step, "seconds": spent})

    while not asked_to_stop():
        done = step / arguments.steps if arguments.steps else spent / 60 / arguments.minutes
        if done >= 1:
            break
        face, front, back = samples.batch(arguments.seed, step, arguments.batch)
        rate = rate_at(step, done, arguments.rate)
        for group in optimiser.param_groups:
            group["lr"] = rate
        row, column = divmod(int(torch.randint(4, ())), 2)
        part = (slice(row, None, 2), slice(column, None, 2))
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            features = model.features(face)[(..., *part)].contiguous(memory_format=torch.channels_last)
            logits = model.slices(features)
        loss = loss_of(logits.float(), occupancy(front[(..., *part)], back[(..., *part)]), weight[part])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        keep = min(0.999, (1 + step) / (20 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - keep)
        running, seen = running + loss.item(), seen + 1
        now = time.monotonic()
        spent += min(now - last, 5.0)  # a paused process does not count
        last = now
        if step % 50 == 0:
            log({"step": step, "loss": round(running / seen, 4), "rate": round(rate, 6), "minutes": round(spent / 60, 1),
                 "samplesPerSecond": round(50 * arguments.batch / (now - reported), 1), "real": len(samples.real)})
            reported, running, seen = now, 0.0, 0
            samples.refresh()
        if step % arguments.check_every == 0:
            log({"step": step, **quick_check(average, samples)})
            reported = last = time.monotonic()
        if now - saved > 120:
            save()
            saved = now
    save()
    log({"step": step, "stopped": asked_to_stop(), **quick_check(average, samples)})


if __name__ == "__main__":
    main()
