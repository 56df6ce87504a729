"""Random neutral faces, from the model and from outside it (scripts/measure-face/synthetic-people.ts), and what they do."""

import numpy as np

OTHER_SHARE = 0.4
OTHER_FIELDS, OTHER_ASYMMETRY, WAVES = ((16.0, 0.7), (45.0, 1.1)), 2.0, 240
DEGREE = np.pi / 180


class People:
    def __init__(self, header, tensors, identity, judged, area, rng, pool=160):
        """judged [n] vertices and area [n], sum 1: the surface that counts."""
        self.mean, self.identity = tensors["mean"].astype(np.float32), identity
        self.symmetry, self.judged, self.area = tensors["symmetry"], judged, area
        parity = np.sign((identity * identity[:, self.symmetry] * [-1, 1, 1]).sum((1, 2)))
        self.asymmetry = np.where(parity < 0, OTHER_ASYMMETRY, 1.0)
        self.flat = identity.reshape(len(identity), -1)
        on = identity[:, judged] * np.sqrt(area)[None, :, None]
        self.on = on.reshape(len(identity), -1)
        self.project = np.linalg.inv(self.on @ self.on.T + 0.01 * np.eye(len(identity))) @ self.on
        self.fields = [np.stack([self._field(*field, rng) for _ in range(pool)]) for field in OTHER_FIELDS]
        self.eyes = tensors["eyeCentre"]

    def _field(self, length, deviation, rng):
        spread = (rng.normal(size=(WAVES, 3)) ** 2).sum(1)
        tail = np.sqrt(3 / np.maximum(spread, 0.2)) / length
        wave = (rng.normal(size=(WAVES, 3)) * tail[:, None]).astype(np.float32)
        phase = (2 * np.pi * rng.random(WAVES)).astype(np.float32)
        amplitude = (rng.normal(size=(WAVES, 3)) * deviation * np.sqrt(2 / WAVES)).astype(np.float32)
        return np.cos(self.mean @ wave.T + phase) @ amplitude

    def draw(self, rng):
        """-> neutral [V,3] mm, shape [K] (the nearest of the model's), 1 where the model does not hold it"""
        shape = np.clip(rng.normal(size=len(self.identity)), -2.5, 2.5)
        if rng.random() >= OTHER_SHARE:
            return self.mean + (shape.astype(np.float32) @ self.flat).reshape(-1, 3), shape, 0
        shape = shape * self.asymmetry
        neutral = self.mean + (shape.astype(np.float32) @ self.flat).reshape(-1, 3)
        field = np.zeros_like(neutral)
        for fields in self.fields:
            # A sum of three random members of the pool is a new one.
            weight = rng.normal(size=3)
            weight /= np.linalg.norm(weight)
            for w, which in zip(weight, rng.choice(len(fields), 3, replace=False)):
                field += w.astype(np.float32) * fields[which]
        self._move_eyes(field)
        neutral = self._normalised(neutral + field)
        off = ((neutral - self.mean)[self.judged] * np.sqrt(self.area)[:, None]).ravel()
        return neutral, self.project @ off, 1

    def _move_eyes(self, field):
        for centre in self.eyes:
            d = np.linalg.norm(self.mean - centre, axis=1)
            t = np.clip((d - 16) / 14, 0, 1)
            blend = (t * t * (3 - 2 * t))[:, None]
            field[:] = blend * field + (1 - blend) * field[d <= 16].mean(0)

    def _normalised(self, vertices):
        def middle(points):
            return self.area @ points[self.judged]

        a, b = middle(vertices), middle(self.mean)
        own, wanted = (vertices[self.judged] - a), (self.mean[self.judged] - b)
        scale = np.sqrt((self.area @ wanted**2).sum() / (self.area @ own**2).sum())
        u, _, v = np.linalg.svd((own * self.area[:, None]).T @ wanted)
        turn = u @ np.diag([1, 1, np.linalg.det(u @ v)]) @ v
        return ((vertices - a) * scale @ turn + b).astype(np.float32)


def perform(names, rng):
    """Pose (pitch, yaw, roll in radians), expression [E], light [27]: native-models/facemesh-attention/calibrate's
    `performAtRandom`, with glances, and light from more sides."""
    angles = DEGREE * np.array([rng.uniform(-20, 24), rng.uniform(-45, 45), rng.uniform(-15, 15)])
    talking = rng.random() < 0.7
    open_, round_ = (rng.random() ** 1.5 if talking else 0.0), rng.random()
    weights = {
        "jawOpen": 0.55 * open_,
        "mouthFunnel": 0.4 * open_ * round_,
        "mouthPucker": 0.35 * (1 - open_) * round_ if talking else 0.0,
        "mouthStretch": 0.3 * open_ * (1 - round_),
        "mouthUpperUp": 0.25 * open_,
    }
    if rng.random() < 0.4:
        weights["mouthSmile"] = 0.7 * rng.random()
    if rng.random() < 0.25:
        weights["eyeBlink"] = 0.95 * rng.random()
    if rng.random() < 0.3:
        weights["browInnerUp"] = 0.6 * rng.random()
        weights["browOuterUp"] = 0.6 * weights["browInnerUp"]
    elif rng.random() < 0.3:
        weights["browDown"] = 0.7 * rng.random()
    if rng.random() < 0.4:
        aside, up = 0.7 * rng.normal(), 0.5 * rng.normal()
        left, right = ("In", "Out") if aside > 0 else ("Out", "In")
        weights[f"eyeLook{left}Left"] = weights[f"eyeLook{right}Right"] = min(0.9, abs(aside) * 0.6)
        for side in ("Left", "Right"):
            weights[f"eyeLook{'Up' if up > 0 else 'Down'}{side}"] = min(0.8, abs(up) * 0.6)
    expression = np.zeros(len(names))
    for e, name in enumerate(names):
        expression[e] = weights.get(name, weights.get(name.removesuffix("Left").removesuffix("Right"), 0.0))
    strength, sideways = rng.uniform(0, 0.5), rng.uniform(-1.3, 1.3)
    above, ambient = rng.uniform(-0.2, 0.9), rng.uniform(-0.15, 0.3)
    light = []
    for tint in (1.04, 1, 0.95):
        s = strength * tint
        light += [ambient * tint, -s * above, 0.1, -s * sideways, 0, 0, 0.03, 0, 0]
    light = np.array(light)
    if rng.random() < 0.5:
        light += np.tile(rng.normal(0, [0.03] + [0.06] * 8), 3)
    return angles, expression, light
