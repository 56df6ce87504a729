"""Aligned 256 px crops of the portraits, in Python alone (the warm start; `prepare/` does it with the engine's own code).

    python align_portraits.py --portraits ../shared/data --models ../ --out DATA

Reads `faces.csv` and `faces/`, finds five points with the blazeface-back and facemesh-attention ONNX files, warps each
portrait into the canonical crop (main/engine/geometry/canonical-crop.ts) and writes
    DATA/crops.npy      uint8 [N,256,256,3] RGB sRGB
    DATA/crops.csv      file, person, source, kind, face_px, scale (crop pixels per source pixel), skin_luma, sharpness
    DATA/embeddings.npy float32 [N,256], unit length (mobileface)
"""

import argparse
import csv
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort

CROP = 256
# main/engine/geometry/canonical-crop.ts
CANONICAL = np.array([[0.35, 0.4], [0.65, 0.4], [0.501, 0.572], [0.378, 0.747], [0.624, 0.747]])
# ArcFace's five points in 112 px (Deng et al. 2019).
ARCFACE = np.array([[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]])


def session(models: Path, name: str) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(str(models / name / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])


def nchw(image: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(image.astype(np.float32).transpose(2, 0, 1)[None])


def blazeface_anchors() -> np.ndarray:
    """[896,2] centres, 0..1: strides 16 (two anchors a cell) and 32 (six)."""
    centres = []
    for cells, repeat in ((16, 2), (8, 6)):
        for y in range(cells):
            for x in range(cells):
                centres += [((x + 0.5) / cells, (y + 0.5) / cells)] * repeat
    return np.array(centres)


def umeyama(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Similarity [2,3] taking source [N,2] to target [N,2] in least squares (Umeyama 1991)."""
    ms, mt = source.mean(0), target.mean(0)
    s, t = source - ms, target - mt
    denominator = (s**2).sum()
    a = (s * t).sum() / denominator
    b = (s[:, 0] * t[:, 1] - s[:, 1] * t[:, 0]).sum() / denominator
    rotation = np.array([[a, -b], [b, a]])
    return np.concatenate([rotation, (mt - rotation @ ms)[:, None]], 1)


def warp(image: np.ndarray, crop_from_frame: np.ndarray, size: int) -> np.ndarray:
    """Pixel centres lie at +0.5 in our transforms and at integers in OpenCV's."""
    m = crop_from_frame.copy()
    m[:, 2] += 0.5 * (m[:, 0] + m[:, 1]) - 0.5
    scale = np.hypot(m[0, 0], m[1, 0])
    if scale < 0.9:  # antialias: the standard deviation that a box of 1/scale pixels would have
        image = cv2.GaussianBlur(image, (0, 0), 0.5 * np.sqrt(max(1 / scale**2 - 1, 0.01)))
    return cv2.warpAffine(image, m, (size, size), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)


class FivePoints:
    def __init__(self, models: Path):
        self.detect = session(models, "blazeface-back")
        self.mesh = session(models, "facemesh-attention")
        self.anchors = blazeface_anchors()

    def roi(self, image: np.ndarray):
        """Centre, side and roll of the face nearest the middle of the picture, or None."""
        height, width = image.shape[:2]
        side = max(height, width)
        square = np.zeros((side, side, 3), np.uint8)
        square[:height, :width] = image
        small = cv2.resize(square, (256, 256), interpolation=cv2.INTER_AREA)
        boxes, scores = self.detect.run(None, {"image": nchw(small / 127.5 - 1)})
        best, best_value = None, 0.0
        for i in np.flatnonzero(scores[0] > 0):
            deltas = boxes[0, i] / 256
            centre = (self.anchors[i] + deltas[:2]) * side
            extent = deltas[2:4].max() * side
            offset = np.hypot(*(centre - [width / 2, height / 2])) / side
            value = extent * (1 - offset) * (1 / (1 + np.exp(-scores[0, i])))
            if value > best_value:
                eyes = (self.anchors[i] + deltas[4:8].reshape(2, 2)) * side
                best, best_value = (centre, extent * 1.5, np.arctan2(*(eyes[1] - eyes[0])[::-1])), value
        return best

    def landmarks(self, image: np.ndarray, roi):
        centre, side, roll = roi
        scale = 192 / side
        c, s = np.cos(-roll) * scale, np.sin(-roll) * scale
        rotation = np.array([[c, -s], [s, c]])
        to_crop = np.concatenate([rotation, (np.array([96, 96]) - rotation @ centre)[:, None]], 1)
        outputs = self.mesh.run(["landmarks", "face_score"], {"image": nchw(warp(image, to_crop, 192) / 255.0)})
        points = outputs[0][0, :, :2]
        inverse = np.linalg.inv(rotation)
        return (points - to_crop[:, 2]) @ inverse.T, float(outputs[1].ravel()[0])

    def __call__(self, image: np.ndarray):
        roi = self.roi(image)
        if roi is None:
            return None, 0.0
        for _ in range(2):
            points, score = self.landmarks(image, roi)
            low, high = points[:468].min(0), points[:468].max(0)
            eye_line = points[263] - points[33]
            roi = ((low + high) / 2, (high - low).max() * 1.5, np.arctan2(eye_line[1], eye_line[0]))
        eye_left = (points[33] + points[133]) / 2
        eye_right = (points[362] + points[263]) / 2
        return np.array([eye_left, eye_right, points[4], points[61], points[291]]), score


def skin_luma(crop: np.ndarray) -> float:
    """Median luma 0..1 (BT.601) of the two cheeks and the forehead of an aligned crop."""
    luma = crop @ np.array([0.299, 0.587, 0.114]) / 255
    parts = [luma[142:168, 74:100], luma[142:168, 156:182], luma[66:80, 104:152]]
    return float(np.median(np.concatenate([p.ravel() for p in parts])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portraits", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--min-face", type=int, default=128)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    find = FivePoints(arguments.models)
    embed = session(arguments.models, "mobileface")
    rows, crops, embeddings, missed = [], [], [], []
    with open(arguments.portraits / "faces.csv", newline="") as table:
        portraits = [row for row in csv.DictReader(table) if int(row["face_px"]) >= arguments.min_face]
    for row in portraits:
        image = cv2.cvtColor(cv2.imread(str(arguments.portraits / "faces" / row["file"])), cv2.COLOR_BGR2RGB)
        points, score = find(image)
        if points is None or score < 0.3:
            missed.append(row["file"])
            continue
        crop_from_frame = umeyama(points, CANONICAL * CROP)
        crop = warp(image, crop_from_frame, CROP)
        face = warp(image, umeyama(points, ARCFACE), 112)
        vector = embed.run(None, {"image": nchw(face)})[0][0]
        grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
        rows.append(
            {
                **{key: row[key] for key in ("file", "person", "source", "kind", "face_px")},
                "scale": f"{np.hypot(crop_from_frame[0, 0], crop_from_frame[1, 0]):.4f}",
                "skin_luma": f"{skin_luma(crop):.4f}",
                "sharpness": f"{cv2.Laplacian(grey, cv2.CV_64F)[32:224, 48:208].var():.1f}",
                "score": f"{score:.3f}",
            }
        )
        crops.append(crop)
        embeddings.append(vector / np.linalg.norm(vector))
    arguments.out.mkdir(parents=True, exist_ok=True)
    np.save(arguments.out / "crops.npy", np.array(crops))
    np.save(arguments.out / "embeddings.npy", np.array(embeddings, np.float32))
    with open(arguments.out / "crops.csv", "w", newline="") as table:
        writer = csv.DictWriter(table, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} crops, {len(missed)} without a face: {missed[:10]}")


if __name__ == "__main__":
    main()
