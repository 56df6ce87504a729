"""What training prints on its way: figures of a few held-out people."""

import numpy as np
import torch

from dataset import prior_to_float
from deblurring import blurred_frames, levels, stacked
from measures import psnr
from network import PRIOR_CHANNELS, FacetRestorer
from protocols import at_size_of, poor_picture
from super_resolution import halve, halved_prior, shrunk


def restore(
    model: FacetRestorer,
    face: np.ndarray,
    device: torch.device,
    prior: np.ndarray | None = None,
    beside: np.ndarray | None = None,
) -> np.ndarray:
    """face uint8 [S,S,3], prior float32 [8,S,S] or none, beside float32 [3N,S,S] or none -> uint8 [S,S,3]."""
    side = face.shape[0]
    guide = np.zeros((PRIOR_CHANNELS, side, side), np.float32) if prior is None else prior
    none = torch.zeros(1, max(model.config.coefficients, 1), device=device)
    tensor = torch.from_numpy(np.ascontiguousarray(face.transpose(2, 0, 1)[None]).astype(np.float32) / 255)
    others = tensor.repeat(1, max(model.config.beside, 1), 1, 1) if beside is None else torch.from_numpy(beside[None])
    with torch.no_grad():
        out = model.eval()(tensor.to(device), torch.from_numpy(guide[None]).to(device), none, others.to(device))
    return (out[0].permute(1, 2, 0) * 255 + 0.5).byte().cpu().numpy()


def quick_check(model: FacetRestorer, portraits, device: torch.device, people: int = 24) -> dict[str, float]:
    """Mean Y-PSNR in dB: Lanczos, ours, the gain, and that of a sharp crop that went through the network; the gain over
    Lanczos where harm is mild and where it is that of a clip (`poor_picture`)."""
    chosen = portraits.held_out[:: max(1, len(portraits.held_out) // people)]
    lanczos, ours, clean = [], [], []
    gains: dict[str, list[float]] = {"mild": [], "film": []}
    for index in chosen:
        crop = np.asarray(portraits.crops[index])
        clean.append(psnr(restore(model, crop, device), crop))
        for protocol in ("x4", *gains):
            reference, seen, base = poor_picture(crop, protocol)
            found = psnr(at_size_of(restore(model, seen, device), reference), reference)
            if protocol == "x4":
                lanczos.append(psnr(base, reference))
                ours.append(found)
            else:
                gains[protocol].append(found - psnr(base, reference))
    return {
        "lanczos": round(float(np.mean(lanczos)), 3),
        "ours": round(float(np.mean(ours)), 3),
        "gain": round(float(np.mean(ours) - np.mean(lanczos)), 3),
        "cleanIn": round(float(np.mean(clean)), 2),
        **{name: round(float(np.mean(found)), 3) for name, found in gains.items()},
    }


def quick_super_resolution_check(model: FacetRestorer, portraits, device: torch.device) -> dict[str, float]:
    """Mean Y-PSNR gain over bicubic in dB at x4 and x8, without a prior, with that of the portrait and that of the poor
    picture, on the held-out AI-made portraits."""
    chosen = [int(i) for i in portraits.held_out if portraits.rows[i]["source"] == "faker"]
    gains: dict[str, list[float]] = {}
    for index in chosen:
        sharp = halve(np.asarray(portraits.crops[index]))
        for factor, poor_fit in ((4, 2), (8, 3)):
            poor = shrunk(sharp, factor)
            base = psnr(poor, sharp)
            for name, fit in (("none", None), ("own", 0), ("poor", poor_fit)):
                prior = None
                if fit is not None:
                    if portraits.valid is None or not portraits.valid[index, fit]:
                        continue
                    prior = halved_prior(np.asarray(portraits.priors[index, fit]).transpose(1, 2, 0))
                gain = psnr(restore(model, poor, device, prior), sharp) - base
                gains.setdefault(f"x{factor} {name}", []).append(gain)
    return {name: round(float(np.mean(values)), 3) for name, values in gains.items()}


def quick_deblurring_check(model: FacetRestorer, portraits, device: torch.device, people: int = 24) -> dict[str, float]:
    """Mean Y-PSNR gain over the blurred picture in dB on held-out people: by itself, with the frames beside, and with the
    portrait's own prior too; of exposures that overlap and of those that follow each other."""
    chosen = [int(i) for i in portraits.held_out[:: max(1, len(portraits.held_out) // people)]]
    gains: dict[str, list[float]] = {}
    for index in chosen:
        portrait = np.asarray(portraits.crops[index])
        for kind in ("overlapping", "apart"):
            sharp, poor, beside = blurred_frames(portrait, np.random.default_rng(index), kind == "overlapping")
            sharp, poor = levels(sharp), levels(poor)
            beside = stacked([levels(frame) for frame in beside])
            ways = {"alone": (None, None), "beside": (None, beside)}
            if portraits.valid is not None and portraits.valid[index, 0]:
                ways["both"] = (prior_to_float(np.asarray(portraits.priors[index, 0])), beside)
            gains.setdefault(f"{kind} blurred", []).append(psnr(poor, sharp))
            for name, (prior, others) in ways.items():
                gain = psnr(restore(model, poor, device, prior, others), sharp) - psnr(poor, sharp)
                gains.setdefault(f"{kind} {name}", []).append(gain)
    return {name: round(float(np.mean(values)), 3) for name, values in gains.items()}


checks = {"restore": quick_check, "sr": quick_super_resolution_check, "deblur": quick_deblurring_check}
