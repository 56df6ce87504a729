"""Self-check of the shape network's training, with rows made here: python -m pytest native-models/training/shapes"""

import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "renders")]
from crops import rotation_of  # noqa: E402
from face_surface import FaceSurface  # noqa: E402
from landmark_layers import EARLY, LANDMARK_NETWORK, LandmarkLayers  # noqa: E402
from render_faces import ROW, SIDE, WIDTH  # noqa: E402
from shape_check import check  # noqa: E402
from shape_network import MODES, POINTS, Exported, ShapeNetwork, levelled  # noqa: E402
from shape_rows import EarlyLayers, ShapeRows, pose_of, rotations, turned_by  # noqa: E402
from train_shapes import losses, set_centres  # noqa: E402

SURFACE = FaceSurface()
ROWS = 24


@pytest.fixture
def folder(tmp_path) -> Path:
    random = np.random.default_rng(5)
    rows = np.zeros((ROWS, WIDTH), np.float32)
    rows[:, ROW["turned"]] = np.arange(ROWS)[:, None] % 2
    rows[:, ROW["angles"]] = random.normal(0, 0.2, (ROWS, 3))
    rows[:, ROW["translation"]] = np.column_stack([random.normal(0, 30, (ROWS, 2)), random.uniform(-900, -500, ROWS)])
    rows[:, ROW["crop"]] = [1, 0.1, 0, 0]
    rows[:, ROW["shape"]] = random.normal(size=(ROWS, MODES))
    points = random.uniform(40, 150, (ROWS, POINTS, 3))
    rows[:, ROW["read"]] = points.reshape(ROWS, -1)
    rows[:, ROW["exact"]] = (points[:, :, :2] + 1).reshape(ROWS, -1)
    rows[:, ROW["offset"]] = random.normal(size=rows[:, ROW["offset"]].shape)
    rows.tofile(tmp_path / "truths-1.f32")
    random.integers(0, 256, (ROWS, SIDE, SIDE, 3), np.uint8).tofile(tmp_path / "pictures-1.u8")
    return tmp_path


def test_the_layers_are_those_of_the_landmark_network():
    image = torch.rand(1, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(2))
    (found,) = LandmarkLayers(EARLY, ["conv_167"])(LandmarkLayers("image", [EARLY])(image)[0])
    session = onnxruntime.InferenceSession(str(LANDMARK_NETWORK))
    (wanted,) = session.run(["mesh_xyz"], {"image": image.numpy()})
    assert np.abs(found.detach().numpy().ravel() - wanted.ravel()).max() < 1e-2  # pixels


def test_layers_that_do_not_lead_there_are_told():
    with pytest.raises(ValueError, match="does not lead"):
        LandmarkLayers(EARLY, ["nowhere"])


def test_straight_ahead_the_pose_is_that_of_the_camera():
    row = np.zeros((1, WIDTH), np.float32)
    row[:, ROW["angles"]] = [0.1, -0.3, 0.2]
    row[:, ROW["translation"]] = [0, 0, -500]
    row[:, ROW["crop"]] = [1, 0, 0, 0]
    assert pose_of(row)[0] == pytest.approx([0.1, -0.3, 0.2, np.log(0.5)], abs=1e-6)


def test_a_turned_crop_and_an_oblique_sight_are_taken_out():
    row = np.zeros((1, WIDTH), np.float32)
    row[:, ROW["angles"]] = [0.1, -0.3, 0.2]
    row[:, ROW["translation"]] = [150, 0, -500]
    row[:, ROW["crop"]] = [np.cos(0.15), np.sin(0.15), 0, 0]
    pitch, yaw, roll, _ = pose_of(row)[0]
    # Seen from the side, a head that looks straight ahead looks away; the crop turns clockwise, the head's roll is less.
    sight = turned_by(np.array([[0, np.arctan(150 / 500), 0]]))[0]
    wanted = turned_by(np.array([[0, 0, -0.15]]))[0] @ sight @ rotation_of(0.1, -0.3, 0.2)
    assert rotations(*(np.array([angle]) for angle in (pitch, yaw, roll)))[0] == pytest.approx(wanted, abs=1e-6)


def test_rows_are_kept_once_and_grow(folder: Path, tmp_path: Path):
    early = EarlyLayers()
    rows = ShapeRows(folder, tmp_path / "kept", SURFACE, early, True)
    assert len(rows) == ROWS
    again = ShapeRows(folder, tmp_path / "kept", SURFACE, early, True)
    first, second = (one.batch(np.arange(ROWS)) for one in (rows, again))
    assert torch.equal(first[0], second[0])
    assert all(torch.equal(first[1][name], second[1][name]) for name in first[1])


def test_a_mirrored_row_is_mirrored_in_everything(folder: Path, tmp_path: Path):
    early = EarlyLayers()
    plain = ShapeRows(folder, tmp_path / "plain", SURFACE, early, False).table()
    mirrored = ShapeRows(folder, tmp_path / "learning", SURFACE, early, True).table()
    turned = np.sign(mirrored["pose"][:, 1] * plain["pose"][:, 1]) < 0
    assert turned.any() and not turned.all()
    assert np.abs(mirrored["pose"][:, 0] - plain["pose"][:, 0]).max() == 0
    assert mirrored["shape"][turned] == pytest.approx(plain["shape"][turned] * SURFACE.parity)
    assert mirrored["level"][turned] == pytest.approx(plain["level"][turned][:, SURFACE.mirror_points] * [-1, 1], abs=1e-6)


def test_a_step_lowers_the_loss(folder: Path, tmp_path: Path):
    torch.manual_seed(1)
    rows = ShapeRows(folder, tmp_path / "kept", SURFACE, EarlyLayers(), False)
    network = ShapeNetwork()
    set_centres(network, rows)
    weight, along, area = (torch.from_numpy(part).float() for part in (SURFACE.landmark_weight, SURFACE.along, SURFACE.area))
    picture, told = rows.batch(np.arange(ROWS))
    optimiser = torch.optim.Adam(network.parameters(), 1e-3)
    totals = []
    for _ in range(8):
        total = sum(losses(network(picture.float(), told["level"]), told, network, weight, along, area).values())
        optimiser.zero_grad()
        total.backward()
        optimiser.step()
        totals.append(total.item())
    assert totals[-1] < totals[0]
    assert set(check(network, rows, SURFACE)) >= {"frontal", "turned"}


@torch.no_grad()
def test_what_is_exported_sees_the_mirrored_shape_in_a_mirrored_picture():
    torch.manual_seed(1)
    mirror, parity = torch.from_numpy(SURFACE.mirror_points), torch.from_numpy(SURFACE.parity)
    assert torch.equal(mirror[mirror], torch.arange(POINTS))
    exported = Exported(ShapeNetwork(), mirror, parity).eval()
    image, points = torch.rand(1, 3, SIDE, SIDE), SIDE * torch.rand(1, POINTS, 2)
    shape, sigma, turn = exported(image, points)
    again, same, turned = exported(image.flip(3), points[:, mirror] * torch.tensor([-1.0, 1.0]) + torch.tensor([SIDE, 0.0]))
    assert shape.shape == sigma.shape == (1, MODES) and (sigma > 0).all()
    assert again == pytest.approx(shape * parity, abs=1e-5) and same == pytest.approx(sigma, abs=1e-5)
    assert turned == pytest.approx(turn * torch.tensor([1.0, -1.0, -1.0]), abs=1e-5)


def test_levelled_points_are_about_their_middle_in_distances_between_the_eyes():
    points = torch.zeros(1, POINTS, 2)
    points[0, [33, 133], 0], points[0, [263, 362], 0] = -10.0, 20.0
    level = levelled(points)
    assert level.mean(1).abs().max() < 1e-6
    assert (level[0, 263] - level[0, 33])[0] == pytest.approx(1)
