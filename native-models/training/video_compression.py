"""Real video codecs as a degradation: a few moving frames are encoded, one of them is kept.

Block grids, motion-compensated leftovers and deblocking filters look unlike JPEG; these are the codecs the studio's
users bring: MPEG-1/2, MPEG-4 part 2, H.264, HEVC, VP8.
"""

from fractions import Fraction

import av
from av.video.reformatter import VideoReformatter
import cv2
import numpy as np

# name of the encoder, of the decoder, probability, (best, worst) quality as the codec counts it
CODECS = (
    ("libx264", "h264", 0.45, (18, 38)),
    ("mpeg1video", "mpeg1video", 0.25, (2, 10)),
    ("mpeg4", "mpeg4", 0.2, (2, 10)),
    ("libvpx", "vp8", 0.1, (12, 48)),
)
BLOCK = 16
# They keep what a conversion needs, whose making takes longer than converting a small picture.
TO_YUV, TO_RGB = VideoReformatter(), VideoReformatter()


def video_compress(image: np.ndarray, rng: np.random.Generator, poorest: float = 1.0) -> np.ndarray:
    """image uint8 [H,W,3] RGB -> the same picture as a decoder shows it, 1 to 6 frames into a clip that moves."""
    codec = random_codec(rng, poorest)
    return in_a_clip(image, rng, *codec)


def in_a_clip(image: np.ndarray, rng: np.random.Generator, encoder: str, decoder: str, quality: float) -> np.ndarray:
    """As `video_compress`, by one codec at one quality as it counts it."""
    padded, inner = on_blocks(image, rng)
    before = int(rng.integers(0, 5))
    velocity = rng.normal(size=2) * rng.choice((0.0, 0.4, 1.5), p=(0.25, 0.5, 0.25))
    turn = rng.normal() * 0.4
    frames = [moved(padded, velocity * (t - before), turn * (t - before)) for t in range(before + 2)]
    return encode_and_decode(frames, encoder, decoder, quality)[before][inner]


def compress_clip(frames: list[np.ndarray], rng: np.random.Generator) -> list[np.ndarray]:
    """Frames uint8 [H,W,3] RGB of one clip -> the same as a decoder shows them, in the better half of the qualities."""
    codec = random_codec(rng, 0.5)
    # The same place among the blocks for all.
    stacked, inner = on_blocks(np.concatenate(frames, 2), rng)
    padded = [np.ascontiguousarray(stacked[..., at : at + 3]) for at in range(0, stacked.shape[2], 3)]
    return [frame[inner] for frame in encode_and_decode(padded, *codec)]


def random_codec(rng: np.random.Generator, poorest: float = 1.0) -> tuple[str, str, float]:
    """Names of the encoder and the decoder, and a quality as they count it, up to a share of the way to the worst."""
    encoder, decoder, _, (best, worst) = CODECS[rng.choice(len(CODECS), p=[codec[2] for codec in CODECS])]
    return encoder, decoder, float(rng.uniform(best, best + poorest * (worst - best)))


def on_blocks(image: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, tuple[slice, slice]]:
    """The picture on a larger one of whole blocks, and where it lies there: the block grid falls anywhere on the face. No
    codec here takes pictures below two blocks."""
    height, width = image.shape[:2]
    left, top = (int(n) for n in rng.integers(0, BLOCK, 2))
    right = -(left + width) % BLOCK + (BLOCK if left + width < 2 * BLOCK else 0)
    bottom = -(top + height) % BLOCK + (BLOCK if top + height < 2 * BLOCK else 0)
    rows = np.clip(np.arange(-top, height + bottom), 0, height - 1)
    columns = np.clip(np.arange(-left, width + right), 0, width - 1)
    return image[rows][:, columns], (slice(top, top + height), slice(left, left + width))


def moved(image: np.ndarray, offset: np.ndarray, degrees: float) -> np.ndarray:
    if not offset.any() and degrees == 0:
        return image
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    matrix[:, 2] += offset
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def encode_and_decode(frames: list[np.ndarray], encoder: str, decoder: str, quality: float) -> list[np.ndarray]:
    """frames uint8 [H,W,3], H and W even -> as many decoded ones. One thread: the same frames, the same result."""
    height, width = frames[0].shape[:2]
    context = av.CodecContext.create(encoder, "w")
    context.width, context.height = width, height
    context.pix_fmt, context.framerate, context.time_base = "yuv420p", 25, Fraction(1, 25)
    context.thread_count = 1
    context.gop_size = 12
    level = str(round(quality))
    if encoder == "libx264":
        # Its look-ahead reads memory that nobody wrote: the same frames would differ from run to run.
        parameters = "log-level=none:threads=1:rc-lookahead=0:scenecut=0"
        context.options = {"crf": f"{quality:.1f}", "preset": "veryfast", "x264-params": parameters}
    elif encoder == "libvpx":
        # A negative speed is a fixed one; a positive one follows the clock, and the same frames then differ from run to run.
        context.bit_rate = 20_000_000
        context.options = {"qmin": level, "qmax": level, "deadline": "realtime", "cpu-used": "-8", "lag-in-frames": "0"}
    else:
        context.options = {"qmin": level, "qmax": level}
        context.bit_rate = 20_000_000
    reader = av.CodecContext.create(decoder, "r")
    reader.thread_count = 1
    shown: list[np.ndarray] = []

    def read(packets) -> None:
        for packet in packets:
            shown.extend(rgb_of(frame) for frame in reader.decode(packet))

    for index, frame in enumerate(frames):
        picture = TO_YUV.reformat(av.VideoFrame.from_ndarray(frame, format="rgb24"), format="yuv420p")
        picture.pts = index
        read(context.encode(picture))
    read(context.encode(None))
    shown.extend(rgb_of(frame) for frame in reader.decode(None))
    if len(shown) != len(frames):
        raise RuntimeError(f"{encoder} gave {len(shown)} of {len(frames)} frames back")
    return shown


def rgb_of(frame: av.VideoFrame) -> np.ndarray:
    return TO_RGB.reformat(frame, format="rgb24").to_ndarray()
