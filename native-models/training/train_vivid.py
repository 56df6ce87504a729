"""Fine-tune the faithful restorer for vividness: the same network, taught besides by a critic. Resumable like train.py.

    python train_vivid.py --data DATA --run RUN --faithful FAITHFUL_RUN --minutes 60 --modes .2,.1,.3,.4

The result has the graph of its parent, so weights between the two give restorations between faithful and vivid (deep
network interpolation, Wang et al. 2019): the engine's slider. The pull of the critic is measured at the restored
picture: its gradient there is scaled to `--pull` times that of the faithful loss (running means), so that neither
drowns the other whatever the critic's state.
"""

import argparse
import signal
import time
from pathlib import Path

import cv2
import torch
from torch.nn import functional as F

from dataset import Sampler, load_portraits
from discriminator import PatchDiscriminator, feature_distance
from network import FacetRestorer, RestorerConfig
from quick_check import quick_check
from train import has_bf16, learning_rate, log_to, loss_of, to_tensors, write_state

FEATURES_OVER_VERDICT = 10.0


class RunningScale:
    """Running mean of the root mean square of a gradient."""

    def __init__(self, keep: float = 0.98):
        self.keep, self.mean = keep, 0.0

    def of(self, gradient: torch.Tensor) -> float:
        now = float(gradient.square().mean().sqrt())
        self.mean = now if self.mean == 0 else self.keep * self.mean + (1 - self.keep) * now
        return max(self.mean, 1e-12)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--faithful", type=Path, required=True, help="run folder of train.py whose averaged weights begin")
    parser.add_argument("--steps", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, help="stop and cool down by the clock (not repeatable)")
    parser.add_argument("--side", type=int, default=128)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--modes", default=".2,.1,.3,.4", help="probabilities of none,coeff,render,both")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--critic-rate", type=float, default=2e-4)
    parser.add_argument("--pull", type=float, default=1.0, help="the critic's gradient over the faithful one's")
    parser.add_argument("--critic-first", type=int, default=300, help="steps that only teach the critic")
    parser.add_argument("--decay-from", type=float, default=0.6)
    parser.add_argument("--seed", type=int, default=31)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--save-every", type=float, default=120, help="seconds")
    parser.add_argument("--check-every", type=int, default=1000, help="steps")
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    cv2.setNumThreads(1)
    torch.manual_seed(arguments.seed)
    device = torch.device(arguments.device)
    half = has_bf16(device)
    portraits = load_portraits(arguments.data)
    state_file = arguments.run / "state.pt"
    arguments.run.mkdir(parents=True, exist_ok=True)
    parent = torch.load(arguments.faithful / "state.pt", map_location=device, weights_only=True)
    config = RestorerConfig(**parent["config"])
    model = FacetRestorer(config).to(device=device, memory_format=torch.channels_last)
    average = FacetRestorer(config).to(device)
    critic = PatchDiscriminator().to(device=device, memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(model.parameters(), lr=arguments.rate, betas=(0.9, 0.99))
    critic_optimiser = torch.optim.Adam(critic.parameters(), lr=arguments.critic_rate, betas=(0.5, 0.99))
    step = 0
    if state_file.exists():
        state = torch.load(state_file, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        critic.load_state_dict(state["critic"])
        optimiser.load_state_dict(state["optimiser"])
        critic_optimiser.load_state_dict(state["criticOptimiser"])
        step = state["step"]
        print(f"goes on at step {step}", flush=True)
    else:
        model.load_state_dict(parent["average"])
        average.load_state_dict(parent["average"])

    modes = tuple(float(p) for p in arguments.modes.split(","))
    sampler = Sampler(portraits, arguments.seed, arguments.batch, arguments.side, modes)
    stop = False

    def ask_to_stop(*_: object) -> None:
        nonlocal stop
        stop = True

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)

    def save() -> None:
        write_state(state_file, {
            "model": model.state_dict(),
            "average": average.state_dict(),
            "critic": critic.state_dict(),
            "optimiser": optimiser.state_dict(),
            "criticOptimiser": critic_optimiser.state_dict(),
            "step": step,
            "config": config.as_dict(),
        })

    log = log_to(arguments.run / "log.jsonl")
    log({"step": step, "pull": arguments.pull, "modes": modes, "side": arguments.side, "batch": arguments.batch, "bf16": half})
    faithful_scale, critic_scale = RunningScale(), RunningScale()
    totals: dict[str, float] = {}
    begun = saved = reported = time.monotonic()
    model.train()
    while step < arguments.steps and not stop:
        minutes = (time.monotonic() - begun) / 60
        done = minutes / arguments.minutes if arguments.minutes else step / arguments.steps
        if done >= 1:
            break
        rate = learning_rate(step, done, arguments.rate, decay_from=arguments.decay_from)
        for group in optimiser.param_groups:
            group["lr"] = rate
        batch = to_tensors(sampler.batch(step), device)
        poor, sharp = batch["face"], batch["sharp"]
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half):
            restored = model(poor, batch["prior"], batch["coefficients"])
        picture = restored.detach().float().requires_grad_()

        critic.requires_grad_(True)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half):
            real, sharp_features = critic(sharp, poor)
            fake, _ = critic(picture.detach(), poor)
        critic_loss = F.relu(1 - real.float()).mean() + F.relu(1 + fake.float()).mean()
        critic_optimiser.zero_grad(set_to_none=True)
        critic_loss.backward()
        critic_optimiser.step()

        faithful_loss = loss_of(picture, sharp, batch["weight"])
        (towards_sharp,) = torch.autograd.grad(faithful_loss, picture)
        if step >= arguments.critic_first:
            critic.requires_grad_(False)
            with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half):
                verdict, features = critic(picture, poor)
            matched = feature_distance([f.float() for f in features], [f.detach().float() for f in sharp_features])
            judged = -verdict.float().mean() + FEATURES_OVER_VERDICT * matched
            (towards_vivid,) = torch.autograd.grad(judged, picture)
            share = arguments.pull * faithful_scale.of(towards_sharp) / critic_scale.of(towards_vivid)
            optimiser.zero_grad(set_to_none=True)
            restored.backward((towards_sharp + share * towards_vivid).to(restored.dtype))
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            with torch.no_grad():
                torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - 0.998)
            totals["features"] = totals.get("features", 0) + matched.item()
        step += 1
        for name, value in (("faithful", faithful_loss), ("critic", critic_loss), ("real", real.mean()), ("fake", fake.mean())):
            totals[name] = totals.get(name, 0) + value.item()
        now = time.monotonic()
        if step % 100 == 0:
            means = {name: round(total / 100, 5) for name, total in totals.items()}
            log({"step": step, **means, "rate": round(rate, 6),
                 "samplesPerSecond": round(100 * arguments.batch / (now - reported), 1)})
            totals, reported = {}, now
        if step % arguments.check_every == 0:
            log({"step": step, **quick_check(average, portraits, device)})
            reported = time.monotonic()
        if now - saved > arguments.save_every:
            save()
            saved = now
    save()
    log({"step": step, "stopped": stop, **quick_check(average, portraits, device)})


if __name__ == "__main__":
    main()
