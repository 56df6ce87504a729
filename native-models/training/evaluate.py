"""Figures and a picture sheet of the restorer on held-out people. Needs the data folder, runs the exported ONNX file.

    python evaluate.py --data DATA --model ../facet-restorer/facet-restorer.onnx --json figures.json --sheet sheet.png

`gain` is the mean of each person's Y-PSNR less Lanczos'; `input` is what the network was given, unrestored.
Protocols: protocols.py. Priors are those fitted to the poor picture itself, or to one like it (`PROTOCOLS`).
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime as ort
from PIL import Image, ImageDraw

from dataset import Portraits, load_portraits, mirrored_prior, prior_to_float
from measures import Filter, psnr, resize, ssim
from network import PRIOR_CHANNELS
from onnx_file import between
from protocols import at_size_of, poor_picture

MODES = ("none", "coeff", "render", "both")
# Which of the prepared fits belongs to a protocol (prepare/prepare-crops.ts writes them in this order).
CLEAN_FIT, FRAME_FIT, LOW32_FIT, LOW16_FIT = range(4)
PROTOCOLS = {"x4": LOW32_FIT, "x8": LOW16_FIT, "mild": CLEAN_FIT, "clean": CLEAN_FIT, "video": FRAME_FIT, "film": FRAME_FIT}


class OnnxRestorer:
    def __init__(self, model: Path | bytes):
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        source = model if isinstance(model, bytes) else str(model)
        self.session = ort.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        inputs = {entry.name: entry.shape for entry in self.session.get_inputs()}
        self.coefficients = inputs["coefficients"][1]
        self.frames = inputs["besideNchw"][1] // 3 if "besideNchw" in inputs else 0

    def __call__(
        self, face: np.ndarray, prior: np.ndarray, coefficients: np.ndarray, beside: np.ndarray | None = None
    ) -> np.ndarray:
        """face uint8 [S,S,3], prior float32 [8,S,S], coefficients float32 [C] -> uint8 [S,S,3]; beside float32 [3N,S,S]
        where the network looks at several frames, the face itself by default."""
        feeds = {
            "faceNchw": np.ascontiguousarray(face.transpose(2, 0, 1)[None]).astype(np.float32) / 255,
            "priorNchw": prior[None],
            "coefficients": coefficients[None],
        }
        if self.frames:
            feeds["besideNchw"] = np.tile(feeds["faceNchw"], (1, self.frames, 1, 1)) if beside is None else beside[None]
        restored = self.session.run(None, feeds)[0][0]
        return (restored.transpose(1, 2, 0).clip(0, 1) * 255 + 0.5).astype(np.uint8)


class SelfEnsemble:
    """The mean of what a restorer makes of a face and of its mirror image (Timofte et al. 2016): the engine's `thorough`."""

    def __init__(self, restorer: OnnxRestorer):
        self.restorer, self.coefficients = restorer, restorer.coefficients

    def __call__(self, face: np.ndarray, prior: np.ndarray, coefficients: np.ndarray) -> np.ndarray:
        """As `OnnxRestorer`; what the coefficients of the mirrored face are is not known."""
        straight = self.restorer(face, prior, coefficients)
        mirrored = self.restorer(face[:, ::-1], mirrored_prior(prior), np.zeros_like(coefficients))
        return ((straight.astype(np.uint16) + mirrored[:, ::-1] + 1) >> 1).astype(np.uint8)


def add_restorer(parser: argparse.ArgumentParser, usual: Path | None = None) -> None:
    """The options that say what `restorer_of` makes."""
    parser.add_argument("--model", type=Path, default=usual, required=usual is None)
    parser.add_argument("--vivid", type=Path, help="weights that --model is moved towards")
    parser.add_argument("--vividness", type=float, default=0.0, help="how far, 0 to 1")
    parser.add_argument("--thorough", action="store_true", help="averaged with what it makes of the mirror image")


def restorer_of(arguments: argparse.Namespace) -> OnnxRestorer | SelfEnsemble:
    moves = arguments.vivid is not None and arguments.vividness > 0
    source = arguments.model
    if moves:
        source = between(onnx.load(str(arguments.model)), onnx.load(str(arguments.vivid)), arguments.vividness).SerializeToString()
    restorer = OnnxRestorer(source)
    return SelfEnsemble(restorer) if arguments.thorough else restorer


def inputs_of(portraits: Portraits, index: int, which: int, mode: str, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Prior and coefficients of one prepared fit under a prior mode; zeros where there is none."""
    prior = np.zeros((PRIOR_CHANNELS, 256, 256), np.float32)
    coefficients = np.zeros(count, np.float32)
    if portraits.priors is not None and portraits.valid[index, which]:
        if mode in ("render", "both"):
            prior = prior_to_float(np.asarray(portraits.priors[index, which]))
        if mode in ("coeff", "both"):
            coefficients = np.asarray(portraits.coefficients[index, which], np.float32)
    return prior, coefficients


def evaluate(portraits: Portraits, restorer, protocol: str, modes: tuple[str, ...]) -> dict[str, object]:
    which = PROTOCOLS[protocol]
    people = [int(i) for i in portraits.held_out]
    table: dict[str, list[tuple[float, float]]] = {name: [] for name in ("lanczos", "input", *modes)}
    for index in people:
        reference, working, lanczos = poor_picture(np.asarray(portraits.crops[index]), protocol)
        table["lanczos"].append((psnr(lanczos, reference), ssim(lanczos, reference)))
        unrestored = at_size_of(working, reference)
        table["input"].append((psnr(unrestored, reference), ssim(unrestored, reference)))
        for mode in modes:
            prior, coefficients = inputs_of(portraits, index, which, mode, restorer.coefficients)
            restored = at_size_of(restorer(working, prior, coefficients), reference)
            table[mode].append((psnr(restored, reference), ssim(restored, reference)))
    tones = np.array([float(portraits.rows[i]["skin_luma"]) for i in people])
    thirds = np.digitize(tones, np.quantile(tones, (1 / 3, 2 / 3)))
    values = {name: np.array(pairs) for name, pairs in table.items()}
    base = values["lanczos"]
    return {
        "protocol": protocol,
        "people": len(people),
        "fitted": None if portraits.valid is None else int(portraits.valid[portraits.held_out, which].sum()),
        **{
            name: {
                "psnr": round(float(v[:, 0].mean()), 3),
                "ssim": round(float(v[:, 1].mean()), 4),
                "gain": round(float((v[:, 0] - base[:, 0]).mean()), 3),
                "worst": round(float((v[:, 0] - base[:, 0]).min()), 3),
                "gainBySkin": {
                    tone: round(float((v[:, 0] - base[:, 0])[thirds == k].mean()), 3)
                    for k, tone in enumerate(("dark", "medium", "light"))
                },
            }
            for name, v in values.items()
        },
    }


def sheet(portraits: Portraits, restorer, protocols: list[str], people: int, zoom: int = 256) -> Image.Image:
    """Rows: people across the range of skin tones; columns: Lanczos, none, both, reference for each protocol."""
    colour = [int(i) for i in portraits.held_out if portraits.rows[i]["kind"] == "colour"]
    colour.sort(key=lambda i: float(portraits.rows[i]["skin_luma"]))
    chosen = [colour[round(k)] for k in np.linspace(0, len(colour) - 1, people)]
    rows = []
    for index in chosen:
        cells = []
        for protocol in protocols:
            reference, working, lanczos = poor_picture(np.asarray(portraits.crops[index]), protocol)
            cells.append(resize(lanczos, zoom, Filter.BICUBIC))
            for mode in ("none", "both"):
                inputs = inputs_of(portraits, index, PROTOCOLS[protocol], mode, restorer.coefficients)
                cells.append(resize(restorer(working, *inputs), zoom, Filter.BICUBIC))
            cells.append(resize(reference, zoom, Filter.BICUBIC))
        rows.append(np.concatenate(cells, 1))
    picture = Image.fromarray(np.concatenate(rows, 0))
    draw = ImageDraw.Draw(picture)
    for i, protocol in enumerate(protocols):
        for j, name in enumerate(("Lanczos", "ours, no prior", "ours, both", "reference")):
            draw.text(((4 * i + j) * zoom + 4, 4), f"{protocol} {name}", fill=(255, 255, 0))
    return picture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    add_restorer(parser, Path(__file__).parent.parent / "facet-restorer/facet-restorer.onnx")
    parser.add_argument("--protocols", default="x4,x8,film,video,mild,clean")
    parser.add_argument("--modes", default=",".join(MODES))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--sheet-people", type=int, default=6)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    portraits, restorer = load_portraits(arguments.data), restorer_of(arguments)
    results = []
    for protocol in arguments.protocols.split(","):
        result = evaluate(portraits, restorer, protocol, tuple(arguments.modes.split(",")))
        results.append(result)
        print(json.dumps(result), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=2) + "\n")
    if arguments.sheet:
        sheet(portraits, restorer, ["x4", "video"], arguments.sheet_people).save(arguments.sheet)


if __name__ == "__main__":
    main()
