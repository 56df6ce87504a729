"""Draws a textured face and what stands around it, lit by spherical harmonics: the scene of
assets/samples/generate/render-scene.ts, in numba, a hundred times as often.
"""

import math

import numba
import numpy as np

AMBIENT = 0.8
A0, A1, A2 = math.pi, 2 * math.pi / math.sqrt(3), 2 * math.pi / math.sqrt(8)
Y0 = A0 / math.sqrt(4 * math.pi)
Y1 = A1 * math.sqrt(3) / math.sqrt(4 * math.pi)
Y2 = A2 * 3 * math.sqrt(5) / math.sqrt(12 * math.pi)
Y20 = 0.5 * Y2 / math.sqrt(3)


@numba.njit(cache=True, fastmath=True)
def normals_of(vertices, triangles):
    """[V,3] area-weighted unit normals."""
    out = np.zeros_like(vertices)
    for t in range(len(triangles)):
        i, j, k = triangles[t]
        ax, ay, az = vertices[j, 0] - vertices[i, 0], vertices[j, 1] - vertices[i, 1], vertices[j, 2] - vertices[i, 2]
        bx, by, bz = vertices[k, 0] - vertices[i, 0], vertices[k, 1] - vertices[i, 1], vertices[k, 2] - vertices[i, 2]
        x, y, z = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
        for v in (i, j, k):
            out[v, 0] += x
            out[v, 1] += y
            out[v, 2] += z
    for v in range(len(out)):
        s = 1 / (math.sqrt(out[v, 0] ** 2 + out[v, 1] ** 2 + out[v, 2] ** 2) + 1e-12)
        out[v] *= s
    return out


@numba.njit(cache=True, fastmath=True)
def draw(vertices, normals, triangles, two_sided, focal, size, textured, uv, texture, colours, light, picture):
    """Into picture [size,size,3] float32 0..255. vertices in camera space (z negative before it), normals too; the first
    `textured` triangles take their colour from texture [S,S,3] uint8 at uv [.,2], the others from colours [V,3] 0..1;
    triangles from `two_sided` on show their backs. Light [27]."""
    n = len(vertices)
    place = np.empty((n, 2), np.float32)
    near = np.empty(n, np.float32)
    for v in range(n):
        near[v] = -1 / vertices[v, 2]
        place[v, 0] = size / 2 + focal * vertices[v, 0] * near[v]
        place[v, 1] = size / 2 - focal * vertices[v, 1] * near[v]
    depth = np.zeros((size, size), np.float32)
    seen = np.full((size, size), -1, np.int32)
    first = np.empty((size, size), np.float32)
    second = np.empty((size, size), np.float32)
    for t in range(len(triangles)):
        i, j, k = triangles[t]
        x0, y0, x1, y1, x2, y2 = place[i, 0], place[i, 1], place[j, 0], place[j, 1], place[k, 0], place[k, 1]
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        if area == 0 or (area > 0 and t < two_sided) or near[i] <= 0 or near[j] <= 0 or near[k] <= 0:
            continue
        left, right = max(0, math.ceil(min(x0, x1, x2) - 0.5)), min(size - 1, math.floor(max(x0, x1, x2) - 0.5))
        top, bottom = max(0, math.ceil(min(y0, y1, y2) - 0.5)), min(size - 1, math.floor(max(y0, y1, y2) - 0.5))
        inverse = 1 / area
        for y in range(top, bottom + 1):
            py = y + 0.5
            for x in range(left, right + 1):
                px = x + 0.5
                a = ((x1 - px) * (y2 - py) - (x2 - px) * (y1 - py)) * inverse
                b = ((x2 - px) * (y0 - py) - (x0 - px) * (y2 - py)) * inverse
                c = 1 - a - b
                if a < 0 or b < 0 or c < 0:
                    continue
                q = a * near[i] + b * near[j] + c * near[k]
                if q > depth[y, x]:
                    depth[y, x] = q
                    seen[y, x] = t
                    first[y, x] = a * near[i] / q
                    second[y, x] = b * near[j] / q
    last = texture.shape[0] - 1
    for y in range(size):
        for x in range(size):
            t = seen[y, x]
            if t < 0:
                continue
            i, j, k = triangles[t]
            a, b = first[y, x], second[y, x]
            c = 1 - a - b
            nx = a * normals[i, 0] + b * normals[j, 0] + c * normals[k, 0]
            ny = a * normals[i, 1] + b * normals[j, 1] + c * normals[k, 1]
            nz = a * normals[i, 2] + b * normals[j, 2] + c * normals[k, 2]
            s = 1 / (math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-9)
            nx, ny, nz = nx * s, ny * s, nz * s
            u = v = 0.0
            if t < textured:
                u = (a * uv[i, 0] + b * uv[j, 0] + c * uv[k, 0]) * (last + 1) - 0.5
                v = (1 - (a * uv[i, 1] + b * uv[j, 1] + c * uv[k, 1])) * (last + 1) - 0.5
                u, v = min(max(u, 0.0), last - 1e-3), min(max(v, 0.0), last - 1e-3)
            iu, iv = int(u), int(v)
            wu, wv = u - iu, v - iv
            for e in range(3):
                if t < textured:
                    colour = (
                        (texture[iv, iu, e] * (1 - wu) + texture[iv, iu + 1, e] * wu) * (1 - wv)
                        + (texture[iv + 1, iu, e] * (1 - wu) + texture[iv + 1, iu + 1, e] * wu) * wv
                    ) / 255
                else:
                    colour = a * colours[i, e] + b * colours[j, e] + c * colours[k, e]
                l = light[9 * e : 9 * e + 9]
                shade = (
                    (l[0] + AMBIENT) * Y0
                    - l[1] * Y1 * ny
                    + l[2] * Y1 * nz
                    - l[3] * Y1 * nx
                    + l[4] * Y2 * nx * ny
                    - l[5] * Y2 * ny * nz
                    + l[6] * Y20 * (3 * nz * nz - 1)
                    - l[7] * Y2 * nx * nz
                    + l[8] * 0.5 * Y2 * (nx * nx - ny * ny)
                )
                picture[y, x, e] = 255 * min(1.0, max(0.0, colour * shade))
