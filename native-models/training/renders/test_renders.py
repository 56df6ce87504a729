"""python -m pytest native-models/training/renders (needs numpy, numba, opencv, onnxruntime)"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from rasterize import AMBIENT, Y0, draw, normals_of  # noqa: E402
from crops import SIDE, into, out_of, region_of, rotation_of  # noqa: E402
from render_faces import MODELS, ROW, WIDTH, basis, judged_surface, read_ffm  # noqa: E402
from random_people import People  # noqa: E402


def square(depth):
    vertices = np.array([[-10, -10, -depth], [10, -10, -depth], [10, 10, -depth], [-10, 10, -depth]], np.float32)
    return vertices, np.array([[0, 1, 2], [0, 2, 3]], np.int32)


def drawn(vertices, triangles, colours, size=64, focal=100.0):
    picture = np.zeros((size, size, 3), np.float32)
    blank = np.zeros((2, 2, 3), np.uint8)
    draw(vertices, normals_of(vertices, triangles), triangles, len(triangles), focal, size, 0,
         np.zeros((len(vertices), 2), np.float32), blank, colours, np.zeros(27), picture)
    return picture


def test_a_square_covers_what_the_pinhole_says():
    vertices, triangles = square(100)
    picture = drawn(vertices, triangles, np.full((4, 3), 0.5, np.float32))
    lit = picture[..., 0] > 0
    assert lit[22:42, 22:42].all() and lit.sum() == 400  # 20 mm at 1 pixel a mm
    assert abs(picture[32, 32, 0] - 255 * 0.5 * AMBIENT * Y0) < 0.01


def test_the_nearer_hides_the_farther_and_backs_are_not_seen():
    near, triangles = square(100)
    far, _ = square(200)
    both = np.concatenate([far, near])
    colours = np.repeat(np.array([[0.9] * 3, [0.1] * 3], np.float32), 4, 0)
    order = np.concatenate([triangles + 4, triangles])
    picture = drawn(both, order, colours)
    assert picture[32, 32, 0] < 60
    turned = drawn(near, np.ascontiguousarray(triangles[:, ::-1]), colours[:4])
    assert not turned.any()


def test_the_region_is_square_level_and_undone():
    rng = np.random.default_rng(1)
    points = np.column_stack([rng.normal(size=(478, 2)) * 20 + 100, np.zeros(478)])
    region = region_of(points)
    moved = into(region, points)
    assert abs(moved[33, 1] - moved[263, 1]) < 1e-9
    low, high = moved[:468, :2].min(0), moved[:468, :2].max(0)
    assert np.allclose((low + high) / 2, SIDE / 2) and np.isclose((high - low).max(), SIDE / 1.5)
    assert np.allclose(out_of(region, moved)[:, :2], points[:, :2])


def test_rows_are_whole_and_turns_are_turns():
    assert sum(part.stop - part.start for part in ROW.values()) == WIDTH == ROW["offset"].stop
    turn = rotation_of(0.3, -0.5, 0.2)
    assert np.allclose(turn @ turn.T, np.eye(3), atol=1e-6) and np.isclose(-turn[2, 0], np.sin(-0.5))


def test_people_have_the_models_size_and_spread():
    header, tensors = read_ffm(MODELS / "facet-face" / "facet-face.ffm")
    judged, area = judged_surface(header, tensors)
    rng = np.random.default_rng(2)
    people = People(header, tensors, basis(tensors, "identity"), judged, area, rng, pool=4)
    drawn_people = [people.draw(rng) for _ in range(12)]
    assert {other for _, _, other in drawn_people} == {0, 1}
    mean = tensors["mean"][judged]
    radius = np.sqrt(area @ ((mean - area @ mean) ** 2).sum(1))
    for neutral, shape, other in drawn_people:
        on = neutral[judged]
        own = np.sqrt(area @ ((on - area @ on) ** 2).sum(1))
        assert not other or np.isclose(own, radius, rtol=1e-3)
        # The model's own faces are found again by the projection (modes that hardly move them are held back).
        off = ((on - mean) * np.sqrt(area)[:, None]).ravel()
        left = np.sqrt(((people.project @ off @ people.on - off) ** 2).sum())
        assert other or left < 0.3 * np.sqrt((off**2).sum())
