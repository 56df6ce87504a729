"""A small vectorised z-buffer, enough for preview sheets and for the landmark self-check."""

import numpy as np


def rasterize(points, triangles, width, height, cull=True):
    """points [V,3]: x right, y down in pixels, z larger is nearer.

    Returns triangle index [H,W] (-1 = empty) and barycentrics [H,W,3]. Pixel centres at +0.5.
    Triangles wind counter-clockwise in a y-up world, so clockwise on a y-down screen.
    """
    corners = points[triangles]
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    keep = area < -1e-9 if cull else np.abs(area) > 1e-9
    low = np.clip(np.floor(corners[:, :, :2].min(1)).astype(int), 0, [width, height])
    high = np.clip(np.ceil(corners[:, :, :2].max(1)).astype(int), 0, [width, height])
    size = np.where(keep[:, None], high - low, 0)
    count = size[:, 0] * size[:, 1]
    owner = np.repeat(np.arange(len(triangles)), count)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    x = low[owner, 0] + within % np.maximum(size[owner, 0], 1)
    y = low[owner, 1] + within // np.maximum(size[owner, 0], 1)
    px, py = x + 0.5, y + 0.5
    A, B, C = a[owner], b[owner], c[owner]
    w0 = ((B[:, 0] - px) * (C[:, 1] - py) - (B[:, 1] - py) * (C[:, 0] - px)) / area[owner]
    w1 = ((C[:, 0] - px) * (A[:, 1] - py) - (C[:, 1] - py) * (A[:, 0] - px)) / area[owner]
    w2 = 1 - w0 - w1
    inside = (w0 >= -1e-7) & (w1 >= -1e-7) & (w2 >= -1e-7)
    owner, x, y = owner[inside], x[inside], y[inside]
    weights = np.stack([w0, w1, w2], 1)[inside]
    depth = (weights * points[triangles[owner], 2]).sum(1)
    order = np.argsort(depth, kind="stable")  # the nearest is written last
    pixel = (y * width + x)[order]
    index = np.full(width * height, -1)
    bary = np.zeros((width * height, 3))
    index[pixel] = owner[order]
    bary[pixel] = weights[order]
    return index.reshape(height, width), bary.reshape(height, width, 3)


def vertex_normals(points, triangles):
    a, b, c = (points[triangles[:, i]] for i in range(3))
    face = np.cross(b - a, c - a)
    normals = np.zeros_like(points)
    for i in range(3):
        for axis in range(3):
            normals[:, axis] += np.bincount(triangles[:, i], face[:, axis], len(points))
    return normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)


def yaw_pitch(yaw_degrees, pitch_degrees=0.0):
    yaw, pitch = np.radians([yaw_degrees, pitch_degrees])
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    return about_x @ about_y


def project(points, rotation, width, height, mm_per_pixel, centre, distance=1200.0):
    """Perspective camera `distance` mm in front of `centre`; scale exact at that depth."""
    p = (points - centre) @ rotation.T
    factor = distance / (distance - p[:, 2]) / mm_per_pixel
    return np.stack([width / 2 + p[:, 0] * factor, height / 2 - p[:, 1] * factor, p[:, 2]], 1)


LIGHT = np.array([0.25, 0.45, 0.86]) / np.linalg.norm([0.25, 0.45, 0.86])


def render(points, triangles, colours, rotation=np.eye(3), width=512, height=512, mm_per_pixel=0.5,
           centre=np.zeros(3), background=(0.16, 0.17, 0.19), ambient=0.55, supersample=2, shade=True):
    """colours [V,3] sRGB 0..1. Returns uint8 [H,W,3]."""
    s = supersample
    screen = project(points, rotation, width * s, height * s, mm_per_pixel / s, centre)
    index, bary = rasterize(screen, triangles, width * s, height * s)
    hit = index >= 0
    corner = triangles[index[hit]]
    weight = bary[hit][:, :, None]
    image = np.empty((height * s, width * s, 3))
    image[:] = np.array(background) ** 2.2
    colour = (np.clip(colours, 0, 1)[corner] * weight).sum(1) ** 2.2
    if shade:
        normal = (vertex_normals(points, triangles)[corner] * weight).sum(1) @ rotation.T
        colour = colour * (ambient + (1 - ambient) * np.maximum(normal @ LIGHT, 0))[:, None]
    image[hit] = colour
    image = image.reshape(height, s, width, s, 3).mean((1, 3))
    return (np.clip(image, 0, 1) ** (1 / 2.2) * 255 + 0.5).astype(np.uint8)
