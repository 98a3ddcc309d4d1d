"""Restores every tensor of a Quantoscope package, bit for bit, as {name: array}: restore_package.py FOLDER OUT.npz"""
import json, pathlib, sys, numpy as np
TYPES = dict(F64="<f8", F32="<f4", F16="<f2", C64="<c8", I64="<i8", I32="<i4", I16="<i2", I8="i1", U64="<u8", U32="<u4", U16="<u2", U8="u1", BOOL="?")
def numbers(stream, width, count):  # `count` unsigned numbers of `width` bits, lowest bit first
    return np.unpackbits(stream, count=width * count, bitorder="little").reshape(count, width) @ (1 << np.arange(width))
def places(t, part, rows, cols, g):  # of the salient weights, counted row by row
    if t["places"] == "rice":
        ones = np.flatnonzero(np.unpackbits(part("salient_unary"), bitorder="little"))[: t["salient"]]
        low = numbers(part("salient_remainders"), t["rice"], t["salient"]) if t["rice"] else 0
        return np.cumsum((np.diff(ones, prepend=-1) - 1 << t["rice"]) + low + 1) - 1
    if t["places"] == "lists":
        starts = (np.arange(rows)[:, None] * cols + np.arange(0, cols, g)).ravel()
        counts = numbers(part("salient_counts"), g.bit_length(), len(starts))
        return np.repeat(starts, counts) + numbers(part("salient_indices"), (g - 1).bit_length(), t["salient"])
    return np.flatnonzero(np.unpackbits(part("salient_bitmap"), bitorder="little")) if t["salient"] else np.arange(0)
def restore(t, part):
    spec, cols = t["spec"], (t["shape"][:1] if t["transposed"] else [1, *t["shape"]])[-1]
    rows, bits, g = int(np.prod(t["shape"])) // cols, spec["bits"], cols if spec["group-size"] == "row" else spec["group-size"]
    codes = part("codes")[: rows * -(-cols * bits // 8)].reshape(rows, -1)  # each row starts on a byte
    codes = np.concatenate([numbers(row, bits, cols) for row in codes])
    salient, wide = places(t, part, rows, cols, g), bits if spec["salient-bits"] == "same" else spec["salient-bits"]
    if wide > bits and len(salient): codes[salient] |= numbers(part("salient_high"), wide - bits, len(salient)) << bits
    plain, values, scope = np.delete(np.arange(rows * cols), salient), np.empty(rows * cols, "<f4"), cols if spec["salient-scope"] == "row" else g
    for prefix, at, width, size in ("", plain, bits, g), ("salient_", salient, wide, scope):
        if len(at) == 0: continue  # an empty class stores nothing, nor does a group without members of it
        entry = np.unique(at // cols * -(-cols // size) + at % cols // size, return_inverse=True)[1]
        scheme, half, q, sign = spec["scheme"], 1 << width - 1, codes[at], np.float32(1)
        if prefix and spec["salient-grid"] == "lobes": scheme, sign, q = "affine", np.where(q & half, -sign, sign), q & half - 1
        q = q - (half if scheme == "symmetric" else part(prefix + "zero")[entry].astype(int) if scheme == "zero-point" else 0)
        offset = part(prefix + "offset").astype("<f4")[entry] if scheme == "affine" else np.float32(0)
        values[at] = sign * (q.astype("<f4") * part(prefix + "scale").astype("<f4")[entry] + offset)
    return values.reshape(t["shape"][::-1]).T if t["transposed"] else values.reshape(t["shape"])
def load(file, used):
    data = file.read_bytes(); start = 8 + int.from_bytes(data[:8], "little"); header = json.loads(data[8:start])
    def part(key):  # bfloat16 as float32, types that numpy lacks as bytes
        raw = data[start + header[key]["data_offsets"][0] : start + header[key]["data_offsets"][1]]; used.add(key)
        return (np.frombuffer(raw, "<u2").astype("<u4") << 16).view("<f4") if header[key]["dtype"] == "BF16" else np.frombuffer(raw, TYPES.get(header[key]["dtype"], "u1"))
    tensors = {n: restore(t, lambda s: part(f"{n}.{s}")) for n, t in json.loads(header.pop("__metadata__")["quantoscope.tensors"]).items()}
    return tensors | {k: part(k).reshape(header[k]["shape"] if header[k]["dtype"] in [*TYPES, "BF16"] else -1) for k in header.keys() - used}
if __name__ == "__main__": np.savez(sys.argv[2], **{k: v for f in sorted(pathlib.Path(sys.argv[1]).glob("*.safetensors")) for k, v in load(f, set()).items()})
