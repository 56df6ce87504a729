"""What training prints on its way: figures of a few held-out people."""

import numpy as np
import torch

from dataset import prior_to_float
from deblurring import blurred_frames, levels, stacked
from degradations import protocol_low
from measures import Filter, psnr, resize
from network import PRIOR_CHANNELS, FacetRestorer
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
    """Mean Y-PSNR in dB: Lanczos, ours, the gain, and that of a sharp crop that went through the network."""
    chosen = portraits.held_out[:: max(1, len(portraits.held_out) // people)]
    lanczos, ours, clean = [], [], []
    for index in chosen:
        crop = np.asarray(portraits.crops[index])
        reference, low = protocol_low(crop, 128, 32)
        restored = resize(restore(model, resize(low, 256, Filter.BICUBIC), device), 128, Filter.BOX)
        lanczos.append(psnr(resize(low, 128, Filter.LANCZOS), reference))
        ours.append(psnr(restored, reference))
        clean.append(psnr(restore(model, crop, device), crop))
    return {
        "lanczos": round(float(np.mean(lanczos)), 3),
        "ours": round(float(np.mean(ours)), 3),
        "gain": round(float(np.mean(ours) - np.mean(lanczos)), 3),
        "cleanIn": round(float(np.mean(clean)), 2),
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
