"""Runs the 478-point mesh over portraits: python photo_landmarks.py <data folder> <landmarks.npz>

The data folder holds faces.csv and faces/, loose square crops with the face box in the middle.
"""

import csv
import sys
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort

MESH = Path(__file__).resolve().parents[2] / "facemesh-attention/facemesh-attention.onnx"
SIZE = 192


def open_mesh():
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(str(MESH), options, providers=["CPUExecutionProvider"])


def landmarks_in(session, image, centre, side, angle):
    """image RGB uint8; a square turned by `angle` radians. ([478,3] in image pixels, score)."""
    scale = side / SIZE
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = np.c_[turn, centre - turn @ [SIZE / 2, SIZE / 2]]
    matrix[:, 2] += turn @ [0.5, 0.5] - 0.5  # OpenCV counts from pixel centres
    crop = cv2.warpAffine(image, matrix, (SIZE, SIZE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    output = session.run(["landmarks", "face_score"], {"image": crop.transpose(2, 0, 1)[None].astype(np.float32) / 255})
    points = output[0][0].astype(float)
    points[:, :2] = (points[:, :2] - SIZE / 2) @ turn.T + centre
    points[:, 2] *= scale
    return points, float(output[1][0, 0])


def region_of(points):
    """(centre, side, angle) of the next look, from landmarks."""
    across = points[263, :2] - points[33, :2]
    angle = np.arctan2(across[1], across[0])
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    flat = points[:, :2] @ turn.T
    low, high = flat.min(0), flat.max(0)
    return turn.T @ ((low + high) / 2), 1.5 * (high - low).max(), angle


def find(session, image, centre, side):
    points, score = landmarks_in(session, image, centre, side, 0.0)
    for _ in range(2):
        points, score = landmarks_in(session, image, *region_of(points))
    return points, score


def skin_tone(image, points):
    """Individual typology angle in degrees of cheeks and forehead (Chardon et al. 1991): above 55 very light, below -30 dark."""
    polygons = [[50, 101, 205, 187], [280, 330, 425, 411], [107, 109, 338, 336]]
    mask = np.zeros(image.shape[:2], np.uint8)
    for polygon in polygons:
        cv2.fillConvexPoly(mask, cv2.convexHull(points[polygon, :2].astype(np.int32)), 1)
    lab = cv2.cvtColor(image.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[mask > 0]
    lightness, _, yellow = np.median(lab, axis=0)
    return float(np.degrees(np.arctan2(lightness - 50, max(yellow, 1e-3))))


def main(data, out):
    data, session = Path(data), open_mesh()
    rows = [r for r in csv.DictReader(open(data / "faces.csv")) if r["kind"] == "colour" and int(r["face_px"]) >= 110]
    names, found, scores, tones = [], [], [], []
    for row in rows:
        image = cv2.cvtColor(cv2.imread(str(data / "faces" / row["file"])), cv2.COLOR_BGR2RGB)
        side = image.shape[0]
        points, score = find(session, image, np.array([side / 2, side / 2]), 1.5 * side / 2.2)
        names.append(row["file"])
        found.append(points)
        scores.append(score)
        tones.append(skin_tone(image, points))
    np.savez_compressed(out, files=names, points=np.array(found, np.float32), scores=scores, tones=tones)
    print("tone quantiles", np.quantile(tones, [0.02, 0.1, 0.25, 0.5, 0.75, 0.9]).round())
    print(len(names), "portraits, score above .9:", np.mean(np.array(scores) > 0.9))


if __name__ == "__main__":
    main(*sys.argv[1:3])
