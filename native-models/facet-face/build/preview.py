"""Contact sheets of a model file: python preview.py <model.ffm> <folder> (mean, modes, units, landmarks, uv)."""

import sys
from pathlib import Path

import cv2
import numpy as np

from ffm import basis, read_ffm
from render import project, render, yaw_pitch


def caption(image, text):
    image = np.ascontiguousarray(image)
    cv2.putText(image, text, (6, 14), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (235, 235, 235), 1, cv2.LINE_AA)
    return image


def sheet(tiles, columns):
    tiles = list(tiles) + [np.zeros_like(tiles[0])] * (-len(tiles) % columns)
    return np.vstack([np.hstack(tiles[i : i + columns]) for i in range(0, len(tiles), columns)])


def landmark_points(tensors, name, points):
    corner = points[tensors["triangles"][tensors[f"landmark{name}Triangle"]]]
    return (corner * tensors[f"landmark{name}Barycentric"][:, :, None]).sum(1)


def main(path, folder):
    header, t = read_ffm(path)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mean, triangles = t["mean"].astype(float), t["triangles"].astype(int)
    colours = t["albedoMean"].astype(float)
    identity, units, albedo = (basis(t, n) for n in ("identity", "expression", "albedo"))
    skin = t["region"] == 0
    centre = np.array([0, mean[skin, 1].mean() - 4, mean[skin, 2].mean()])
    save = lambda name, image: cv2.imwrite(str(folder / f"{name}.png"), image[:, :, ::-1])
    face = lambda p, c=colours, yaw=0, size=300, mm=0.82, at=centre, pitch=0: render(p, triangles, c, yaw_pitch(yaw, pitch), size, int(size * 1.05), mm, at)

    save("mean", sheet([face(mean, yaw=y, size=560, mm=0.45) for y in (0, -30, -60, -90, 30)] + [face(mean, size=560, mm=0.45, pitch=-25)], 3))
    save("identity", sheet([caption(face(mean + s * identity[k], yaw=y, size=230, mm=1.05), f"{k} {s:+d} sd") for k in range(12) for s in (-2, 2) for y in (0, -40)], 8))
    rng = np.random.default_rng(3)
    save("random", sheet([face(mean + np.tensordot(rng.normal(size=len(identity)), identity, 1), np.clip(colours + np.tensordot(rng.normal(size=len(albedo)) * 0.8, albedo, 1), 0, 1), yaw=y, size=270, mm=0.9) for _ in range(12) for y in (0, -35)], 8))
    save("expression", sheet([caption(face(mean + units[i], size=250, mm=0.80, at=centre + [0, -6, 0]), n) for i, n in enumerate(header["expressionNames"])], 9))
    save("albedo", sheet([caption(face(mean, np.clip(colours + s * albedo[k], 0, 1), size=250, mm=0.85), f"{k} {s:+d} sd") for k in range(min(24, len(albedo))) for s in (-2, 2)], 8))
    named = {n: i for i, n in enumerate(header["expressionNames"])}
    blink = mean + units[named["eyeBlinkLeft"]] + units[named["eyeBlinkRight"]]
    eye, mouth = centre + [32, 27, 0], centre + [0, -45, 0]
    close = [caption(render(p, triangles, colours, yaw_pitch(y), 520, 300, 0.11, at), n) for n, p, at, y in (
        ("mean", mean, eye, 0), ("blink", blink, eye, 0), ("half blink", (mean + blink) / 2, eye, 0), ("blink, yaw", blink, eye, 35),
        ("mean", mean, mouth, 0), ("jaw open", mean + units[named["jawOpen"]], mouth - [0, 8, 0], 0), ("smile", mean + units[named["mouthSmileLeft"]] + units[named["mouthSmileRight"]], mouth, 0), ("pucker", mean + units[named["mouthPucker"]], mouth, 0))]
    save("close", sheet(close, 2))
    tiles = []
    region_colours = np.array([cv2.cvtColor(np.uint8([[[i * 16, 160, 235]]]), cv2.COLOR_HSV2RGB)[0, 0] / 255 for i in range(12)])[t["region"]]
    tiles.append(face(mean, region_colours, size=600, mm=0.42))
    tiles.append(face(mean, np.repeat(t["paintWeight"][:, None], 3, 1), size=600, mm=0.42))
    checker = ((np.floor(t["uv"] * 40).astype(int).sum(1) % 2) * 0.5 + 0.3)[:, None] * np.ones(3)
    tiles.append(face(mean, checker, size=600, mm=0.42, yaw=-35))
    save("maps", sheet(tiles, 3))
    uv = np.full((1400, 1400, 3), 255, np.uint8)
    for triangle in triangles:
        cv2.polylines(uv, [(t["uv"][triangle] * [1, -1] * 1400 + [0, 1400]).astype(np.int32)], True, tuple(int(c * 255) for c in region_colours[triangle[0]] * 0.8), 1, cv2.LINE_AA)
    save("uv", uv)
    tiles = []
    for yaw, mm, at, size in ((0, 0.17, centre, 1200), (-40, 0.17, centre, 1200)):
        image = np.ascontiguousarray(render(mean, triangles, colours, yaw_pitch(yaw), size, size, mm, at, supersample=1))
        for name, colour, radius in (("478", (60, 90, 255), 2), ("68", (255, 220, 0), 3), ("5", (255, 0, 0), 5)):
            for p, w in zip(project(landmark_points(t, name, mean), yaw_pitch(yaw), size, size, mm, at), t[f"landmark{name}Weight"]):
                cv2.circle(image, (int(p[0]), int(p[1])), radius, colour if w > 0.3 else (120, 120, 120), -1 if name == "478" else 1, cv2.LINE_AA)
        tiles.append(image)
    save("landmarks", sheet(tiles, 2))


if __name__ == "__main__":
    main(*sys.argv[1:3])
