"""Self-check of the coefficients' training, with faces made here: python -m pytest native-models/training"""

import numpy as np
import pytest
import torch

from coefficient_network import SIDE, CoefficientNetwork, Exported, parameter_count
from face_model import FaceAtLandmarks
from face_samples import HEAD, STORED, Samples, spoil

FACE = FaceAtLandmarks()


@pytest.fixture
def samples(tmp_path) -> Samples:
    """Three faces whose points are where the model has them; the third is held out."""
    random = np.random.default_rng(3)
    rows = []
    for kind, held_out in ((0, 0), (1, 0), (2, 1)):
        coefficients = np.zeros(FACE.outputs, np.float32)
        coefficients[:6] = [*random.normal(0, 0.3, 3), 0.48, 0.52, -1.0]
        coefficients[FACE.identity_part] = random.normal(size=FACE.modes)
        coefficients[FACE.expression_part] = random.uniform(0, 0.6, FACE.expressions)
        points = FACE.project(torch.from_numpy(coefficients[None]), torch.tensor([700.0]))[0].numpy()
        rows.append(np.concatenate([[0, kind, held_out, 700], coefficients, points.ravel()]).astype("<f4"))
    np.stack(rows).tofile(tmp_path / "truths.f32")
    random.integers(0, 256, (3, STORED, STORED, 3), np.uint8).tofile(tmp_path / "pictures.u8")
    return Samples(tmp_path, FACE)


@pytest.mark.parametrize("move", [(1.0, 0.0, np.zeros(2)), (1.07, 0.2, np.array([0.03, -0.05]))])
def test_the_truth_of_a_moved_crop_is_that_of_its_picture(samples: Samples, move):
    for row in range(3):
        _, coefficients, points = samples.cut(row, *move, False)
        projected = FACE.project(torch.from_numpy(coefficients[None]).float(), torch.tensor([700.0]))[0]
        assert np.abs(projected.numpy() - points).max() < 1e-4


def test_a_mirrored_face_is_a_face(samples: Samples):
    """The landmark map is not quite the same on both sides, and 300 mm of a face lie in 1.35 edges."""
    for row in range(3):
        _, coefficients, points = samples.cut(row, 1.0, 0.0, np.zeros(2), True)
        projected = FACE.project(torch.from_numpy(coefficients[None]).float(), torch.tensor([700.0]))[0]
        off = np.linalg.norm(projected.numpy() - points, axis=1)
        assert np.median(off) < 0.004
        assert coefficients[1] == pytest.approx(-samples.truths[row, HEAD + 1])


def test_held_out_faces_are_not_learnt_from(samples: Samples):
    assert [len(rows) for rows in samples.training.values()] == [1, 1, 0]
    assert list(samples.held_out["photograph"]) == [2]


def test_batches_are_the_same_for_a_seed(samples: Samples):
    first, again = (samples.batch(1, 5, 4, {"dressed": 1, "turned": 1, "photograph": 1}) for _ in range(2))
    assert torch.equal(first.face, again.face) and torch.equal(first.coefficients, again.coefficients)
    assert not torch.equal(first.face, samples.batch(1, 6, 4, {"dressed": 1, "turned": 1}).face)


def test_spoilt_pictures_are_as_small_as_asked():
    sharp = np.full((STORED, STORED, 3), 128, np.uint8)
    sides = [spoil(sharp, width, np.random.default_rng(1)).shape[0] for width in (16, 32, 79)]
    assert sides == [32, 65, 160]


def test_the_network_is_small_and_sure_of_nothing_at_first():
    network = CoefficientNetwork(FACE.outputs)
    assert parameter_count(network) < 1e6
    mean, sigma = Exported(network).eval()(torch.rand(2, 3, SIDE, SIDE))
    assert mean.shape == sigma.shape == (2, FACE.outputs)
    assert torch.allclose(sigma, torch.ones_like(sigma))
