"""Train the shape network. Resumable at any moment: the state is written every two minutes and on Ctrl-C / SIGTERM.

    python train_shapes.py --faces FACES --held-out HELD_OUT --kept KEPT --run RUN --minutes 60

`--faces` and `--held-out` of ../renders/render_faces.py, the first of which may still be writing; `--kept` takes 147 kB a
picture. Gaussian likelihoods of points and pose, their gradients weighted by sigma itself (beta = 0.5, Seitzer et al.
2022), and the squared distance of the surface along its normals.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "renders")]
from face_surface import FaceSurface  # noqa: E402
from shape_check import check  # noqa: E402
from shape_network import ShapeNetwork, parameter_count  # noqa: E402
from shape_rows import EarlyLayers, ShapeRows  # noqa: E402
from training_run import has_bf16, log_to, stop_on_signals, write_state  # noqa: E402

WEIGHTS = {"points": 0.5, "surface": 1.0, "spread": 0.05, "pose": 0.3}


def likelihood(off: Tensor, log_sigma: Tensor) -> Tensor:
    """off: squared differences"""
    return (0.5 * off * (-2 * log_sigma).exp() + log_sigma) * log_sigma.exp().detach()


def losses(answers: tuple[Tensor, ...], told: dict[str, Tensor], network: ShapeNetwork, weight: Tensor, along: Tensor, area: Tensor):
    offset, offset_sigma, shape, shape_sigma, pose, pose_sigma = (part.float() for part in answers)
    off = ((offset - (told["offset"] - network.offset_centre) / network.offset_spread) ** 2).mean(2)
    turn_off = (pose - (told["pose"] - network.pose_centre) / network.pose_spread) ** 2
    return {
        "points": ((likelihood(off, offset_sigma) * weight).sum(1) / weight.sum()).mean(),
        "surface": (((shape @ along - told["surface"]) ** 2) * area).sum(1).mean(),
        "spread": (likelihood((shape.detach() - told["shape"]) ** 2, shape_sigma) + 0.2 * (shape - told["shape"]) ** 2).mean(),
        "pose": likelihood(turn_off, pose_sigma).mean(),
    }


def set_centres(network: ShapeNetwork, rows: ShapeRows) -> None:
    """Of all rows and their mirror images."""
    table, mirror = rows.table(), rows.surface.mirror_points

    def symmetric(points: np.ndarray) -> np.ndarray:
        return (points + points[:, mirror] * np.float32([-1, 1])).mean(0) / 2

    read, offset, pose = symmetric(table["level"]), symmetric(table["offset"]), table["pose"]
    network.read_centre.copy_(torch.from_numpy(read.reshape(-1)))
    network.read_spread.fill_(float(np.std(table["level"] - read)))
    network.offset_centre.copy_(torch.from_numpy(offset))
    network.offset_spread.fill_(float(np.std(table["offset"] - offset)))
    centre = pose.mean(0)
    centre[1:3] = 0
    network.pose_centre.copy_(torch.from_numpy(centre))
    network.pose_spread.copy_(torch.from_numpy(pose.std(0)))


def rate_at(step: int, done: float) -> float:
    """Warm up over 200 steps, hold until a third is done, then fall linearly to 1 %."""
    return min((step + 1) / 200, max(0.01, min(1.0, (1 - done) / 0.67)))


def optimiser_of(network: ShapeNetwork, rate: float) -> torch.optim.Optimizer:
    """What the landmark network knows already changes half as fast."""
    known = {id(weight) for weight in network.layers.parameters()}
    groups = [{"params": list(network.layers.parameters()), "full": rate / 2},
              {"params": [weight for weight in network.parameters() if id(weight) not in known], "full": rate}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.99), weight_decay=0.03)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("faces", "held-out", "kept", "run"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True, help="of this and all earlier calls together")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--check-every", type=int, default=500)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(arguments.seed)
    half = has_bf16(torch.device("cpu"))
    surface, early = FaceSurface(), EarlyLayers()
    held_out = ShapeRows(arguments.held_out, arguments.kept / "held-out", surface, early, False)
    rows = ShapeRows(arguments.faces, arguments.kept / "faces", surface, early, True)
    weight, along, area = (torch.from_numpy(part).float() for part in (surface.landmark_weight, surface.along, surface.area))
    network, average = ShapeNetwork().to(memory_format=torch.channels_last), ShapeNetwork()
    set_centres(network, rows)
    average.load_state_dict(network.state_dict())
    optimiser = optimiser_of(network, arguments.rate)
    step, spent = 0, 0.0
    arguments.run.mkdir(parents=True, exist_ok=True)
    state_file = arguments.run / "state.pt"
    if state_file.exists():
        state = torch.load(state_file, weights_only=True)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["seconds"]
    asked_to_stop = stop_on_signals()
    log = log_to(arguments.run / "log.jsonl")
    log({"step": step, "parameters": parameter_count(network), "bf16": half, "rows": len(rows)})
    last = saved = reported = time.monotonic()
    running: dict[str, float] = {}
    seen = 0

    def save() -> None:
        write_state(state_file, {"network": network.state_dict(), "average": average.state_dict(),
                                 "optimiser": optimiser.state_dict(), "step": step, "seconds": spent})

    def report() -> None:
        for where, found in check(average, held_out, surface).items():
            log({"step": step, "where": where, **found})

    while not asked_to_stop() and spent / 60 < arguments.minutes:
        rng = np.random.default_rng((arguments.seed, step))
        picture, told = rows.batch(rng.integers(len(rows), size=arguments.batch))
        for group in optimiser.param_groups:
            group["lr"] = group["full"] * rate_at(step, spent / 60 / arguments.minutes)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            answers = network(picture.to(torch.bfloat16 if half else torch.float32), told["level"])
        parts = losses(answers, told, network, weight, along, area)
        loss = sum(WEIGHTS[name] * part for name, part in parts.items())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        step += 1
        keep = min(0.998, (1 + step) / (20 + step))
        with torch.no_grad():
            for mine, theirs in zip(average.state_dict().values(), network.state_dict().values()):
                if mine.is_floating_point():
                    mine.lerp_(theirs, 1 - keep)
        for name, part in parts.items():
            running[name] = running.get(name, 0.0) + part.item()
        seen += 1
        now = time.monotonic()
        spent += min(now - last, 5.0)  # a paused process does not count
        last = now
        if step % 100 == 0:
            log({"step": step, **{name: round(total / seen, 4) for name, total in running.items()}, "rows": len(rows),
                 "minutes": round(spent / 60, 1), "samplesPerSecond": round(seen * arguments.batch / (now - reported), 1)})
            running, seen, reported = {}, 0, now
        if step % arguments.check_every == 0:
            report()
            rows.refresh(2000)
            last = reported = time.monotonic()
        if now - saved > 120:
            save()
            saved = now
    save()
    report()


if __name__ == "__main__":
    main()
