"""Draws people from the MakeHuman sliders (ranges measured in docs: twice these are caricatures)."""

import numpy as np

SEED = 20
OPPOSITES = [("decr", "incr"), ("down", "up"), ("in", "out"), ("backward", "forward"),
             ("concave", "convex"), ("compress", "uncompress")]
SLIDER_SD = {"head": 0.075, "forehead": 0.10, "chin": 0.125, "eyebrows": 0.125, "neck": 0.125,
             "nose": 0.20, "mouth": 0.20, "cheek": 0.20, "eyes": 0.25, "ears": 0.125}
ASYMMETRY_SD = 0.07
SIDE_DIFFERENCE = 0.15  # left and right share a draw, plus this much of their own
SKIP = ("head-trans", "head-back", "neck-back", "neck-trans", "measure-")
RACES, GENDERS, AGES = ("african", "asian", "caucasian"), ("female", "male"), ("young", "old")
LEVELS = ("min", "average", "max")


def macro_weights(rng):
    """Yields (target, weight) of one person's macro sliders."""
    race = rng.dirichlet([0.4] * 3)
    male, old = rng.beta(0.6, 0.6), rng.beta(0.8, 1.4)
    levels = lambda value: np.array([max(0, 1 - 2 * value), 1 - abs(2 * value - 1), max(0, 2 * value - 1)])
    weight = levels(np.clip(rng.normal(0.5, 0.22), 0, 1))
    muscle = levels(np.clip(rng.normal(0.5, 0.20), 0, 1))
    for gender, g in zip(GENDERS, (1 - male, male)):
        for age, a in zip(AGES, (1 - old, old)):
            for name, r in zip(RACES, race):
                yield f"macrodetails/{name}-{gender}-{age}", g * a * r
            for i, m in enumerate(muscle):
                for j, w in enumerate(weight):
                    yield f"macrodetails/universal-{gender}-{age}-{LEVELS[i]}muscle-{LEVELS[j]}weight", g * a * m * w


def sliders(mh):
    """List of (kind, negative target or None, positive target, sd); kind joins left and right."""
    out = []
    for folder, sd in SLIDER_SD.items():
        names = [n for n in mh.target_names(folder) if not n.startswith(SKIP)]
        paired = set()
        for low, high in OPPOSITES:
            for name in names:
                if name.endswith("-" + low) and name[: -len(low)] + high in names:
                    other = name[: -len(low)] + high
                    paired |= {name, other}
                    kind = name[2:] if name[:2] in ("l-", "r-") else name
                    out.append((folder + kind, f"{folder}/{name}", f"{folder}/{other}", sd))
        for name in names:
            if name not in paired:
                kind = name[2:] if name[:2] in ("l-", "r-") else name
                out.append((folder + kind, None, f"{folder}/{name}", sd))
    for name in mh.target_names("asym"):
        if name.startswith("asym-") and name.endswith("-l"):
            out.append((name, f"asym/{name[:-2]}-r", f"asym/{name}", ASYMMETRY_SD))
    return out


def draw_people(mh, count):
    """(target names, weights [count, targets])."""
    rng = np.random.default_rng(SEED)
    table, index, weights = sliders(mh), {}, []
    column = lambda name: index.setdefault(name, len(index))
    for _ in range(count):
        person, shared = {}, {}
        for name, weight in macro_weights(rng):
            person[column(name)] = weight
        for kind, negative, positive, sd in table:
            draw = shared.setdefault(kind, rng.normal())
            value = sd * (draw + SIDE_DIFFERENCE * rng.normal())
            if value >= 0:
                person[column(positive)] = value
            elif negative:
                person[column(negative)] = -value
        weights.append(person)
    matrix = np.zeros((count, len(index)), np.float32)
    for row, person in enumerate(weights):
        matrix[row, list(person)] = list(person.values())
    return list(index), matrix
