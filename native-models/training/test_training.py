"""Self-check of the training code, with pictures made here: python -m pytest native-models/training"""

from pathlib import Path

import cv2
import numpy as np
import onnx
import onnx.helper
import onnx.numpy_helper
import pytest
import torch
from PIL import Image

from another_picture import as_another_picture
from carry_vivid import carried, weights_of
from contrast import contrast_loss
from dataset import Portraits
from deblurring import BESIDE, blurred_frames, on_film, with_gaps
from degradations import as_filmed_small, degrade, gaussian_kernel, motion_kernel, protocol_low
from evaluate import OnnxRestorer
from int8 import convolutions, quantised, ranges_of, rounded_tensors
from mix_weights import mixed
from motion import moved, random_way
from network import FacetRestorer, RestorerConfig
from onnx_file import in_full
from protocols import SMALL, at_size_of, poor_picture
from register import lit_as, registered
from split import is_held_out
from super_resolution import SuperResolutionSampler, fidelity_loss, filmed, halve, halved_prior, shrunk
from train import relative_loss


def picture(side: int = 160) -> np.ndarray:
    v, u = np.mgrid[0:side, 0:side] / side
    waves = [127 + 120 * np.sin(2 * np.pi * (k * u + (4 - k) * v)) for k in (2, 3, 5)]
    return np.stack(waves, -1).astype(np.uint8)


def test_degradation_is_the_same_for_a_seed_and_stays_in_place():
    sharp = picture()
    for seed in range(60):
        poor = degrade(sharp, np.random.default_rng(seed))
        assert poor.shape == sharp.shape and poor.dtype == np.uint8
        assert np.array_equal(poor, degrade(sharp, np.random.default_rng(seed)))


def test_shrinking_does_not_shift_the_picture():
    """The centre of mass of a blob stays within half a pixel whatever is done to it."""
    v, u = np.mgrid[0:160, 0:160] + 0.5
    blob = np.exp(-0.5 * (np.hypot(u - 90, v - 70) / 14) ** 2)
    image = np.repeat((255 * blob)[..., None], 3, 2).astype(np.uint8)
    offsets = []
    for seed in range(80):
        mass = np.clip(degrade(image, np.random.default_rng(seed), size=64.0)[..., 1].astype(float) - 40, 0, None)
        offsets.append([(mass * u).sum() / mass.sum() - 90, (mass * v).sum() / mass.sum() - 70])
    assert np.abs(np.median(offsets, 0)).max() < 0.5


@pytest.mark.parametrize("kernel", [gaussian_kernel(2, 1, 0.3), motion_kernel(11, 0.7, 0.2)])
def test_kernels_keep_brightness(kernel: np.ndarray):
    assert kernel.sum() == pytest.approx(1, abs=1e-5)
    assert (kernel >= 0).all()


def test_protocol_sizes():
    reference, low = protocol_low(picture(256), 128, 32)
    assert reference.shape == (128, 128, 3) and low.shape == (32, 32, 3)


def test_network_ignores_the_prior_until_it_has_learnt_to_use_it():
    torch.manual_seed(1)
    model = FacetRestorer(RestorerConfig(coefficients=9)).eval()
    face = torch.rand(2, 3, 64, 64)
    none = model(face, torch.zeros(2, 8, 64, 64), torch.zeros(2, 9))
    both = model(face, torch.rand(2, 8, 64, 64), torch.randn(2, 9))
    assert none.shape == face.shape
    assert torch.allclose(none, both)


def test_held_out_by_name():
    assert is_held_out({"source": "faker", "file": "faker-female-12.jpg"})
    assert not is_held_out({"source": "faker", "file": "faker-female-13.jpg"})
    assert not is_held_out({"source": "voteview-wiki", "file": "voteview-wiki-000012.jpg"})


def test_contrast_loss_asks_for_the_strength_of_detail_and_rewards_no_pattern():
    generator = torch.Generator().manual_seed(3)
    weight = torch.ones(1, 1, 64, 64)
    sharp = torch.nn.functional.avg_pool2d(torch.rand(1, 3, 64, 64, generator=generator), 3, 1, 1)
    mean = sharp.mean()
    faint = mean + 0.5 * (sharp - mean)
    pattern = 0.05 * torch.tensor([1.0, -1.0, 1.0, -1.0]).repeat(16)
    assert contrast_loss(sharp, sharp, weight) == 0
    missing = contrast_loss(faint, sharp, weight)
    assert contrast_loss(mean + 0.75 * (sharp - mean), sharp, weight) < 0.6 * missing
    assert contrast_loss(faint + pattern, sharp, weight) > 0.95 * missing


def test_super_resolution_pictures_stay_in_place():
    sharp = halve(picture(256))
    for factor in (2, 4, 8):
        assert shrunk(sharp, factor).shape == sharp.shape
    v, u = np.mgrid[0:128, 0:128] + 0.5
    blob = np.repeat((255 * np.exp(-0.5 * (np.hypot(u - 70, v - 56) / 11) ** 2))[..., None], 3, 2).astype(np.uint8)
    offsets = []
    for seed in range(60):
        mass = np.clip(filmed(blob, 4.0, np.random.default_rng(seed))[..., 1].astype(float) - 40, 0, None)
        offsets.append([(mass * u).sum() / mass.sum() - 70, (mass * v).sum() / mass.sum() - 56])
    assert np.abs(np.median(offsets, 0)).max() < 0.3


def test_a_halved_prior_is_zero_where_nothing_is_covered():
    stored = np.full((256, 256, 8), 200, np.uint8)
    stored[:, 128:, 6] = 0
    prior = halved_prior(stored)
    assert prior.shape == (8, 128, 128)
    assert (prior[:, :, 70:] == 0).all() and (prior[:3, :, :60] > 0.7).all()


def test_blur_of_motion_is_around_the_sharp_picture():
    sharp = picture(256)
    assert np.array_equal(moved(sharp, np.zeros(8, np.float32), 0, 0, 256), sharp)
    blurs = [blurred_frames(sharp, np.random.default_rng(seed), seed % 2 == 0, 64, 64, 128)[1] for seed in range(12)]
    truth = sharp[64:192, 64:192].astype(float)
    errors = [np.abs(np.mean(blurs, 0) - np.roll(truth, shift, 1)).mean() for shift in (-6, 0, 6)]
    assert errors[1] == min(errors)
    assert all(np.abs(np.diff(blur, axis=1)).mean() < np.abs(np.diff(truth, axis=1)).mean() for blur in blurs)


def test_ways_are_smooth_and_pass_through_the_picture():
    for seed in range(20):
        way = random_way(np.random.default_rng(seed))
        assert np.abs(way(np.zeros(1))).max() < 1e-5
        within = np.abs(way(np.linspace(-0.5, 0.5, 9))).max()
        assert 0 < within <= 20.01
        assert np.abs(np.diff(way(np.linspace(-2.5, 2.5, 2000)), axis=0)).max() < 0.2 * np.abs(way(np.linspace(-3, 3, 99))).max()


def test_overlapping_exposures_differ_less_than_those_that_follow_each_other():
    sharp = picture(256)
    for seed in range(6):
        overlapping, apart = (blurred_frames(sharp, np.random.default_rng(seed), kind) for kind in (True, False))
        nearest = BESIDE.index(1)
        steps = [np.abs(beside[nearest] - frame).mean() for _, frame, beside in (overlapping, apart)]
        assert 0 < steps[0] < steps[1]


def test_what_is_sharp_is_the_portrait_itself():
    sharp = picture(256)
    for seed in range(6):
        assert np.array_equal(blurred_frames(sharp, np.random.default_rng(seed), False, 64, 64, 128)[0], sharp[64:192, 64:192])


def test_where_frames_are_missing_the_frame_itself_stands():
    own, beside = np.zeros((2, 2, 3)), [np.full((2, 2, 3), place) for place in BESIDE]
    kinds = {tuple(int(f[0, 0, 0]) for f in with_gaps(own, beside, np.random.default_rng(seed))) for seed in range(200)}
    assert {(-5, -3, -1, 1, 3, 5), (0, 0, 0, 0, 0, 0), (0, 0, 0, 1, 3, 5), (-5, -3, -1, 1, 3, 0)} <= kinds
    assert all(a == 0 or a == b for kind in kinds for a, b in zip(kind, BESIDE))


def test_a_film_is_as_soft_in_the_truth_as_in_the_frames():
    """What does not move is given back as it is, but for noise and compression."""
    sharp = picture(128)
    differences = []
    for seed in range(40):
        truth, frames = on_film(sharp.astype(np.float32), [sharp.astype(np.float32)] * 7, np.random.default_rng(seed), 0.2)
        differences.append(np.abs(frames[3].astype(int) - truth).mean())
    assert np.median(differences) < 0.6


def test_frames_beside_change_nothing_at_first_nor_where_they_show_the_same_and_count_in_their_order():
    torch.manual_seed(2)
    single = FacetRestorer(RestorerConfig(coefficients=9)).eval()
    several = FacetRestorer(RestorerConfig(coefficients=9, beside=6)).eval()
    several.load_state_dict(single.state_dict(), strict=False)
    face, prior, none = torch.rand(1, 3, 64, 64), torch.zeros(1, 8, 64, 64), torch.zeros(1, 9)
    beside = torch.rand(1, 18, 64, 64)
    assert torch.allclose(several(face, prior, none, beside), single(face, prior, none))
    torch.nn.init.normal_(several.beside.whole[2].weight, std=0.1)
    assert torch.allclose(several(face, prior, none, face.repeat(1, 6, 1, 1)), single(face, prior, none))
    ordered, shifted = several(face, prior, none, beside), several(face, prior, none, beside.roll(3, 1))
    assert not torch.allclose(ordered, shifted, atol=1e-3)


def test_fidelity_counts_a_dark_face_as_much_as_a_light_one():
    generator = torch.Generator().manual_seed(4)
    sharp = torch.rand(1, 3, 32, 32, generator=generator)
    wrong = 0.1 * torch.randn(1, 3, 32, 32, generator=generator)
    halved = fidelity_loss(sharp + wrong / 2, sharp, 1e-6) - fidelity_loss(sharp + wrong, sharp, 1e-6)
    again = fidelity_loss(sharp + wrong / 4, sharp, 1e-6) - fidelity_loss(sharp + wrong / 2, sharp, 1e-6)
    assert halved == pytest.approx(float(again), rel=1e-2) and halved < -1


def test_a_nearly_good_sample_counts_as_much_as_a_very_poor_one():
    """Halving the error of either lowers the loss alike, down to the floors."""
    generator = torch.Generator().manual_seed(5)
    sharp = torch.rand(1, 3, 64, 64, generator=generator)
    error = torch.randn(1, 3, 64, 64, generator=generator)
    weight = torch.rand(1, 1, 64, 64, generator=generator) + 0.5

    def gain(size: float) -> float:
        return float(relative_loss(sharp + size * error, sharp, weight) - relative_loss(sharp + size / 2 * error, sharp, weight))

    assert gain(0.2) == pytest.approx(2.6 * np.log(2), rel=0.02)
    assert gain(0.08) == pytest.approx(gain(0.2), rel=0.1)
    assert gain(1e-4) < 0.05 * gain(0.2)


def test_weights_of_pixels_choose_where_errors_count():
    sharp, restored, weight = torch.zeros(1, 3, 8, 8), torch.zeros(1, 3, 8, 8), torch.ones(1, 1, 8, 8)
    restored[..., :4] = 0.1
    weight[..., :4] = 0
    assert fidelity_loss(restored, sharp, 1e-5, weight) == pytest.approx(np.log(1e-5), rel=1e-4)
    assert fidelity_loss(restored, sharp, 1e-5) > np.log(1e-3)


def test_a_truth_as_filmed_is_softer_and_in_place():
    grain = np.random.default_rng(1).normal(size=(160, 160, 3)) * 12
    sharp = np.clip(picture() + grain, 0, 255).astype(np.uint8)
    for seed in range(20):
        soft = as_filmed_small(sharp, 64, np.random.default_rng(seed))
        assert np.array_equal(soft, as_filmed_small(sharp, 64, np.random.default_rng(seed)))
        assert np.abs(np.diff(soft.astype(float), axis=1)).mean() < np.abs(np.diff(sharp.astype(float), axis=1)).mean()
        errors = [np.abs(soft.astype(float) - np.roll(sharp, shift, 1)).mean() for shift in (-5, 0, 5)]
        assert errors[1] == min(errors)


def test_protocols_repeat_themselves():
    sharp = picture(256)
    for protocol in ("x4", "x8", "film", "video", "mild", "clean"):
        reference, seen, base = poor_picture(sharp, protocol)
        assert seen.shape == sharp.shape and base.shape == reference.shape
        assert reference.shape[0] == (128 if protocol in SMALL else 256)
        assert at_size_of(seen, reference).shape == reference.shape
        assert np.array_equal(seen, poor_picture(sharp, protocol)[1])


def test_what_made_weights_vivid_is_carried_to_others():
    def graph(**weights: list[float]) -> onnx.ModelProto:
        tensors = [onnx.numpy_helper.from_array(np.array(w, np.float32), name) for name, w in weights.items()]
        return onnx.helper.make_model(onnx.helper.make_graph([], "weights", [], [], tensors))

    moved = carried(graph(a=[10, 20], b=[1]), graph(a=[1, 2], b=[1]), graph(a=[2, 0], b=[1]))
    assert weights_of(moved)["a"].tolist() == [11, 18] and weights_of(moved)["b"].tolist() == [1]
    with pytest.raises(ValueError, match="a is not the same"):
        carried(graph(a=[1]), graph(a=[1, 2]), graph(a=[1, 2]))


def test_mixed_weights_lie_between_and_modulation_is_the_later_one():
    def network(weight: float, modulation: float) -> onnx.ModelProto:
        tensors = [onnx.numpy_helper.from_array(np.full((1, 1), value, np.float32), name)
                   for name, value in (("weight", weight), ("modulation", modulation))]
        node = onnx.helper.make_node("MatMul", ["coefficients", "modulation"], ["out"])
        return onnx.helper.make_model(onnx.helper.make_graph([node], "network", [], [], tensors))

    found = {tensor.name: onnx.numpy_helper.to_array(tensor).item() for tensor in mixed(network(1, 5), network(3, 7), 0.25).graph.initializer}
    assert found == {"weight": 1.5, "modulation": 7}


def test_in_8_bits_a_restorer_answers_nearly_the_same_and_keeps_its_weights():
    model = in_full(onnx.load(str(Path(__file__).parents[1] / "facet-restorer" / "facet-restorer.onnx")))
    rng = np.random.default_rng(4)
    soft = cv2.resize(rng.random((12, 12, 3), np.float32), (256, 256), interpolation=cv2.INTER_CUBIC).clip(0, 1)
    sample = {"face": soft.transpose(2, 0, 1)[None], "prior": np.zeros((1, 8, 256, 256), np.float32), "coefficients": np.zeros((1, 162), np.float32)}
    convs = convolutions(model.graph)
    tensors = rounded_tensors(model.graph)
    weights = {tensor.name for tensor in model.graph.initializer}
    exact = OnnxRestorer(model.SerializeToString())
    quick_model = quantised(model, None, ranges_of([model], tensors, [sample]))
    quick = OnnxRestorer(quick_model.SerializeToString())
    face, none = (soft * 255).astype(np.uint8), (sample["prior"][0], sample["coefficients"][0])
    before, after = exact(face, *none).astype(int), quick(face, *none).astype(int)
    assert len(convs) > 10 and weights <= {tensor.name for tensor in quick_model.graph.initializer}
    assert 0 < np.abs(before - after).mean() < 0.3 * np.abs(before - face).mean()


def test_registered_skin_comes_to_lie_where_the_picture_shows_it():
    y, x = np.mgrid[0:256, 0:256].astype(np.float32)

    def blots(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        values = 128 + 50 * np.sin(x / 8) * np.cos(y / 9) + 38 * np.sin((x + y) / 13)
        return np.repeat(values[..., None], 3, -1)

    coverage = (np.hypot(x - 128, y - 128) < 90).astype(np.uint8) * 255
    worn = (blots(x, y) * (coverage > 0)[..., None]).astype(np.uint8)
    seen = (0.7 * blots(x - 5, y)).astype(np.uint8)
    inner = np.hypot(x - 128, y - 128) < 70
    before = np.abs(worn.astype(int) - seen)[inner].mean()
    moved = lit_as(seen, registered(seen, worn, coverage), coverage)
    assert np.abs(moved.astype(int) - seen)[inner].mean() < before / 4
    assert not moved[coverage == 0].any()


def test_another_picture_is_the_same_face_elsewhere_under_another_light():
    crop = np.asarray(Image.open(Path(__file__).parents[2] / "tests" / "fixtures" / "portrait.jpg").resize((256, 256)))
    made = [as_another_picture(crop, np.random.default_rng(seed)) for seed in range(3)]
    for skin in made:
        assert skin.shape == crop.shape and np.isfinite(skin).all()
        assert 3 < np.abs(skin - crop).mean() < 60
    assert np.abs(made[0] - made[1]).mean() > 3


def test_a_super_resolution_prior_wears_another_picture_s_skin_within_the_face():
    crop = np.asarray(Image.open(Path(__file__).parents[2] / "tests" / "fixtures" / "portrait.jpg").resize((256, 256)))
    y, x = np.mgrid[0:256, 0:256]
    priors = np.zeros((1, 4, 8, 256, 256), np.uint8)
    priors[:, :, 6] = 255 * (np.hypot(x - 128, y - 128) < 90)
    priors[:, :, :3] = 120 * (priors[:, :, 6:7] > 0)
    row = {"scale": "1", "sharpness": "200", "skin_luma": "0.6", "kind": "colour"}
    one = np.array([0])
    coefficients, valid = np.ones((1, 4, 3), np.float32), np.ones((1, 4), np.uint8)
    portraits = Portraits(crop[None], [row], one, one[:0], priors, coefficients, valid)
    spreads = {}
    for textured in (0.0, 1.0):
        batch = SuperResolutionSampler(portraits, 1, 6, (0, 0.5, 0.5), (0, 0, 1, 0), 0.3, textured).batch(0)
        covered = batch["prior"][:, 6] > 0.99
        colours = batch["prior"][:, :3].transpose(0, 2, 3, 1)
        spreads[textured] = np.mean([colour[inside].std(0).mean() for colour, inside in zip(colours, covered)])
        assert not batch["prior"][:, :3][np.repeat(batch["prior"][:, 6:7] == 0, 3, 1)].any()
    assert spreads[0.0] < 0.02 and spreads[1.0] > 0.05
