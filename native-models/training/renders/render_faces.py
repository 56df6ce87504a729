"""Pictures of faces whose shape, pose, lens and landmarks are known exactly, for learning what landmarks tell.

    node dist/prepare-skins.js --portraits DATA --out SKINS
    python render_faces.py --skins SKINS --portraits DATA --out FACES [--count 20000] [--seed 1] [--held-out]

Appends to pictures-SEED.u8 (uint8 [n,192,192,3], what the landmark network saw last) and truths-SEED.f32 (`ROW`) until it
is stopped or through. A shape is seen twice, nearly frontal and turned. Skins mix two people's, or come from the model's
albedo. Hair and neck vary in size, so that nothing about the face can be told from them. With --held-out skins and
backgrounds are those of people who are held out.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "facet-face" / "build"))
sys.path.insert(0, str(HERE))
from crops import SIDE, cut, into, out_of, region_of, rotation_of  # noqa: E402
from ffm import basis, read_ffm  # noqa: E402
from random_people import People, perform  # noqa: E402
from rasterize import draw, normals_of  # noqa: E402

MODELS = HERE.parents[1]
SIZE, TEXTURE, POINTS, SURFACE = 256, 512, 478, 500
MODES, EXPRESSIONS = 80, 52
# The numbers of a row: generator (1: outside the model), turned, focal length and size of the picture (pixels), pitch, yaw,
# roll, translation, crop from picture (a, b, tx, ty), shape, expression, landmarks as read (x, y, z in crop pixels), as they
# are (x, y), and the neutral surface's offset from the mean along its normals at SURFACE vertices (mm).
COUNTS = {"generator": 1, "turned": 1, "focal": 1, "size": 1, "angles": 3, "translation": 3, "crop": 4, "shape": MODES,
          "expression": EXPRESSIONS, "read": 3 * POINTS, "exact": 2 * POINTS, "offset": SURFACE}
ENDS = np.cumsum(list(COUNTS.values()))
ROW = {name: slice(int(end) - count, int(end)) for (name, count), end in zip(COUNTS.items(), ENDS)}
WIDTH = int(ENDS[-1])


def judged_surface(header, tensors):
    """[n] vertices, [n] shares of their area: main/engine/geometry/face-surface.ts"""
    mean, triangles = tensors["mean"], tensors["triangles"].astype(int)
    corners = mean[triangles]
    doubled = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    area = np.zeros(len(mean))
    for corner in triangles.T:
        np.add.at(area, corner, doubled)
    names = np.array([header["regions"][str(r)] for r in tensors["region"]])
    judged = np.flatnonzero(np.isin(names, ["skin", "lips", "eyebrow"]) & (tensors["paintWeight"] >= 0.5))
    return judged, area[judged] / area[judged].sum()


def surface_vertices(judged):
    """[SURFACE] of them, evenly by number"""
    return judged[np.linspace(0, len(judged) - 1, SURFACE).astype(int)]


class Skins:
    def __init__(self, folder, header, tensors, held_out):
        self.folder, self.held_out = folder, held_out
        self.tensors = tensors
        self.albedo, self.mean = basis(tensors, "albedo"), tensors["albedoMean"]
        self.count, self.refreshed = 0, 0.0
        self.refresh()

    def refresh(self):
        if time.monotonic() - self.refreshed < 30 and self.count:
            return
        self.refreshed = time.monotonic()
        self.entries = []
        for names in sorted(self.folder.glob("skins-*.txt")):
            lines = [line.split() for line in names.read_text().splitlines()]
            textures = names.with_suffix(".u8")
            rows = min(len(lines), textures.stat().st_size // (TEXTURE * TEXTURE * 3))
            if not rows:
                continue
            mapped = np.memmap(textures, np.uint8, "r", shape=(rows, TEXTURE, TEXTURE, 3))
            for row in range(rows):
                if (lines[row][1] == "1") == self.held_out:
                    self.entries.append((mapped, row, lines[row][0], np.array(lines[row][2:5], float)))
        self.count = len(self.entries)

    def draw(self, rng):
        """-> texture or None, vertex colours or None, neck colour"""
        gain = np.exp(rng.normal(0, 0.12) + rng.normal(0, 0.04, 3))
        if not self.held_out and rng.random() < 0.15:
            colours = self.mean + np.tensordot(rng.normal(0, 0.9, len(self.albedo)), self.albedo, 1)
            colours = np.clip(colours * gain, 0, 1).astype(np.float32)
            names = self.tensors["region"] == 9
            return None, colours, colours[names].mean(0)
        mapped, row, _, neck = self.entries[rng.integers(self.count)]
        texture = np.array(mapped[row])
        if self.held_out:
            return texture, None, neck
        if rng.random() < 0.5:
            mapped, row, _, other = self.entries[rng.integers(self.count)]
            share = rng.uniform(0.2, 0.8)
            texture = cv2.addWeighted(texture, share, np.array(mapped[row]), 1 - share, 0)
            neck = share * neck + (1 - share) * other
        table = np.clip(np.arange(256)[:, None] * gain, 0, 255).astype(np.uint8)
        return cv2.LUT(texture, table[None]), None, np.clip(neck * gain, 0, 1)


class Scene:
    def __init__(self, header, tensors, skins_folder):
        self.triangles = tensors["triangles"].astype(np.int32)
        self.uv = tensors["uv"].astype(np.float32)
        around = json.loads((skins_folder / "surround.json").read_text())
        self.around = {
            name: (np.array(mesh["vertices"], np.float32).reshape(-1, 3), np.array(mesh["colours"], np.float32).reshape(-1, 3),
                   np.array(mesh["triangles"], np.int32).reshape(-1, 3))
            for name, mesh in around.items()
        }
        self.white = np.zeros((2, 2, 3), np.uint8)

    def render(self, vertices, rotation, translation, focal, skin, light, background, dressed, rng, sampling=2):
        """-> uint8 [SIZE,SIZE,3]"""
        texture, colours, neck = skin
        size = SIZE * sampling
        meshes = [(vertices, self.triangles, colours if colours is not None else np.ones_like(vertices), rotation, translation)]
        if dressed:
            hair = rng.uniform(0.05, 0.6)
            tint = hair * np.array([1, rng.uniform(0.7, 0.95), rng.uniform(0.3, 0.9)])
            stretch = rng.normal(1, [0.05, 0.06, 0.05]).astype(np.float32)
            shift = rng.normal(0, [1.5, 6, 4]).astype(np.float32)
            v, c, t = self.around["hair"]
            meshes.append((v * stretch + shift, t, c * tint, rotation, translation))
            v, c, t = self.around["neck"]
            wide = rng.normal(1, 0.1)
            meshes.append((v * [wide, 1, wide] + rng.normal(0, [3, 5, 4]), t, c * neck, rotation, translation))
            v, c, t = self.around["body"]
            at = np.array([rng.normal(0, 15), -22 + rng.normal(0, 15), translation[2] + rng.normal(0, 20)])
            meshes.append((v, t, c * rng.random(3), np.eye(3), at))
        places, normals, triangles, tints, start = [], [], [], [], 0
        for v, t, c, r, move in meshes:
            v = v.astype(np.float32)
            places.append(v @ r.T.astype(np.float32) + np.asarray(move, np.float32))
            normals.append(normals_of(v, t) @ r.T.astype(np.float32))
            triangles.append(t + np.int32(start))
            tints.append(c)
            start += len(v)
        order = [0, 2, 3, 1] if dressed else [0]
        face, back = len(self.triangles), sum(len(triangles[i]) for i in order[:3]) if dressed else len(self.triangles)
        picture = cv2.resize(background, (size, size), interpolation=cv2.INTER_LINEAR).astype(np.float32)
        draw(np.concatenate(places).astype(np.float32), np.concatenate(normals).astype(np.float32),
             np.concatenate([triangles[i] for i in order]).astype(np.int32), back, focal * sampling, size,
             face if texture is not None else 0, self.uv, texture if texture is not None else self.white,
             np.concatenate(tints).astype(np.float32), light, picture)
        small = cv2.resize(picture, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
        return np.clip(small + 0.5, 0, 255).astype(np.uint8)


class Backgrounds:
    def __init__(self, portraits):
        self.folder, self.names, self.kept = portraits / "faces", [], {}

    def draw(self, rng):
        if rng.random() < 0.35 or not self.names:
            y, x = np.mgrid[0:64, 0:64] / 64
            colour = rng.uniform(30, 200, 3)
            slope = rng.normal(0, 60, 2)
            wall = colour + ((x - 0.5) * slope[0] + (y - 0.5) * slope[1])[..., None]
            spot = 60 * rng.normal() * np.exp(-((x - rng.random()) ** 2 + (y - rng.random()) ** 2) / 0.1)
            return np.clip(wall + spot[..., None], 0, 255).astype(np.uint8)
        name = self.names[rng.integers(len(self.names))]
        if name not in self.kept:
            if len(self.kept) > 60:
                self.kept.pop(next(iter(self.kept)))
            self.kept[name] = cv2.cvtColor(cv2.imread(str(self.folder / name)), cv2.COLOR_BGR2RGB)
        image = self.kept[name]
        part = 1 if rng.random() < 0.5 else rng.uniform(1.5, 3.5)
        scale = SIZE / image.shape[1] * rng.uniform(0.9, 1.4) * part
        away = (SIZE - scale * image.shape[1]) / 2 + rng.normal(0, 0.06 * part**2 * SIZE, 2)
        move = np.array([[scale, 0, away[0]], [0, scale, away[1]]])
        return cv2.warpAffine(image, move, (SIZE, SIZE), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REFLECT)


def spoiled(picture, rng):
    if rng.random() < 0.3:
        low = int(SIZE * rng.uniform(0.45, 0.95))
        picture = cv2.resize(cv2.resize(picture, (low, low), interpolation=cv2.INTER_AREA), (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)
    if rng.random() < 0.3:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.0))
    if rng.random() < 0.3:
        picture = np.clip(picture + rng.normal(0, rng.uniform(1, 6), picture.shape), 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        quality = int(rng.uniform(50, 95))
        picture = cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)
    return picture


def landmark_network():
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(MODELS / "facemesh-attention" / "facemesh-attention.onnx"), options)

    def read(crop):
        image = np.ascontiguousarray(crop.transpose(2, 0, 1)[None], np.float32) / 255
        points, score = session.run(["landmarks", "face_score"], {"image": image})
        return points[0].astype(float), float(score.ravel()[0])

    return read


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--skins", type=Path, required=True)
    parser.add_argument("--portraits", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held-out", action="store_true")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    rng = np.random.default_rng(arguments.seed)
    header, tensors = read_ffm(MODELS / "facet-face" / "facet-face.ffm")
    identity, expressions = basis(tensors, "identity"), basis(tensors, "expression")
    flat_expressions = expressions.reshape(len(expressions), -1)
    judged, area = judged_surface(header, tensors)
    people = People(header, tensors, identity, judged, area, rng)
    skins = Skins(arguments.skins, header, tensors, arguments.held_out)
    scene = Scene(header, tensors, arguments.skins)
    corners = tensors["triangles"].astype(int)[tensors["landmark478Triangle"]]
    weights = tensors["landmark478Barycentric"][..., None]
    at = surface_vertices(judged)
    mean = tensors["mean"].astype(np.float32)
    normals = normals_of(mean, tensors["triangles"].astype(np.int32))[at]
    read_landmarks = landmark_network()
    arguments.out.mkdir(parents=True, exist_ok=True)
    pictures, truths = (open(arguments.out / f"{name}-{arguments.seed}.{kind}", "wb") for name, kind in (("pictures", "u8"), ("truths", "f32")))
    backgrounds = Backgrounds(arguments.portraits)
    done, begun = 0, time.time()
    while done < arguments.count:
        skins.refresh()
        backgrounds.names = [entry[2] for entry in skins.entries]
        neutral, shape, generator = people.draw(rng)
        offset = ((neutral - mean)[at] * normals).sum(1)
        for turned in (0, 1):
            angles, expression, light = perform(header["expressionNames"], rng)
            angles = angles * (1 if turned else 0.25)
            if rng.random() < (0.2 if turned else 0.6):
                expression = 0.15 * expression
            distance = 430 * (1700 / 430) ** rng.random()
            focal = rng.uniform(40, 56) * distance / 63
            translation = np.array([rng.uniform(-0.06, 0.06) * distance, -20 + rng.uniform(-0.05, 0.05) * distance, -distance])
            vertices = neutral + (expression.astype(np.float32) @ flat_expressions).reshape(-1, 3)
            rotation = rotation_of(*angles)
            picture = scene.render(vertices, rotation, translation, focal, skins.draw(rng), light, backgrounds.draw(rng), rng.random() < 0.65, rng)
            picture = spoiled(picture, rng)
            placed = (vertices[corners] * weights).sum(1) @ rotation.T + translation
            exact = SIZE / 2 + focal * placed[:, :2] * [1, -1] / -placed[:, 2:]
            region = region_of(exact * rng.normal(1, 0.005))
            for _ in range(2):  # as the tracker does: where the face was, then where it is
                found, score = read_landmarks(cut(picture, region))
                found = out_of(region, found)
                region = region_of(found)
            if score < 0.5:
                continue
            row = np.concatenate([[generator, turned, focal, SIZE], angles, translation, region, shape, expression,
                                  np.column_stack([into(region, found)[:, :2], found[:, 2] * np.hypot(*region[:2])]).ravel(),
                                  into(region, exact).ravel(), offset]).astype("<f4")
            pictures.write(cut(picture, region).tobytes())
            truths.write(row.tobytes())
            done += 1
            if done % 200 == 0:
                pictures.flush()
                truths.flush()
                print(f"{done} pictures, {1000 * (time.time() - begun) / done:.0f} ms each, {skins.count} skins", flush=True)


if __name__ == "__main__":
    main()
