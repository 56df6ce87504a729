"""Train the shape network. Resumable at any moment: the state is written every two minutes and on Ctrl-C / SIGTERM.

    python train_shapes.py --faces FACES --held-out HELD_OUT --kept KEPT --run RUN --minutes 60

`--faces` and `--held-out` of ../renders/render_faces.py, the first of which may still be writing; `--kept` takes 147 kB a
picture. Gaussian likelihoods of points and pose, their gradients weighted by sigma itself (beta = 0.5, Seitzer et al.
2022), and the squared distance of the surface along its normals.
"""

import argparse
import sys
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
from training_run import TrainingRun, has_bf16  # noqa: E402

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
    optimiser = optimiser_of(network, arguments.rate)
    run = TrainingRun(arguments.run, network, average, optimiser, minutes=arguments.minutes, longest_memory=0.998)
    run.log({"step": run.step, "parameters": parameter_count(network), "bf16": half, "rows": len(rows)})
    while run.goes_on():
        rng = np.random.default_rng((arguments.seed, run.step))
        picture, told = rows.batch(rng.integers(len(rows), size=arguments.batch))
        for group in optimiser.param_groups:
            group["lr"] = group["full"] * rate_at(run.step, run.done)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            answers = network(picture.to(torch.bfloat16 if half else torch.float32), told["level"])
        parts = losses(answers, told, network, weight, along, area)
        loss = sum(WEIGHTS[name] * part for name, part in parts.items())
        run.learn(loss, arguments.batch, **{name: part.item() for name, part in parts.items()})
        if run.step % 100 == 0:
            run.tell(rows=len(rows))
        if run.step % arguments.check_every == 0:
            run.tell_check(check(average, held_out, surface))
            rows.refresh(2000)
    run.save()
    run.tell_check(check(average, held_out, surface))


if __name__ == "__main__":
    main()
