"""Writes and reads the morphable model file: magic, JSON header, 64-byte aligned little-endian tensors."""

import json
import struct

import numpy as np

MAGIC = b"FACETMM1"
ALIGN = 64


def write_ffm(path, header, tensors):
    """header: the fields beside `tensors`; tensors: name -> array of float32/int16/uint8/uint16/uint32."""
    offset, table = 0, {}
    for name, array in tensors.items():
        assert array.dtype.name in ("float32", "int16", "uint8", "uint16", "uint32"), (name, array.dtype)
        table[name] = {"dtype": array.dtype.name, "shape": list(array.shape), "offset": offset}
        offset += -(-array.nbytes // ALIGN) * ALIGN
    text = json.dumps({**header, "tensors": table}).encode()
    text += b" " * (-(12 + len(text)) % ALIGN)
    with open(path, "wb") as file:
        file.write(MAGIC + struct.pack("<I", len(text)) + text)
        for array in tensors.values():
            data = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()
            file.write(data + b"\0" * (-len(data) % ALIGN))


def read_ffm(path):
    """(header, name -> array); basis tensors stay quantised, see `basis`."""
    data = open(path, "rb").read()
    assert data[:8] == MAGIC, "not a morphable model file"
    (length,) = struct.unpack("<I", data[8:12])
    header = json.loads(data[12 : 12 + length])
    start, tensors = 12 + length, {}
    for name, entry in header["tensors"].items():
        count = int(np.prod(entry["shape"]))
        tensors[name] = np.frombuffer(data, entry["dtype"], count, start + entry["offset"]).reshape(entry["shape"])
    return header, tensors


def quantise(modes):
    """[K,V,3] -> int16 [K,V,3], float32 [K] with modes ~ int16 * scale."""
    scale = (np.abs(modes).reshape(len(modes), -1).max(1) / 32767).astype(np.float32)
    scale[scale == 0] = 1
    return np.round(modes / scale[:, None, None]).astype(np.int16), scale


def basis(tensors, name):
    """Dequantised modes [K,V,3] of `identity`, `expression` or `albedo`."""
    return tensors[name].astype(np.float32) * tensors[name + "Scale"][:, None, None]
