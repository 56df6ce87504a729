"""What an exported shape network makes of renders of people held out, beside the mean face and what landmarks alone tell.

    python evaluate_shapes.py --model ../../facet-shape/facet-shape.onnx --held-out HELD_OUT
    python ../split.py DATA > names.txt
    python evaluate_shapes.py --model ../../facet-shape/facet-shape.onnx --portraits PORTRAITS --names names.txt

`--held-out` of ../renders/render_faces.py. mm along the normals of the judged surface, rigid motion taken out. Of portraits
no truth is known: how far their shapes lie from the model's mean, and how far from each other.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import onnxruntime

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "renders"), str(HERE.parents[1] / "facet-face" / "calibrate")]
from face_surface import FaceSurface  # noqa: E402
from learn_shape_reading import levelled  # noqa: E402
from portrait_crops import portrait_crops  # noqa: E402
from render_faces import MODELS, ROW, SIDE, WIDTH, read_ffm  # noqa: E402
from shape_network import MODES, POINTS  # noqa: E402

MOST_INDEPENDENT_VIEWS = 1.5  # that of main/engine/geometry/seen-shape.ts


def read_rows(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """rows [n,WIDTH], pictures uint8 [n,192,192,3]"""
    files = sorted(folder.glob("truths-*.f32"))
    rows = np.concatenate([np.fromfile(file, "<f4").reshape(-1, WIDTH) for file in files])
    pictures = [np.fromfile(file.with_name(file.name.replace("truths", "pictures").replace("f32", "u8")), np.uint8) for file in files]
    return rows, np.concatenate([some.reshape(-1, SIDE, SIDE, 3) for some in pictures])


def said_of(model: Path, pictures: np.ndarray, landmarks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """pictures uint8 [n,192,192,3], landmarks [n,478,2] -> shape [n,80], its sigma"""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    said = []
    for picture, points in zip(pictures, landmarks):
        image = np.ascontiguousarray(picture.transpose(2, 0, 1)[None], np.float32) / 255
        said.append(session.run(["shape", "shapeSigma"], {"image": image, "landmarks": points[None].astype(np.float32)}))
    return tuple(np.concatenate(part) for part in zip(*said))


def shapes_of_landmarks(rows: np.ndarray) -> np.ndarray:
    """[n,80] by the face model's own shape reading"""
    _, tensors = read_ffm(MODELS / "facet-face" / "facet-face.ffm")
    weights = tensors["shapeReading"] * tensors["shapeReadingScale"][:, None, None]
    points = levelled(rows[:, ROW["read"]].reshape(-1, POINTS, 3))
    return np.tensordot(points - tensors["shapeReadingMean"], weights, ((1, 2), (1, 2)))


def fused(shape: np.ndarray, sigma: np.ndarray, independent: float = MOST_INDEPENDENT_VIEWS) -> np.ndarray:
    """Every shape is in two pictures that follow each other: [n/2,80] as main/engine/geometry/seen-shape.ts joins views
    that are worth `independent` ones which err by themselves"""
    trust = np.maximum(1, 1 / sigma**2).reshape(-1, 2, MODES) * independent / 2
    joined = (shape.reshape(-1, 2, MODES) * trust).sum(1) / (trust.sum(1) - (independent - 1))
    return joined.clip(-3, 3)


def report_portraits(model: Path, folder: Path, names: list[str]) -> None:
    surface = FaceSurface()
    crops, landmarks = portrait_crops(folder, names)
    shape, _ = said_of(model, crops, landmarks)
    both = np.concatenate([shape, shape * surface.parity])

    def size(shapes: np.ndarray) -> float:
        return float(np.sqrt((((shapes @ surface.along) ** 2) @ surface.area).mean()))

    mean = both.mean(0)
    print(f"{len(crops)} portraits, rms along the normals: {size(both):.2f} mm from the model's mean; their own mean "
          f"{size(mean[None]):.2f} mm from it, and they {size(both - mean):.2f} mm from that")


def report_renders(model: Path, folder: Path) -> None:
    surface = FaceSurface()
    rows, pictures = read_rows(folder)
    shape, sigma = said_of(model, pictures, rows[:, ROW["read"]].reshape(-1, POINTS, 3)[:, :, :2])
    truth = surface.still(rows[:, ROW["offset"]])
    turned, other = (rows[:, ROW[name]].ravel() > 0 for name in ("turned", "generator"))

    def error(shapes: np.ndarray | None, of: np.ndarray) -> float:
        off = truth[of] - (0 if shapes is None else shapes[of] @ surface.along)
        return float((np.abs(off) @ surface.area).mean())

    by_landmarks = shapes_of_landmarks(rows)
    kinds = [("nearly frontal", ~turned & ~other), ("the same, shapes outside the model", ~turned & other), ("turned", turned)]
    for name, of in kinds:
        nothing = error(None, of)
        told = [f"{error(shapes, of):.2f} ({100 * (1 - error(shapes, of) / nothing):.0f} % below)" for shapes in (by_landmarks, shape)]
        print(f"{of.sum()} {name}: mean face {nothing:.2f} mm, landmarks {told[0]}, network {told[1]}")
    nothing = error(None, ~turned)
    for worth in (1, 1.2, 1.4, MOST_INDEPENDENT_VIEWS, 1.6, 1.8, 2):
        found = error(np.repeat(fused(shape, sigma, worth), 2, 0), ~turned)
        print(f"two views worth {worth}: network {found:.3f} mm ({100 * (1 - found / nothing):.1f} % below)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    for name in ("held-out", "portraits", "names"):
        parser.add_argument(f"--{name}", type=Path)
    options = parser.parse_args()
    if options.held_out is not None:
        report_renders(options.model, options.held_out)
    if options.portraits is not None:
        report_portraits(options.model, options.portraits, options.names.read_text().split())


if __name__ == "__main__":
    main()
