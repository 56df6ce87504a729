"""Where the training of a deblurring network that looks at several frames begins; minutes instead of hours.

    python begin_deblurring.py --data DATA --from-run SINGLE --out BEGUN
    python train.py --task deblur --beside 6 --data DATA --run RUN --from-run BEGUN …

The weights of a run with single frames, their correction at a third, as it oversteps on pictures that are hardly blurred;
and the shares that whole frames have in the sharp picture (`network.Beside.whole`), fitted alone: for one sample the
squared error is quadratic in its six shares, so that the samples' normal equations are all that is needed.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import torch

from dataset import load_portraits
from deblurring import BESIDE, DeblurringSampler
from network import FacetRestorer, RestorerConfig
from training_run import write_state

CORRECTION = 0.3


def equations(sampler: DeblurringSampler, model: FacetRestorer, count: int) -> list[torch.Tensor]:
    """Of `count` samples: the sizes [n,2N], mean products of the differences [n,N,N], those with the error [n,N], the
    squared error [n]; luma."""
    weights = torch.tensor([0.299, 0.587, 0.114])[:, None, None]
    rows = []
    for step in range(count):
        sample = sampler.sample(np.random.default_rng((sampler.seed, 1, step)))
        face, beside, sharp = (torch.from_numpy(sample[name])[None] for name in ("face", "beside", "sharp"))
        differences = model.beside.differences(face, beside)
        luma = (differences.unflatten(1, (-1, 3)) * weights).sum(2).flatten(2)[0]
        error = ((sharp - face) * weights).sum(1).flatten()
        pixels = error.numel()
        rows.append((model.beside.sizes(differences)[0], luma @ luma.T / pixels, luma @ error / pixels, error @ error / pixels))
    return [torch.stack(column) for column in zip(*rows)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--from-run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--samples", type=int, default=1500)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(20)
    state = torch.load(arguments.from_run / "state.pt", map_location="cpu", weights_only=True)
    config = RestorerConfig(**state["config"] | {"beside": len(BESIDE)})
    model = FacetRestorer(config)
    model.load_state_dict(state["average"], strict=False)
    with torch.no_grad():
        model.tail.weight.mul_(CORRECTION)
        model.tail.bias.mul_(CORRECTION)
        sampler = DeblurringSampler(load_portraits(arguments.data), 20, 1, (1, 0, 0, 0))
        sizes, products, withs, errors = equations(sampler, model, arguments.samples)
    training = torch.arange(arguments.samples) % 5 > 0
    optimiser = torch.optim.AdamW(model.beside.whole.parameters(), lr=3e-3, weight_decay=0.03)

    def losses() -> torch.Tensor:
        shares = model.beside.whole(sizes)
        left = errors - 2 * (shares * withs).sum(1) + torch.einsum("ni,nij,nj->n", shares, products, shares)
        return torch.log((left.clamp_min(0) + 3e-5) / (errors + 3e-5))

    for step in range(801):
        loss = losses()
        if step % 200 == 0:
            gains = [round(-4.343 * float(loss[part].mean().detach()), 3) for part in (training, ~training)]
            print(f"step {step}: gain in training {gains[0]} dB, others {gains[1]} dB", flush=True)
        optimiser.zero_grad()
        loss[training].mean().backward()
        optimiser.step()
    arguments.out.mkdir(parents=True, exist_ok=True)
    weights = model.state_dict()
    write_state(arguments.out / "state.pt", {"average": weights, "model": weights, "step": 0, "config": config.as_dict()})


if __name__ == "__main__":
    main()
