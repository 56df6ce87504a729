"""Train the coefficients' network. Resumable at any moment: the state is written every two minutes and on Ctrl-C / SIGTERM.

    python train_coefficients.py --samples SAMPLES --run RUN --minutes 60

Gaussian negative log-likelihood of every coefficient, its gradient weighted by the sigma itself (beta = 0.5, Seitzer et al.
2022, so that what is unsure at first is still learnt), and the distance of the projected landmarks.
"""

import argparse
import sys
from pathlib import Path

import cv2
import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from coefficient_check import check  # noqa: E402
from coefficient_network import POSE, CoefficientNetwork, parameter_count  # noqa: E402
from face_model import FaceAtLandmarks, eye_distance  # noqa: E402
from face_samples import Batch, Samples  # noqa: E402
from training_run import TrainingRun, has_bf16  # noqa: E402

SHARES = {"dressed": 0.4, "turned": 0.35, "photograph": 0.25}
BETA = 0.5
# A photograph's shape is what its landmarks let expect: a hint, not the truth.
PHOTOGRAPH_SHAPE = 0.1


def weights_of(face: FaceAtLandmarks) -> Tensor:
    """[C] what an error of one spread costs."""
    weight = torch.zeros(face.outputs)
    weight[:3], weight[3:POSE] = 0.5, 0.25
    weight[face.identity_part] = 3 * face.mode_size / face.mode_size.sum()
    weight[face.expression_part] = 1.0 / face.expressions
    weight[face.expression_part.stop :] = 0.5 / 27
    return weight


def loss_of(network: CoefficientNetwork, face: FaceAtLandmarks, weight: Tensor, batch: Batch, half: bool):
    """-> loss, its two parts"""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        mean, log_sigma = network(batch.face.contiguous(memory_format=torch.channels_last))
    mean, log_sigma = mean.float(), log_sigma.float()
    target = (batch.coefficients - network.centre) / network.spread
    off = (mean - target) ** 2
    likelihood = 0.5 * off * (-2 * log_sigma).exp() + log_sigma
    each = likelihood * (2 * BETA * log_sigma).exp().detach() * weight
    shape = each[:, face.identity_part] * torch.where(batch.photograph, PHOTOGRAPH_SHAPE, 1.0)[:, None]
    likelihoods = each.sum(1) - each[:, face.identity_part].sum(1) + shape.sum(1)

    coefficients = network.centre + network.spread * mean
    # The landmarks of photographs are read by a network that misreads shapes: they must not teach it.
    identity = coefficients[:, face.identity_part]
    identity = torch.where(batch.photograph[:, None], identity.detach(), identity)
    coefficients = torch.cat([coefficients[:, :POSE], identity, coefficients[:, face.expression_part.start :]], 1)
    distance = (face.project(coefficients, batch.depth) - batch.points).norm(dim=2) / eye_distance(batch.points)[:, None]
    nme = (distance * face.weight).sum(1) / face.weight.sum()
    return (likelihoods + 10 * nme).mean(), likelihoods.mean(), nme.mean()


def rate_at(step: int, done: float, peak: float) -> float:
    """Warm up over 200 steps, hold until two fifths are done, then fall linearly to 1 %."""
    return peak * min((step + 1) / 200, max(0.01, min(1.0, (1 - done) / 0.6)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True, help="of this and all earlier calls together")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--check-every", type=int, default=1500)
    arguments = parser.parse_args()

    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    cv2.setNumThreads(1)
    torch.manual_seed(arguments.seed)
    half = has_bf16(torch.device("cpu"))
    face = FaceAtLandmarks()
    samples = Samples(arguments.samples, face)
    weight = weights_of(face)
    network = CoefficientNetwork(face.outputs).to(memory_format=torch.channels_last)
    centre, spread = samples.spread()
    network.centre.copy_(torch.from_numpy(centre))
    network.spread.copy_(torch.from_numpy(spread))
    average = CoefficientNetwork(face.outputs)
    optimiser = torch.optim.AdamW(network.parameters(), lr=arguments.rate, betas=(0.9, 0.99), weight_decay=0.02)
    run = TrainingRun(arguments.run, network, average, optimiser, minutes=arguments.minutes)
    run.log({"step": run.step, "parameters": parameter_count(network), "bf16": half, "rows": len(samples.truths)})
    while run.goes_on():
        batch = samples.batch(arguments.seed, run.step, arguments.batch, SHARES)
        rate = rate_at(run.step, run.done, arguments.rate)
        for group in optimiser.param_groups:
            group["lr"] = rate
        loss, likelihood, nme = loss_of(network, face, weight, batch, half)
        run.learn(loss, arguments.batch, likelihood=likelihood.item(), nme=nme.item())
        if run.step % 100 == 0:
            run.tell(rate=round(rate, 6), rows=len(samples.truths))
            samples.refresh()
        if run.step % arguments.check_every == 0:
            run.tell_check(check(average, samples, 96, (16, 32, 128)))
    run.save()


if __name__ == "__main__":
    main()
