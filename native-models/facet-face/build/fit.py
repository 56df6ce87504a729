"""Fits a model file to 478 points in one image: regularised Gauss-Newton with bounded expressions."""

import numpy as np

from ffm import basis, read_ffm

NOISE_MM = 1.0  # landmark noise and what the modes cannot follow
UNIT_SD = 0.22
DISTANCE_MM, DISTANCE_LOG_SD = 1300.0, 0.35  # portraits are taken from one to two metres


class LandmarkModel:
    """A model cut down to its 478 landmarks."""

    def __init__(self, path):
        self.header, t = read_ffm(path)
        self.tensors = t
        corner = t["triangles"][t["landmark478Triangle"]].astype(int)
        bary = t["landmark478Barycentric"].astype(float)
        self.at = lambda field: (field[..., corner, :] * bary[:, :, None]).sum(-2)
        self.mean = self.at(t["mean"].astype(float))
        self.identity = self.at(basis(t, "identity"))
        self.units = self.at(basis(t, "expression"))
        self.weight = t["landmark478Weight"].astype(float)


def rotation(vector):
    angle = np.linalg.norm(vector)
    if angle < 1e-12:
        return np.eye(3)
    x, y, z = vector / angle
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


def project(points, pose):
    """pose: (R [3,3], pixels per mm, translation [2], log distance). Image y points down."""
    turned = points @ pose[0].T
    factor = 1 / (1 - turned[:, 2] / np.exp(pose[3]))
    return pose[1] * turned[:, :2] * factor[:, None] * [1, -1] + pose[2], turned, factor


def fit(model, observed, rounds=8, noise=NOISE_MM, weight=None):
    """observed [478,2] pixels. Returns a dict: pose, identity, units, residual [478,2] mm, posterior covariance."""
    k, e = len(model.identity), len(model.units)
    weight = model.weight if weight is None else weight
    # start: scaled orthography from frontal
    span = lambda p: np.linalg.norm(p[263, :2] - p[33, :2]) + np.linalg.norm(p[152, :2] - p[168, :2])
    scale = span(observed) / span(model.mean)
    pose = [np.eye(3), scale, observed[4] - scale * model.mean[4, :2] * [1, -1], np.log(DISTANCE_MM)]
    b, u = np.zeros(k), np.zeros(e)
    for step in range(rounds):
        shape = model.mean + np.tensordot(b, model.identity, 1) + np.tensordot(u, model.units, 1)
        flat, turned, factor = project(shape, pose)
        s, R, D = pose[1], pose[0], np.exp(pose[3])

        def push(direction):
            """d(pixel) for a change [...,478,3] of the turned points."""
            xy = direction[..., :2] * factor[:, None] + turned[:, :2] * (factor**2 / D * direction[..., 2])[..., None]
            return s * xy * [1, -1]

        columns = [push(np.cross(axis, turned)) for axis in np.eye(3)]
        columns.append((flat - pose[2]))  # log scale
        columns += [np.tile([s, 0.0], (478, 1)), np.tile([0.0, s], (478, 1))]  # translation in mm
        columns.append(s * turned[:, :2] * [1, -1] * (-(factor**2) * turned[:, 2] / D)[:, None])  # log distance
        identity_columns, unit_columns = push(model.identity @ R.T), push(model.units @ R.T)
        # pose settles before the face is let loose
        use_shape = step >= 2
        J = np.concatenate([np.array(columns), identity_columns, unit_columns]) if use_shape else np.array(columns)
        J = J.reshape(len(J), -1).T / s
        r = (observed - flat).ravel() / s
        w = np.repeat(weight, 2) / noise**2
        soft = np.abs(r.reshape(-1, 2)).max(1)
        w = w * np.repeat(1 / (1 + (soft / (4 * noise)) ** 2), 2)  # Cauchy: a wrong point does not drag the face
        prior = np.r_[np.zeros(6), 1 / DISTANCE_LOG_SD**2]
        value = np.r_[np.zeros(6), pose[3] - np.log(DISTANCE_MM)]
        if use_shape:
            prior = np.r_[prior, np.ones(k), np.full(e, 1 / UNIT_SD**2)]
            value = np.r_[value, b, u]
        A = (J * w[:, None]).T @ J + np.diag(prior + 1e-9)
        g = J.T @ (w * r) - prior * value
        delta = np.linalg.solve(A, g)
        if use_shape:  # active set for 0 <= unit <= 1
            fixed = np.zeros(e, bool)
            target = np.zeros(e)
            for _ in range(6):
                after = u + delta[7 + k :]
                low, high = after < -1e-9, after > 1 + 1e-9
                if not (low | high).any():
                    break
                target[low], target[high] = 0, 1
                fixed |= low | high
                held = np.r_[np.zeros(7 + k, bool), fixed]
                delta = np.zeros(len(g))
                delta[held] = (target - u)[fixed]
                free = ~held
                delta[free] = np.linalg.solve(A[np.ix_(free, free)], g[free] - A[np.ix_(free, held)] @ delta[held])
            b, u = b + delta[7 : 7 + k], np.clip(u + delta[7 + k :], 0, 1)
        pose = [rotation(delta[:3]) @ R, s * np.exp(delta[3]), pose[2] + s * delta[4:6], pose[3] + delta[6]]
    shape = model.mean + np.tensordot(b, model.identity, 1) + np.tensordot(u, model.units, 1)
    flat, _, _ = project(shape, pose)
    free = np.r_[np.ones(7 + k, bool), ~fixed]
    covariance = np.linalg.inv(A[np.ix_(free, free)])[7 : 7 + k, 7 : 7 + k]
    return {"pose": pose, "identity": b, "units": u, "residual": (observed - flat) / pose[1] * [1, -1], "covariance": covariance}


def fit_all(model, observations, **options):
    return [fit(model, points[:, :2], **options) for points in observations]


def angles(pose):
    """(yaw, pitch, roll) in degrees; yaw > 0 turns towards the viewer's right."""
    R = pose[0]
    return np.degrees([np.arctan2(R[0, 2], R[2, 2]), -np.arcsin(R[1, 2]), np.arctan2(R[1, 0], R[1, 1])])
