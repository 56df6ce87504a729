"""Train the restorer. Resumable at any moment: the state is written every few minutes and on Ctrl-C / SIGTERM.

    python train.py --data DATA --run RUN --steps 12000 --side 128 --batch 8 --modes 1,0,0,0
    python train.py --data DATA2 --run RUN --steps 20000 --modes .2,.15,.3,.35      # goes on where RUN stopped
    python train.py --data DATA --run VIVID --from-run RUN --contrast 1.5 --steps 12000   # the vivid weights
    python train.py --data DATA --run DEBLUR --task deblur --batch 16 --steps 12000              # blur of motion
    python train.py --data DATA --run SR --task sr --factors .1,.4,.5 --batch 16 --steps 20000   # super-resolution

The vivid weights have the graph of their parent, so weights between the two give restorations between faithful and vivid
(deep network interpolation, Wang et al. 2019): the engine's slider.

Same data, options and seed: same weights (one CPU thread). The number of steps, the crop's side, the batch, the modes
and the data may change between runs; new modulation by coefficients starts at zero, so nothing learned is lost.
"""

import argparse
import math
import time
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnx.numpy_helper
import torch
from torch import Tensor
from torch.nn import functional as F

from contrast import contrast_loss
from dataset import Portraits, Sampler, load_portraits
from deblurring import DeblurringSampler
from network import LARGE, SMALL, FacetRestorer, RestorerConfig, parameter_count
from onnx_file import weight_name
from prefetch import batches
from quick_check import checks
from super_resolution import FILMED, SuperResolutionSampler, fidelity_loss
from training_run import follow, has_bf16, log_to, stop_on_signals, take_step, write_state


def loss_of(restored: Tensor, sharp: Tensor, weight: Tensor) -> Tensor:
    """Charbonnier on colour, L1 on first differences (edges), and colour again after 4x averaging (tone)."""
    difference = restored - sharp
    colour = (torch.sqrt(difference**2 + 1e-6) * weight).mean()
    dx = (difference[..., :, 1:] - difference[..., :, :-1]).abs() * weight[..., :, 1:]
    dy = (difference[..., 1:, :] - difference[..., :-1, :]).abs() * weight[..., 1:, :]
    tone = F.avg_pool2d(difference, 4).abs().mean()
    return colour + 0.3 * (dx.mean() + dy.mean()) + 0.25 * tone


def relative_loss(restored: Tensor, sharp: Tensor, weight: Tensor) -> Tensor:
    """Logarithms of each sample's own errors, squared and of edges: one that is nearly good counts as much as one that is
    very poor, so that mild harm is worth learning to undo. `loss_of` is nearly blind to it. Floors at 42 dB: of
    samples that are sharp already little is to be learnt."""
    difference = restored - sharp
    share = weight / weight.mean((2, 3), keepdim=True)
    dx = ((difference[..., :, 1:] - difference[..., :, :-1]).abs() * share[..., :, 1:]).mean((1, 2, 3))
    dy = ((difference[..., 1:, :] - difference[..., :-1, :]).abs() * share[..., 1:, :]).mean((1, 2, 3))
    return fidelity_loss(restored, sharp, 6e-5, weight) + 0.6 * torch.log(dx + dy + 6e-3).mean()


def learning_rate(step: int, done: float, peak: float, warmup: int = 200, decay_from: float = 0.25) -> float:
    """Warm up, hold until the fraction `decay_from` is done, then half a cosine down to 1 % of the peak."""
    if step < warmup:
        return peak * (step + 1) / warmup
    progress = max(0.0, (done - decay_from) / max(1e-9, 1 - decay_from))
    return peak * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))


def load_matching(model: FacetRestorer, state: dict[str, Tensor]) -> list[str]:
    """Loads what fits in name and shape; returns what starts anew."""
    own = model.state_dict()
    fitting = {name: value for name, value in state.items() if name in own and own[name].shape == value.shape}
    model.load_state_dict(fitting, strict=False)
    return sorted(set(own) - set(fitting))


def weights_of(onnx_file: Path) -> dict[str, Tensor]:
    """The published weights by name, of whatever width they are kept in (`store_as_half.py`); the coefficients' matrices
    lose their names on the way to ONNX and start anew."""
    initializers = onnx.load(str(onnx_file)).graph.initializer
    values = {weight_name(entry.name): onnx.numpy_helper.to_array(entry) for entry in initializers}
    return {name: torch.from_numpy(value.astype(np.float32)) for name, value in values.items() if value.dtype.kind == "f"}


def to_tensors(batch: dict[str, np.ndarray], device: torch.device) -> dict[str, Tensor]:
    tensors = {key: torch.from_numpy(value).to(device) for key, value in batch.items()}
    return {key: t.to(memory_format=torch.channels_last) if t.ndim == 4 else t for key, t in tensors.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--datalist", type=Path, help="file names of the portraits to train with, one a line; all by default")
    parser.add_argument("--start-from", type=Path, help="an exported .onnx whose weights begin a new run")
    parser.add_argument("--from-run", type=Path, help="a run whose averaged weights begin a new run")
    parser.add_argument("--contrast", type=float, default=0.0, help="weight of the local contrast: vivid weights")
    parser.add_argument("--task", choices=("restore", "sr", "deblur"), default="restore")
    parser.add_argument("--factors", default="0,0,1", help="sr: probabilities of the factors 2,4,8")
    parser.add_argument("--filmed", type=float, default=FILMED, help="sr: share of samples as the studio meets faces")
    parser.add_argument("--beside", type=int, choices=(0, 6), default=0, help="deblur: frames seen beside the one")
    parser.add_argument("--textured", type=float, default=0.0, help="restore, sr: share of the rendered priors that wear the "
                        "skin of another picture of the person")
    parser.add_argument("--size", choices=("small", "large"), default="small", help="widths and blocks of a new run")
    parser.add_argument("--steps", type=int, help="needed without --minutes")
    parser.add_argument("--side", type=int, default=128, help="sub-crop of the 256 px crop, a multiple of 16")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--modes", default="1,0,0,0", help="probabilities of none,coeff,render,both")
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--decay-from", type=float, default=0.25, help="fraction of the steps at full rate")
    parser.add_argument("--minutes", type=float, help="stop and cool down by the clock instead (not repeatable)")
    parser.add_argument("--coefficients", type=int, default=0, help="C; 0 takes the data's")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=0, help="processes that make the samples, beside the one that learns")
    parser.add_argument("--bf16", choices=("auto", "on", "off"), default="auto", help="auto: where the processor has it")
    parser.add_argument("--save-every", type=float, default=120, help="seconds")
    parser.add_argument("--check-every", type=int, default=500, help="steps")
    arguments = parser.parse_args()
    if arguments.steps is None and arguments.minutes is None:
        parser.error("give --steps or --minutes")
    steps = math.inf if arguments.steps is None else arguments.steps

    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    cv2.setNumThreads(1)
    torch.manual_seed(arguments.seed)
    device = torch.device(arguments.device)
    half = has_bf16(device) if arguments.bf16 == "auto" else arguments.bf16 == "on"
    portraits: Portraits = load_portraits(arguments.data)
    if arguments.datalist:
        portraits.keep(set(arguments.datalist.read_text().split()))
    sizes = LARGE if arguments.size == "large" else SMALL
    config = RestorerConfig(
        **sizes | {"coefficients": arguments.coefficients or portraits.coefficient_count, "beside": arguments.beside}
    )
    model = FacetRestorer(config).to(device=device, memory_format=torch.channels_last)
    average = FacetRestorer(config).to(device)
    optimiser = torch.optim.Adam(model.parameters(), lr=arguments.rate, betas=(0.9, 0.99))
    step, with_prior = 0, bool(arguments.start_from or arguments.from_run)
    arguments.run.mkdir(parents=True, exist_ok=True)
    state_file = arguments.run / "state.pt"
    if state_file.exists():
        state = torch.load(state_file, map_location=device, weights_only=True)
        fresh = load_matching(model, state["model"])
        load_matching(average, state["average"])
        step, with_prior = state["step"], state.get("withPrior", False)
        if not fresh:
            optimiser.load_state_dict(state["optimiser"])
        print(f"goes on at step {step}; new: {fresh}", flush=True)
    else:
        if arguments.start_from:
            print(f"starts from {arguments.start_from}; new: {load_matching(model, weights_of(arguments.start_from))}")
        if arguments.from_run:
            parent = torch.load(arguments.from_run / "state.pt", map_location=device, weights_only=True)
            print(f"begins from {arguments.from_run}; new: {load_matching(model, parent['average'])}")
        average.load_state_dict(model.state_dict())
    if portraits.coefficient_count not in (0, config.coefficients):
        raise SystemExit(f"the data has {portraits.coefficient_count} coefficients, the network {config.coefficients}")

    modes = tuple(float(p) for p in arguments.modes.split(","))
    # A network that has seen priors takes zeros for none, and its encoder answers these: it must not go on without.
    with_prior = with_prior or modes[0] < 1
    if arguments.task == "sr":
        shares = tuple(float(p) for p in arguments.factors.split(","))
        sampler = SuperResolutionSampler(
            portraits, arguments.seed, arguments.batch, shares, modes, arguments.filmed, arguments.textured
        )
    elif arguments.task == "deblur":
        sampler = DeblurringSampler(portraits, arguments.seed, arguments.batch, modes)
    else:
        sampler = Sampler(portraits, arguments.seed, arguments.batch, arguments.side, modes, arguments.textured)
    check = checks[arguments.task]
    sampler.coefficient_width = max(config.coefficients, 1)
    asked_to_stop = stop_on_signals()

    def save() -> None:
        write_state(state_file, {
            "model": model.state_dict(),
            "average": average.state_dict(),
            "optimiser": optimiser.state_dict(),
            "step": step,
            "withPrior": with_prior,
            "config": config.as_dict(),
        })

    log = log_to(arguments.run / "log.jsonl")
    log({"step": step, "parameters": parameter_count(model), "config": config.as_dict(), "modes": modes,
         "side": arguments.side, "batch": arguments.batch, "bf16": half, "people": len(portraits.train)})
    begun = saved = reported = time.monotonic()
    running, seen = 0.0, 0
    model.train()
    for made in batches(sampler, step, arguments.workers):
        if step >= steps or asked_to_stop():
            break
        batch = to_tensors(made, device)
        minutes = (time.monotonic() - begun) / 60
        done = minutes / arguments.minutes if arguments.minutes else step / steps
        if arguments.minutes and done >= 1:
            break
        rate = learning_rate(step, done, arguments.rate, decay_from=arguments.decay_from)
        for group in optimiser.param_groups:
            group["lr"] = rate
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half):
            restored = model(
                batch["face"], batch["prior"] if with_prior else None, batch["coefficients"], batch.get("beside")
            )
        restored = restored.float()
        weight = batch["weight"] if "weight" in batch else torch.ones_like(restored[:, :1])
        if arguments.contrast:
            loss = loss_of(restored, batch["sharp"], weight)
        elif arguments.task == "restore":
            loss = relative_loss(restored, batch["sharp"], weight)
        else:
            # Of frames that are sharp already little is to be learnt: they must not count most.
            loss = fidelity_loss(restored, batch["sharp"], 1e-6 if arguments.task == "sr" else 3e-5)
        if arguments.contrast:
            loss = loss + arguments.contrast * contrast_loss(restored, batch["sharp"], weight)
        take_step(optimiser, model, loss, 1.0)
        step += 1
        follow(average, model, step, 0.999)
        running, seen = running + loss.item(), seen + 1
        now = time.monotonic()
        if step % 100 == 0:
            log({"step": step, "loss": round(running / seen, 5), "rate": round(rate, 6),
                 "samplesPerSecond": round(100 * arguments.batch / (now - reported), 1)})
            reported, running, seen = now, 0.0, 0
        if step % arguments.check_every == 0:
            log({"step": step, **check(average, portraits, device)})
            reported = time.monotonic()
        if now - saved > arguments.save_every:
            save()
            saved = now
    save()
    log({"step": step, "stopped": asked_to_stop(), **check(average, portraits, device)})


if __name__ == "__main__":
    main()
