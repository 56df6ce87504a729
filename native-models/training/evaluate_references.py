"""What a second picture of a person is worth to the restorer, on people that it has not learnt from: those held out, and
whoever looks like one of them (`split`). The prior is fitted to the poor picture; its skin is that of the fitted albedo
(`own`) or of another portrait of the person (`another`).

    python evaluate_references.py --data DATA --model ../facet-restorer/facet-restorer.onnx [--json figures.json] [--sheet s.png]

Mean gain of Y-PSNR over Lanczos in dB by protocol (protocols.py), over the 3D face's own pixels too (`face`); `likeness`
is the cosine between the embeddings (mobileface) of the restored face and of the true one.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort
from PIL import Image

from dataset import Portraits, load_portraits, prior_to_float
from evaluate import PROTOCOLS, add_restorer, restorer_of
from measures import Filter, luma, psnr, resize
from network import PRIOR_CHANNELS
from protocols import at_size_of, poor_picture
from register import lit_as, registered

SHOWN = ("x4", "x8", "film", "video")
WAYS = ("none", "own", "another")


class Likeness:
    """How much two aligned crops look like the same person: -1..1."""

    CROP = np.array([[0.35, 0.4], [0.65, 0.4], [0.501, 0.572], [0.378, 0.747], [0.624, 0.747]])
    ARCFACE = np.array([[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]])

    def __init__(self):
        model = Path(__file__).resolve().parents[1] / "mobileface" / "mobileface.onnx"
        self.session = ort.InferenceSession(str(model), providers=["CPUExecutionProvider"])

    def embedding(self, crop: np.ndarray) -> np.ndarray:
        warp, _ = cv2.estimateAffinePartial2D(self.CROP * len(crop) - 0.5, self.ARCFACE - 0.5, method=cv2.LMEDS)
        face = cv2.warpAffine(crop, warp, (112, 112), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
        found = self.session.run(None, {"image": face.transpose(2, 0, 1)[None].astype(np.float32)})[0][0]
        return found / np.linalg.norm(found)

    def __call__(self, a: np.ndarray, b: np.ndarray) -> float:
        return float(self.embedding(a) @ self.embedding(b))


def unlearnt(portraits: Portraits) -> list[int]:
    """The portraits with a second one of the person that training never saw."""
    learnt = set(portraits.train.tolist())
    return [index for index in sorted(portraits.references) if index not in learnt]


def in_another_skin(portraits: Portraits, index: int, fit: int, seen: np.ndarray) -> np.ndarray:
    """uint8 [8,256,256]: one of a portrait's priors, wearing the skin of the other portrait as the engine makes it, shifted
    and lit as the poor picture shows it. seen: uint8 [256,256,3]"""
    stored = np.array(portraits.priors[index, fit])
    worn = np.ascontiguousarray(portraits.textured[portraits.references[index], fit].transpose(1, 2, 0))
    stored[:3] = lit_as(seen, registered(seen, worn, stored[6]), stored[6]).transpose(2, 0, 1)
    return stored


def face_psnr(image: np.ndarray, reference: np.ndarray, covered: np.ndarray) -> float:
    difference = (luma(image) - luma(reference))[covered]
    return float(10 * np.log10(255**2 / np.mean(difference**2)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    add_restorer(parser)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--sheet", type=Path)
    arguments = parser.parse_args()
    portraits = load_portraits(arguments.data)
    restorer = restorer_of(arguments)
    chosen = unlearnt(portraits)
    likeness = Likeness()
    gains: dict[str, list[float]] = {}
    sheet = []
    for index in chosen:
        crop = np.asarray(portraits.crops[index])
        for protocol in SHOWN:
            fit = PROTOCOLS[protocol]
            if not portraits.valid[index, fit]:
                continue
            reference, seen, base = poor_picture(crop, protocol)
            own = np.array(portraits.priors[index, fit])
            another = in_another_skin(portraits, index, fit, seen)
            covered = resize(own[6][..., None].repeat(3, 2), reference.shape[0], Filter.BOX)[..., 0] > 250
            row = [seen]
            for way, stored in zip(WAYS, (None, own, another)):
                prior = np.zeros((PRIOR_CHANNELS, *seen.shape[:2]), np.float32) if stored is None else prior_to_float(stored)
                restored = restorer(seen, prior, np.zeros(restorer.coefficients, np.float32))
                found = at_size_of(restored, reference)
                gains.setdefault(f"{protocol} {way}", []).append(psnr(found, reference) - psnr(base, reference))
                gains.setdefault(f"{protocol} {way} face", []).append(
                    face_psnr(found, reference, covered) - face_psnr(base, reference, covered)
                )
                gains.setdefault(f"{protocol} {way} likeness", []).append(likeness(restored, crop))
                row.append(restored)
            if protocol in ("x4", "x8"):
                sheet.append(np.concatenate([*row, another[:3].transpose(1, 2, 0), crop], 1))
    figures = {"people": len(chosen)} | {name: round(float(np.mean(values)), 3) for name, values in gains.items()}
    for protocol in SHOWN:
        print(protocol, {way: [figures[f"{protocol} {way}{of}"] for of in ("", " face", " likeness")] for way in WAYS})
        better = np.array(gains[f"{protocol} another"]) - np.array(gains[f"{protocol} own"])
        print("   another over own", better.round(2).tolist())
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2))
    if arguments.sheet:
        Image.fromarray(np.concatenate(sheet, 0)).save(arguments.sheet)


if __name__ == "__main__":
    main()
