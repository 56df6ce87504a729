"""Landmarks seen on renders of the model against those its map names: python self_check.py <model.ffm> [overlay.png]

Only a coarse test: the network was trained on photographs, not on renders without hair.
"""

import sys

import cv2
import numpy as np

import canonical as mp
from ffm import basis, read_ffm
from photo_landmarks import find, open_mesh
from preview import landmark_points
from render import project, render, yaw_pitch

SIZE, MM_PER_PIXEL = 640, 0.42


def main(path, overlay=None):
    header, t = read_ffm(path)
    mean, triangles, albedo = t["mean"].astype(float), t["triangles"].astype(int), t["albedoMean"].astype(float)
    identity = basis(t, "identity").astype(float)
    session, rng, tiles = open_mesh(), np.random.default_rng(1), []
    for label, yaws, people in (("mean face", (0, -20, 20, -40, 40), 1), ("random people", (0, -20, 20), 8)):
        errors = []
        for person in range(people):
            shape = mean + (np.tensordot(rng.normal(size=len(identity)) * 0.8, identity, 1) if people > 1 else 0)
            for yaw in yaws:
                turn, centre = yaw_pitch(yaw), np.array([0, 0, 60.0])
                image = render(shape, triangles, albedo, turn, SIZE, SIZE, MM_PER_PIXEL, centre, background=(0.45, 0.45, 0.47), ambient=0.6)
                seen, score = find(session, image, np.array([SIZE / 2, SIZE / 2]), 1.5 * 150 / MM_PER_PIXEL)
                named = project(landmark_points(t, "478", shape), turn, SIZE, SIZE, MM_PER_PIXEL, centre)[:, :2]
                errors.append(np.linalg.norm(seen[:, :2] - named, axis=1) * MM_PER_PIXEL)
                if overlay and people == 1 and yaw >= 0:
                    big = cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
                    for a, b in zip(named * 2, seen[:, :2] * 2):
                        cv2.line(big, tuple(a.astype(int)), tuple(b.astype(int)), (255, 230, 0), 1, cv2.LINE_AA)
                        cv2.circle(big, tuple(a.astype(int)), 2, (30, 80, 255), -1, cv2.LINE_AA)
                    tiles.append(big)
        errors = np.array(errors)
        groups = {"all": np.arange(478), "eyes": mp.RIGHT_EYE_UPPER + mp.RIGHT_EYE_LOWER + mp.LEFT_EYE_UPPER + mp.LEFT_EYE_LOWER,
                  "irises": mp.RIGHT_IRIS + mp.LEFT_IRIS, "brows": mp.RIGHT_BROW + mp.LEFT_BROW,
                  "lips": mp.LIPS_INNER_UPPER + mp.LIPS_INNER_LOWER + mp.LIPS_OUTER_UPPER + mp.LIPS_OUTER_LOWER, "oval": mp.OVAL}
        print(label, {name: round(float(np.median(errors[:, ids])), 2) for name, ids in groups.items()}, "mm, medians")
    if overlay:
        cv2.imwrite(overlay, np.hstack(tiles[:2])[:, :, ::-1])


if __name__ == "__main__":
    main(*sys.argv[1:])
