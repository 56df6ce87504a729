"""What the frames beside can tell of a clip whose frames are means of nine, by where they are looked at and which they are.

    python evaluate_alignment.py CLIP BLURRED.facet [CLIP BLURRED.facet …]

CLIP is sharp; BLURRED.facet is the analysis (`facet analyse`) of what dist/average-frames.js makes of it. Least squares of
the sharp crop over the differences of pairs of blurred frames (so many before and after), fitted on one half of the clip,
measured on the other, both ways: gain in dB over the blurred crop, luma, of the face's middle. `frame`: all frames through
the crop of the one in the middle. `own`: each through the crop of its own fit, so that the eyes coincide. `mesh`: warped
by the motion of the 478 landmarks as well.
"""

import sys
from pathlib import Path

import av
import cv2
import numpy as np
from scipy.interpolate import LinearNDInterpolator

SIDE, MEAN, REACH = 256, 9, 9
TEMPLATE = np.array([[0.35, 0.4], [0.65, 0.4], [0.501, 0.572], [0.378, 0.747], [0.624, 0.747]]) * SIDE
PAIRS = ((1,), (4,), (5,), (1, 2), (2, 4), (3, 5), (4, 5), (1, 3, 5))
INNER = (slice(40, 230, 2), slice(40, 216, 2))
LUMA = np.array([65.481, 128.553, 24.966]) / 255


def similarity(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """[3,3] of the least squares over five points (Umeyama 1991, without reflection)."""
    a, b = source - source.mean(0), target - target.mean(0)
    c, s = (a * b).sum() / (a**2).sum(), (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / (a**2).sum()
    turn = np.array([[c, -s], [s, c]])
    return np.block([[turn, (target.mean(0) - turn @ source.mean(0))[:, None]], [np.zeros((1, 2)), np.ones((1, 1))]])


def crop(frame: np.ndarray, crop_from_frame: np.ndarray) -> np.ndarray:
    """float32 [256,256,3], levels; pixel centres lie at +.5."""
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    warp = (np.linalg.inv(half) @ crop_from_frame @ half)[:2]
    return cv2.warpAffine(
        frame.astype(np.float32), warp, (SIDE, SIDE), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


def luma(picture: np.ndarray) -> np.ndarray:
    """Of the face's middle, every other pixel."""
    return 16 + picture[INNER] @ LUMA


class Clip:
    """A clip and the same one blurred, seen through the crop of the blurred one's face."""

    def __init__(self, file: Path, project: Path):
        with av.open(str(file)) as container:
            self.sharp = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
        sums = np.cumsum(np.stack([np.zeros_like(self.sharp[0], np.int64), *self.sharp], dtype=np.int64), 0)
        self.blurred = ((sums[MEAN:] - sums[:-MEAN]) / MEAN + 0.5).astype(np.uint8)

        def table(name: str, columns: int) -> np.ndarray:
            return np.fromfile(project / "analysis" / name, "<f4").reshape(-1, columns)

        faces = table("faces.f32", 18)
        self.row = {int(frame): row for row, frame in enumerate(faces[:, 0])}
        fits = table("fits.f32", np.fromfile(project / "analysis/fits.f32", "<f4").size // len(faces))
        self.points = fits[:, -11:-1].reshape(-1, 5, 2).astype(float)
        self.landmarks = table("landmarks.f32", 478 * 3).reshape(-1, 478, 3)[..., :2].astype(float)

    def truth(self, middle: int) -> np.ndarray:
        return crop(self.sharp[middle + MEAN // 2], similarity(self.points[self.row[middle]], TEMPLATE))

    def seen(self, middle: int, other: int, way: str = "frame") -> np.ndarray:
        at, there = self.row[middle], self.row[other]
        crop_from_frame = similarity(self.points[at], TEMPLATE)
        own = similarity(self.points[there], TEMPLATE)
        if way == "own":
            return crop(self.blurred[other], own)
        picture = crop(self.blurred[other], crop_from_frame)
        if way == "frame" or other == middle:
            return picture
        # Beyond the landmarks the motion is that of the five points.
        ring = np.array([(x, y) for x in (-40, 128, 296) for y in (-40, 128, 296) if (x, y) != (128, 128)], float)
        ours, theirs = (project(crop_from_frame, self.landmarks[row]) for row in (at, there))
        moved_ring = project(crop_from_frame @ np.linalg.inv(own), ring)
        motion = LinearNDInterpolator(np.vstack((ours, ring)), np.vstack((theirs, moved_ring)))
        places = np.mgrid[0:SIDE:4, 0:SIDE:4][::-1].transpose(1, 2, 0).reshape(-1, 2) + 2.0
        field = cv2.resize(motion(places).reshape(64, 64, 2).astype(np.float32), (SIDE, SIDE)) - 0.5
        field = cv2.GaussianBlur(field, (0, 0), 4)
        return cv2.remap(picture, field[..., 0], field[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)

    def frames(self) -> list[int]:
        within = range(REACH, len(self.blurred) - REACH)
        return [t for t in within if all(t + k in self.row for k in range(-5, 6))][::2]


def project(transform: np.ndarray, points: np.ndarray) -> np.ndarray:
    return points @ transform[:2, :2].T + transform[:2, 2]


def gain(clip: Clip, way: str, pairs: tuple[int, ...]) -> float:
    base, wanted, told = [], [], []
    for t in clip.frames():
        middle = luma(clip.seen(t, t, way))
        base.append(middle)
        wanted.append(luma(clip.truth(t)))
        told.append([luma(clip.seen(t, t + k, way)) + luma(clip.seen(t, t - k, way)) - 2 * middle for k in pairs])
    base, wanted, told = np.array(base), np.array(wanted), np.array(told)
    half, gains = len(base) // 2, []
    for fitted, measured in ((slice(half), slice(half, None)), (slice(half, None), slice(half))):
        columns = told[fitted].transpose(0, 2, 3, 1).reshape(-1, len(pairs))
        shares = np.linalg.lstsq(columns, (wanted - base)[fitted].ravel(), rcond=None)[0]
        estimate = base[measured] + np.tensordot(told[measured], shares, (1, 0))
        before, after = (((x - wanted[measured]) ** 2).mean((1, 2)) for x in (base[measured], estimate))
        gains.extend(10 * np.log10(before / after))
    return float(np.mean(gains))


def main() -> None:
    if len(sys.argv) < 3 or len(sys.argv) % 2 == 0:
        raise SystemExit(__doc__)
    cv2.setNumThreads(1)
    for file, folder in zip(sys.argv[1::2], sys.argv[2::2]):
        clip = Clip(Path(file), Path(folder))
        print(f"{file}, {len(clip.frames())} frames")
        for way in ("frame", "own", "mesh"):
            chosen = PAIRS if way == "frame" else ((1, 2), (3, 5))
            print(f"  {way}:", ", ".join(f"{pairs} {gain(clip, way, pairs):+.2f} dB" for pairs in chosen), flush=True)


if __name__ == "__main__":
    main()
