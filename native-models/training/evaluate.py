"""Held-out figures. Filled in below; `quick_check` is what training prints on its way."""

import cv2
import numpy as np
import torch
from PIL import Image

from degradations import protocol_low
from network import FacetRestorer, PRIOR_CHANNELS


def luma(image: np.ndarray) -> np.ndarray:
    """BT.601 studio-range luma of uint8 RGB, as MATLAB's rgb2ycbcr and the papers take it; float64 16..235."""
    return 16 + image.astype(np.float64) @ np.array([65.481, 128.553, 24.966]) / 255


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    return float(10 * np.log10(255**2 / max(((luma(a) - luma(b)) ** 2).mean(), 1e-10)))


def resize(image: np.ndarray, size: int, filter: Image.Resampling) -> np.ndarray:
    return np.asarray(Image.fromarray(image).resize((size, size), filter))


def restore(model: FacetRestorer, face: np.ndarray, prior: np.ndarray, coefficients: np.ndarray, device) -> np.ndarray:
    """face uint8 [S,S,3], prior float [8,S,S], coefficients float [C] -> uint8 [S,S,3]."""
    model.eval()
    with torch.no_grad():
        out = model(
            torch.from_numpy(face.transpose(2, 0, 1)[None].astype(np.float32) / 255).to(device),
            torch.from_numpy(prior[None].astype(np.float32)).to(device),
            torch.from_numpy(coefficients[None].astype(np.float32)).to(device),
        )
    return (out[0].permute(1, 2, 0).clamp(0, 1) * 255 + 0.5).byte().cpu().numpy()


def quick_check(model: FacetRestorer, portraits, device, people: int = 24) -> dict[str, float]:
    """x4 (32 -> 128) without a prior on some held-out people: Y-PSNR of Lanczos and ours."""
    cv2.setNumThreads(1)
    chosen = portraits.held_out[:: max(1, len(portraits.held_out) // people)]
    lanczos, ours, clean = [], [], []
    prior = np.zeros((PRIOR_CHANNELS, 256, 256), np.float32)
    coefficients = np.zeros(max(model.config.coefficients, 1), np.float32)
    for index in chosen:
        crop = np.asarray(portraits.crops[index])
        reference, low = protocol_low(crop, 128, 32)
        working = resize(low, 256, Image.Resampling.BICUBIC)
        restored = resize(restore(model, working, prior, coefficients, device), 128, Image.Resampling.BOX)
        lanczos.append(psnr(resize(low, 128, Image.Resampling.LANCZOS), reference))
        ours.append(psnr(restored, reference))
        clean.append(psnr(restore(model, crop, prior, coefficients, device), crop))
    return {
        "lanczos": round(float(np.mean(lanczos)), 3),
        "ours": round(float(np.mean(ours)), 3),
        "gain": round(float(np.mean(ours) - np.mean(lanczos)), 3),
        "cleanIn": round(float(np.mean(clean)), 2),
    }
