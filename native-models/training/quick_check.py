"""What training prints on its way: x4 without a prior on a few held-out people."""

import numpy as np
import torch

from degradations import protocol_low
from measures import Filter, psnr, resize
from network import PRIOR_CHANNELS, FacetRestorer


def restore(model: FacetRestorer, face: np.ndarray, device: torch.device) -> np.ndarray:
    """face uint8 [S,S,3] -> uint8 [S,S,3], no prior."""
    side = face.shape[0]
    zeros = torch.zeros(1, PRIOR_CHANNELS, side, side, device=device)
    none = torch.zeros(1, max(model.config.coefficients, 1), device=device)
    tensor = torch.from_numpy(np.ascontiguousarray(face.transpose(2, 0, 1)[None]).astype(np.float32) / 255)
    with torch.no_grad():
        out = model.eval()(tensor.to(device), zeros, none)
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
