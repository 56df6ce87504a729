"""Random poor pictures: blur, shrink, noise, compression, and the engine's warp back into the crop.

Images here are uint8 [H,W,3] RGB. Every function takes a numpy Generator: the same seed gives the same picture.
"""

import io

import cv2
import numpy as np
from PIL import Image

from video_compression import video_compress

RESIZERS = (Image.Resampling.BICUBIC, Image.Resampling.BILINEAR, Image.Resampling.BOX, Image.Resampling.LANCZOS)


def chance(rng: np.random.Generator, probability: float) -> bool:
    return bool(rng.random() < probability)


def log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def disc_kernel(radius: float) -> np.ndarray:
    half = int(np.ceil(radius))
    y, x = np.mgrid[-half : half + 1, -half : half + 1]
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return kernel / kernel.sum()


def motion_kernel(length: float, angle: float, bend: float) -> np.ndarray:
    """A slightly bent line of `length` pixels."""
    half = int(np.ceil(length / 2)) + 1
    kernel = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
    t = np.linspace(-0.5, 0.5, max(2, int(4 * length)))
    x, y = t * length, bend * length * (t**2 - 1 / 12)
    u = half + x * np.cos(angle) - y * np.sin(angle)
    v = half + x * np.sin(angle) + y * np.cos(angle)
    iu, iv = np.floor(u).astype(int), np.floor(v).astype(int)
    fu, fv = u - iu, v - iv
    for du, dv, w in ((0, 0, (1 - fu) * (1 - fv)), (1, 0, fu * (1 - fv)), (0, 1, (1 - fu) * fv), (1, 1, fu * fv)):
        np.add.at(kernel, (np.clip(iv + dv, 0, 2 * half), np.clip(iu + du, 0, 2 * half)), w)
    return kernel / kernel.sum()


def gaussian_kernel(sigma_x: float, sigma_y: float, angle: float) -> np.ndarray:
    half = int(np.ceil(2.5 * max(sigma_x, sigma_y)))
    y, x = np.mgrid[-half : half + 1, -half : half + 1].astype(np.float32)
    c, s = np.cos(angle), np.sin(angle)
    kernel = np.exp(-0.5 * (((c * x + s * y) / sigma_x) ** 2 + ((-s * x + c * y) / sigma_y) ** 2)).astype(np.float32)
    return kernel / kernel.sum()


def blur(image: np.ndarray, rng: np.random.Generator, strength: float = 1.0) -> np.ndarray:
    """`strength` scales the kernel: 1 for a 256 px crop."""
    kind = rng.random()
    if kind < 0.45:
        sigma = log_uniform(rng, 0.4, 4.0) * strength
        kernel = gaussian_kernel(sigma, sigma * rng.uniform(0.4, 1.0), rng.uniform(0, np.pi))
    elif kind < 0.75:
        kernel = motion_kernel(log_uniform(rng, 2, 24) * strength, rng.uniform(0, np.pi), rng.normal() * 0.3)
    else:
        kernel = disc_kernel(log_uniform(rng, 0.7, 5) * strength)
    return cv2.filter2D(image, -1, kernel, borderType=cv2.BORDER_REFLECT_101)


def noise(image: np.ndarray, rng: np.random.Generator, strength: float = 1.0) -> np.ndarray:
    """Gaussian and light-dependent noise, white, grey or of colour, sometimes smoothed as cameras do."""
    sigma = log_uniform(rng, 0.8, 14) * strength
    height, width = image.shape[:2]
    kind = rng.random()
    if kind < 0.4:
        field = np.repeat(rng.standard_normal((height, width, 1), np.float32), 3, 2)
    else:
        field = rng.standard_normal((height, width, 3), np.float32)
        if kind > 0.8:
            field = cv2.GaussianBlur(field, (0, 0), rng.uniform(0.4, 0.9)) * 1.6
    if chance(rng, 0.5):  # shot noise grows with the root of the light
        field *= np.sqrt(image.astype(np.float32) / 128 + 0.05)
    return np.clip(image + field * sigma + 0.5, 0, 255).astype(np.uint8)


def jpeg(image: np.ndarray, quality: int, subsampling: int = 2) -> np.ndarray:
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "JPEG", quality=quality, subsampling=subsampling)
    return np.asarray(Image.open(buffer).convert("RGB"))


def compress(image: np.ndarray, rng: np.random.Generator, poorest: float = 1.0) -> np.ndarray:
    """A frame of a video more often than not, else JPEG; qualities up to a share of the way to the worst."""
    if chance(rng, 0.6):
        return video_compress(image, rng, poorest)
    quality = int(rng.uniform(95 - 75 * poorest, 95))
    return jpeg(image, quality, 2 if chance(rng, 0.8) else 0)


def shrink(image: np.ndarray, width: int, height: int, rng: np.random.Generator) -> np.ndarray:
    if chance(rng, 0.1):  # not antialiased, as many players and some papers do
        return cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(Image.fromarray(image).resize((width, height), RESIZERS[rng.choice(4, p=(0.5, 0.2, 0.15, 0.15))]))


def bicubic(image: np.ndarray, size: int) -> np.ndarray:
    return np.asarray(Image.fromarray(image).resize((size, size), Image.Resampling.BICUBIC))


def low_size(rng: np.random.Generator) -> float:
    """Pixels across the 256 px crop that the poor picture really has: 16 to 256, most often 24 to 128."""
    kind = rng.random()
    if kind < 0.05:
        return 256.0
    if kind < 0.33:
        return log_uniform(rng, 96, 240)
    if kind < 0.46:
        return log_uniform(rng, 16, 32)
    return log_uniform(rng, 24, 128)


def as_filmed_small(image: np.ndarray, size: float, rng: np.random.Generator) -> np.ndarray:
    """A truth as users' clips hold it: `size` pixels across the 256 px crop, a little soft, lightly compressed, on the same
    grid again. A restorer that only ever saw sharp truths takes every soft face for a blurred one."""
    side = image.shape[0]
    low = max(16, round(side * size / 256))
    soft = shrink(image, low, low, rng)
    if chance(rng, 0.7):
        soft = cv2.GaussianBlur(soft, (0, 0), log_uniform(rng, 0.3, 0.9))
    if chance(rng, 0.7):
        soft = video_compress(soft, rng, 0.4)
    return bicubic(soft, side)


def degrade(image: np.ndarray, rng: np.random.Generator, size: float | None = None) -> np.ndarray:
    """image: square uint8 at the density of a 256 px crop. Returns the poor picture on the same grid.

    The head's roll turns the sensor's pixels and the codec's blocks against the crop: so the picture is turned,
    made poor, and turned back by the Lanczos warp that the engine enlarges small faces with.
    """
    if chance(rng, 0.04):
        return jpeg(image, int(rng.uniform(85, 98))) if chance(rng, 0.5) else image.copy()
    side = image.shape[0]
    size = low_size(rng) if size is None else size
    low = max(4, round(side * size / 256))
    factor = side / low
    angle = rng.normal() * 6 if chance(rng, 0.4) else 0.0
    shift = rng.uniform(-0.5, 0.5, 2) * factor if chance(rng, 0.5) else np.zeros(2)
    turned = bool(angle) or bool(shift.any())
    turn = cv2.getRotationMatrix2D(((side - 1) / 2, (side - 1) / 2), angle, 1.0)
    turn[:, 2] += shift
    poor = image
    if turned:
        poor = cv2.warpAffine(poor, turn, (side, side), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
    plain = chance(rng, 0.35)  # shrunk and nothing else: the papers' protocol, and good small video
    mild = chance(rng, 0.45)  # as most clips are: hardly blurred or noisy, compressed as phones and web sites do
    if not plain and chance(rng, 0.45 if factor < 3 else 0.25):
        poor = blur(poor, rng, (1.0 if factor < 3 else 1.4) * (0.3 if mild else 1))
    if low < side:
        poor = shrink(poor, low, low, rng) if not plain else bicubic(poor, low)
    steps = []
    if not plain and chance(rng, 0.4):
        steps.append((noise, 0.25 if mild else 1.0))
    if not plain and chance(rng, 0.75):
        steps.append((compress, 0.4 if mild else 1.0))
    if len(steps) == 2 and chance(rng, 0.25):
        steps.reverse()
    for step, strength in steps:
        poor = step(poor, rng, strength)
    if not plain and chance(rng, 0.1) and low > 24:  # a second generation: shrunk and compressed again
        again = max(8, round(low * rng.uniform(0.6, 0.95)))
        poor = shrink(compress(shrink(poor, again, again, rng), rng), low, low, rng)
    if not turned:
        if low == side:
            return poor
        resizer = Image.Resampling.LANCZOS if chance(rng, 0.8) else Image.Resampling.BICUBIC
        return np.asarray(Image.fromarray(poor).resize((side, side), resizer))
    # crop <- low: pixel centres at +0.5 on both grids
    scale = np.array([[1 / factor, 0, 0.5 / factor - 0.5], [0, 1 / factor, 0.5 / factor - 0.5], [0, 0, 1]])
    low_from_crop = (scale @ np.vstack([turn, [0, 0, 1]]))[:2]
    return cv2.warpAffine(
        poor,
        low_from_crop,
        (side, side),
        flags=cv2.INTER_LANCZOS4 | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REFLECT_101,
    )


def protocol_low(reference_256: np.ndarray, reference_size: int, low_size_px: int) -> tuple[np.ndarray, np.ndarray]:
    """The papers' protocol: (reference [R,R,3], low [L,L,3]): antialiased reference, PIL-bicubic low resolution."""
    reference = Image.fromarray(reference_256).resize((reference_size, reference_size), Image.Resampling.BOX)
    low = reference.resize((low_size_px, low_size_px), Image.Resampling.BICUBIC)
    return np.asarray(reference), np.asarray(low)
