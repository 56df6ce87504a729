"""Figures of merit on uint8 RGB pictures, as the papers take them: PSNR and SSIM on BT.601 luma."""

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity

Filter = Image.Resampling


def luma(image: np.ndarray) -> np.ndarray:
    """Studio-range luma, float64 16..235 (MATLAB's rgb2ycbcr, as super-resolution papers use it)."""
    return 16 + image.astype(np.float64) @ np.array([65.481, 128.553, 24.966]) / 255


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    return float(10 * np.log10(255**2 / max(((luma(a) - luma(b)) ** 2).mean(), 1e-10)))


def ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Wang et al. 2004: 11 px Gaussian window of standard deviation 1.5."""
    return float(
        structural_similarity(
            luma(a), luma(b), data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
        )
    )


def resize(image: np.ndarray, size: int, resampling: Image.Resampling) -> np.ndarray:
    return np.asarray(Image.fromarray(image).resize((size, size), resampling))
