"""Train the volumetric network. Resumable at any moment: the state is written every two minutes and on Ctrl-C / SIGTERM.

    python train_volumetric.py --samples SAMPLES --portraits training.txt --run RUN --minutes 60

Sigmoid cross-entropy as VRN, on a quarter of the columns a step; Adam. Same samples, options, seed and number of steps: same weights (one
CPU thread; with --minutes the clock decides how many steps there are).
"""

import argparse
import sys
from pathlib import Path

import cv2
import torch
from torch import Tensor
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from training_run import TrainingRun, has_bf16  # noqa: E402
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

    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    cv2.setNumThreads(1)
    torch.manual_seed(arguments.seed)
    half = has_bf16(torch.device("cpu")) if arguments.bf16 == "auto" else arguments.bf16 == "on"
    samples = Samples(arguments.samples, set(arguments.portraits.read_text().split()))
    model = FacetVolume().to(memory_format=torch.channels_last)
    average = FacetVolume()
    optimiser = torch.optim.Adam(model.parameters(), lr=arguments.rate, betas=(0.9, 0.99))
    run = TrainingRun(arguments.run, model, average, optimiser, minutes=arguments.minutes, steps=arguments.steps, largest_gradient=1.0)
    run.log({"step": run.step, "parameters": parameter_count(model), "bf16": half, "batch": arguments.batch})
    weight = column_weight()
    while run.goes_on():
        face, front, back = samples.batch(arguments.seed, run.step, arguments.batch)
        rate = rate_at(run.step, run.done, arguments.rate)
        for group in optimiser.param_groups:
            group["lr"] = rate
        row, column = divmod(int(torch.randint(4, ())), 2)
        part = (slice(row, None, 2), slice(column, None, 2))
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            features = model.features(face)[(..., *part)].contiguous(memory_format=torch.channels_last)
            logits = model.slices(features)
        loss = loss_of(logits.float(), occupancy(front[(..., *part)], back[(..., *part)]), weight[part])
        run.learn(loss, arguments.batch)
        if run.step % 50 == 0:
            run.tell(rate=round(rate, 6), real=len(samples.real))
            samples.refresh()
        if run.step % arguments.check_every == 0:
            run.tell_check({"held out": quick_check(average, samples)})
    run.save()
    run.tell_check({"held out": quick_check(average, samples)})


if __name__ == "__main__":
    main()
