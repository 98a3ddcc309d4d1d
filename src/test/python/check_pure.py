"""Byte identity with llama-quantize --pure: every tensor of a model in every type that both write.

    python check_pure.py QUANTOSCOPE LLAMA_QUANTIZE MODEL SCRATCH

QUANTOSCOPE is bin/quantoscope of a built folder, LLAMA_QUANTIZE llama.cpp's program, MODEL a Hugging Face folder or a
GGUF file.
llama-quantize starts from our own F32 export. Needs Python only. Exits with 1 if any tensor differs.
"""

import os
import struct
import subprocess
import sys

TYPES = ["q4_0", "q4_1", "q5_0", "q5_1", "q8_0", "f16", "bf16", "f32"]
BLOCKS = {0: (1, 4), 1: (1, 2), 30: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34)}
SCALARS = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}


def tensors(path):
    """Name -> (type, dimensions, bytes)."""
    data = open(path, "rb").read()
    at = 24
    assert data[:4] == b"GGUF"
    count, keys = struct.unpack_from("<qq", data, 8)

    def text():
        nonlocal at
        (size,) = struct.unpack_from("<Q", data, at)
        at += 8 + size
        return data[at - size : at].decode()

    def skip(kind):
        nonlocal at
        if kind == 8:
            text()
        elif kind == 9:
            element, size = struct.unpack_from("<IQ", data, at)
            at += 12
            for _ in range(size):
                skip(element)
        else:
            at += SCALARS[kind]

    for _ in range(keys):
        text()
        (kind,) = struct.unpack_from("<I", data, at)
        at += 4
        skip(kind)
    infos = []
    for _ in range(count):
        name = text()
        (rank,) = struct.unpack_from("<I", data, at)
        sizes = struct.unpack_from(f"<{rank}Q", data, at + 4)
        kind, offset = struct.unpack_from("<IQ", data, at + 4 + 8 * rank)
        at += 16 + 8 * rank
        infos.append((name, sizes, kind, offset))
    begin = (at + 31) // 32 * 32
    found = {}
    for name, sizes, kind, offset in infos:
        elements = 1
        for size in sizes:
            elements *= size
        weights, size = BLOCKS[kind]
        length = elements // weights * size
        found[name] = (kind, sizes, data[begin + offset : begin + offset + length])
    return found


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main(quantoscope, llama_quantize, model, scratch):
    os.makedirs(scratch, exist_ok=True)
    source, theirs, ours = (os.path.join(scratch, name + ".gguf") for name in ("source", "theirs", "ours"))
    bad = 0
    for path in (source, theirs, ours):
        if os.path.exists(path):
            os.remove(path)
    run(quantoscope, "quantize", model, "-o", source, "--format", "gguf", "--type", "f32")
    for kind in TYPES:
        run(llama_quantize, "--pure", source, theirs, kind)
        run(quantoscope, "quantize", model, "-o", ours, "--format", "gguf", "--type", kind)
        expected, found = tensors(theirs), tensors(ours)
        differ = [name for name in expected if found.get(name) != expected[name]]
        differ += [name for name in found if name not in expected]
        bad += len(differ)
        print(f"{kind:5} {len(expected)} tensors, {sum(len(t[2]) for t in expected.values())} bytes: {len(differ)} differ", *differ[:3])
        os.remove(theirs)
        os.remove(ours)
    os.remove(source)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
