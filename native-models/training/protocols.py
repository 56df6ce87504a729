"""The poor pictures that a restorer is measured by, made of an aligned sharp crop of 256 px (IOD .30).

    x4     reference 128 px (box-filtered crop), low resolution 32 px by PIL bicubic; ours: low -> 256 Lanczos, as
           the engine cuts small faces -> network -> 128 box; Lanczos: low -> 128.
    x8     the same from 16 px.
    film   reference 128 px; 64 px, a frame of a moving clip of H.264 (veryfast, crf 28), as the lab makes clips poor.
    video  shrunk to 96 px, blurred by a Gaussian of .6 px, JPEG 4:2:0 quality 40, back to 256: reference at 256 px.
    mild   the crop shrunk to 176 px and back, JPEG 85: the reference is the crop itself at 256 px.
    clean  the crop itself goes in: restoring must not harm it (the gain says nothing here, the PSNR does).
"""

import cv2
import numpy as np

from degradations import jpeg, protocol_low
from measures import Filter, resize
from video_compression import in_a_clip

SMALL = {"x4": 32, "x8": 16, "film": 64}  # px of the poor picture; their references are of 128 px


def poor_picture(crop: np.ndarray, protocol: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """-> (reference, what the network sees at 256 px, the Lanczos result at the reference's size)."""
    if protocol in SMALL:
        reference, low = protocol_low(crop, 128, SMALL[protocol])
        if protocol == "film":
            # The motion is drawn from the picture itself: the same for each, whoever measures it.
            low = in_a_clip(low, np.random.default_rng(int(crop[::8, ::8].sum())), "libx264", "h264", 28)
        return reference, enlarged(low), resize(low, 128, Filter.LANCZOS)
    if protocol == "clean":
        return crop, crop, crop
    if protocol == "mild":
        low = jpeg(resize(crop, 176, Filter.BICUBIC), 85)
    else:
        low = jpeg(cv2.GaussianBlur(resize(crop, 96, Filter.BICUBIC), (0, 0), 0.6), 40)
    return crop, enlarged(low), enlarged(low)


def enlarged(low: np.ndarray) -> np.ndarray:
    """uint8 [256,256,3]"""
    return resize(low, 256, Filter.LANCZOS)


def at_size_of(restored: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """What came back at 256 px, averaged down to a smaller reference."""
    return restored if reference.shape == restored.shape else resize(restored, reference.shape[0], Filter.BOX)
