"""Measures the pictures of a lab's report again, by scikit-image alone, and says how far the report's figures are off.

    python scripts/recompute-lab.py facet-lab

Luma is `rgb2ycbcr`'s, PSNR `peak_signal_noise_ratio`, SSIM `structural_similarity` (Wang et al. 2004); means and
intervals over people are drawn anew by NumPy's generator. Ends with 1 where a picture is off by more than 0.001.
Needs numpy, pillow, scikit-image.
"""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from skimage.color import rgb2ycbcr
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

TOLERANCE = 1e-3
DRAWS = 2000


def luma(file: Path) -> np.ndarray:
    return rgb2ycbcr(np.asarray(Image.open(file).convert("RGB")))[..., 0]


def psnr_and_ssim(restored: np.ndarray, sharp: np.ndarray) -> tuple[float, float]:
    window = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
    return (
        peak_signal_noise_ratio(sharp, restored, data_range=255),
        structural_similarity(sharp, restored, data_range=255, **window),
    )


def interval(values: np.ndarray, people: np.ndarray) -> tuple[float, float]:
    """Of the mean, 95 %, by drawing people with all their pictures."""
    names = np.unique(people)
    sums = np.array([values[people == name].sum() for name in names])
    counts = np.array([(people == name).sum() for name in names])
    drawn = np.random.default_rng(0).integers(0, len(names), (DRAWS, len(names)))
    low, high = np.quantile(sums[drawn].sum(1) / counts[drawn].sum(1), (0.025, 0.975))
    return float(low), float(high)


def main() -> None:
    folder = Path(sys.argv[1])
    report = json.loads((folder / "report.json").read_text())
    people = np.array([picture["person"] for picture in report["pictures"]])

    def picture(number: int, version: str) -> np.ndarray:
        name = report["pictures"][number]["name"]
        return luma(folder / "pictures" / f"{number + 1:03d}-{name}-{version.replace(':', '-')}.png")

    sharp = [picture(number, "sharp") for number in range(len(people))]
    found: dict[tuple[int, str], list[tuple[float, float]]] = {}
    worst = [0.0, 0.0]
    for value in report["values"]:
        number, factor, method = value["picture"], value["factor"], value["method"]
        own = psnr_and_ssim(picture(number, f"x{factor}-{method}"), sharp[number])
        for which, measure in enumerate(("psnr", "ssim")):
            worst[which] = max(worst[which], abs(own[which] - value["measures"][measure]))
        found.setdefault((factor, method), []).append(own)
    print(f"{len(report['values'])} pictures; largest difference: PSNR {worst[0]:.1e} dB, SSIM {worst[1]:.1e}")
    means, ends = 0.0, 0.0
    for row in report["rows"]:
        values = np.array(found[row["factor"], row["method"]])[:, 0]
        told = row["means"]["psnr"]
        means = max(means, abs(values.mean() - told["mean"]))
        if "interval" in told:
            ends = max(ends, *np.abs(np.subtract(interval(values, people), told["interval"])))
    print(f"{len(report['rows'])} rows; largest difference of a mean {means:.1e} dB, of an interval's end {ends:.2f} dB")
    if max(worst) > TOLERANCE:
        sys.exit(1)


if __name__ == "__main__":
    main()
