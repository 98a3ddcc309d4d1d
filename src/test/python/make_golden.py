"""Writes src/test/resources/golden/quant from reference.py. Run: python src/test/python/make_golden.py"""

import json
import struct
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

import reference as ref

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "src/test/resources/golden/quant"
F32 = np.float32


def inputs():
    """name -> (stored dtype, values as float32, exactly representable in that dtype)."""
    gpt2 = ref.read_checkpoint(ROOT / "samples/gpt2-attention")
    stories = ref.read_checkpoint(ROOT / "samples/stories260k")
    proj = gpt2["h.11.attn.proj.weight"][1]
    r, c = np.unravel_index(np.argmax(np.abs(proj)), proj.shape)
    r0, c0 = min(max(r - 2, 0), 768 - 5), min(max(c - 100, 0), 768 - 256)
    rng = np.random.default_rng(20260101)
    t = lambda rows, cols: (rng.standard_t(3, (rows, cols)) * 0.05).astype(F32)
    half = lambda a: a.astype(np.float16).astype(F32)
    brain = lambda a: ref.stored(a, "bf16")
    specials = t(3, 40)
    specials[0, :6] = [0.0, -0.0, 1e-40, -1e-40, 1e-45, 1.5]
    yield "gpt2-proj-outlier", "F32", proj[r0 : r0 + 5, c0 : c0 + 256]
    yield "gpt2-query", "F32", gpt2["h.0.attn.query.weight"][1][64:67, 100:320]
    yield "stories-down", "F32", stories["model.layers.1.mlp.down_proj.weight"][1][7:11]
    yield "student-t", "F32", t(4, 160)
    yield "odd-7x37", "F32", t(7, 37)
    yield "wide-bf16", "BF16", brain(t(3, 300))
    yield "wide-f16", "F16", half(t(3, 300))
    yield "wide-f32", "F32", t(2, 300)
    yield "ties", "F32", rng.choice(np.array([-0.5, -0.25, 0.25, 0.5, 0.125, 0], F32), (4, 64))
    yield "constant", "F32", np.full((2, 40), 0.3, F32)
    yield "zeros", "F32", np.zeros((2, 33), F32)
    yield "tiny", "F32", (t(3, 48) * F32(2e-7)).astype(F32)
    yield "small", "F32", (t(3, 48) * F32(1e-4)).astype(F32)
    yield "large", "F32", (t(3, 48) * F32(2e5)).astype(F32)
    yield "huge", "F32", (t(3, 48) * F32(1e30)).astype(F32)
    yield "positive", "F32", (np.abs(t(3, 70)) + F32(0.1)).astype(F32)
    yield "negative", "F32", (-np.abs(t(3, 70)) - F32(3)).astype(F32)
    yield "column", "F32", t(40, 1)
    yield "row", "F32", t(1, 70)
    yield "specials", "F32", specials


def every():
    """Specs that every input goes through."""
    yield ref.preset("adpq", 4)
    yield ref.preset("adpq-compact", 4)
    yield ref.preset("rtn-clip", 3)
    yield ref.Spec(bits=3, group=32, alpha=0.05, clip=0.9, fit="least-squares", scheme="symmetric")
    yield ref.Spec(bits=5, group=16, alpha=0.1, scheme="zero-point", salient_scope="row")


def real():
    """Specs for the crops of real matrices and the student-t."""
    yield ref.preset("adpq", 3)
    yield ref.preset("adpq-compact", 3)
    yield ref.preset("adpq-compact", 6, params="f32")
    yield ref.preset("rtn", 8)
    yield ref.preset("adpq", 2, group=64, clip=0.9, salient_grid="lobes")
    yield ref.Spec(bits=4, group=64, alpha=0.02, fit="best", clip=0.7, salient_bits=6)
    yield ref.Spec(bits=5, group=256, alpha=0.2, scheme="symmetric", salient_grid="lobes")
    yield ref.Spec(bits=4, group=32, alpha=0.03, scheme="zero-point", fit="least-squares")
    yield ref.Spec(bits=6, group=128, alpha=0.001, params="bf16", fit="least-squares")


def some():
    """Further specs, dealt out in turn to the inputs."""
    yield ref.preset("adpq-compact", 2, params="bf16")
    yield ref.preset("adpq-compact", 8, salient_bits=8)
    yield ref.preset("rtn", 2, group="row")
    yield ref.Spec(bits=2, group=16, alpha=0.15, fit="best", scheme="symmetric")
    yield ref.Spec(bits=3, group="row", alpha=0.05, clip=0.5, scheme="zero-point", params="f32")
    yield ref.Spec(
        bits=4, group=16, alpha=0.08, salient_fit="least-squares", salient_grid="lobes", clip=0.95
    )
    yield ref.Spec(bits=3, group=64, alpha=0.12, salient_fit="best", salient_scope="row")
    yield ref.Spec(bits=8, group=32, alpha=0.2, salient_grid="lobes", scheme="zero-point")
    yield ref.Spec(bits=5, group=64, alpha=0.07, salient_bits=3, fit="least-squares", params="f32")
    yield ref.Spec(bits=6, group=256, alpha=0.29, salient_scope="row", params="bf16")
    yield ref.Spec(
        bits=2, group=32, alpha=0.04, salient_grid="lobes", salient_bits=2, fit="best", params="f32"
    )
    yield ref.Spec(bits=4, group="row", alpha=0.0, fit="least-squares", scheme="symmetric")
    yield ref.Spec(
        bits=3, group=128, alpha=0.06, scheme="symmetric", salient_bits=5, salient_fit="best"
    )


def cases():
    further = [s if s.alpha <= 0.2 else replace(s, alpha=0.19) for s in some()]
    at = 0
    for i, (name, _, _) in enumerate(inputs()):
        specs = list(every()) + (list(real()) if i < 4 else [])
        for _ in range(3):
            specs.append(further[at % len(further)])
            at += 1
        for spec in specs:
            wide = i >= 9 and spec.params == "f16" and name in ("large", "huge")
            yield name, spec
            if wide:
                yield name, replace(spec, params="bf16")


def write_safetensors(path, tensors):
    """tensors: name -> (dtype, shape, bytes)."""
    header, data = {}, b""
    for name, (dtype, shape, raw) in tensors.items():
        header[name] = {
            "dtype": dtype,
            "shape": list(shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def raw(dtype, a):
    if dtype == "F16":
        return a.astype("<f2").tobytes()
    if dtype == "BF16":
        return (a.astype("<f4").view(np.uint32) >> 16).astype("<u2").tobytes()
    return a.astype("<f4").tobytes()


def number(x):
    return x if np.isfinite(x) else repr(x)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    source = {}
    for name, dtype, a in inputs():
        a = np.ascontiguousarray(a, F32)
        source[name] = (dtype, a)
    write_safetensors(
        OUT / "inputs.safetensors", {n: (d, a.shape, raw(d, a)) for n, (d, a) in source.items()}
    )
    listed, tensors = [], {}
    for i, (name, spec) in enumerate(cases()):
        w = source[name][1]
        bins = (64, 100, 512)[2 if i % 16 == 0 else i % 2]
        fields = {k.replace("_", "-"): v for k, v in asdict(spec).items() if k != "rounds"}
        fields["group-size"] = fields.pop("group")
        fields["salient-bits"] = fields["salient-bits"] or "same"
        case = {"id": f"{i:03d}", "input": name, "bins": bins, "spec": fields}
        listed.append(case)
        try:
            r = ref.analyze(w, spec, bins)
        except OverflowError:
            case["overflow"] = True
            continue
        z = r.pop("quantized")
        before, after = r.pop("histogramBefore"), r.pop("histogramAfter")
        del r["bitsFormula"]
        case["figures"] = {k: number(v) for k, v in r.items()}
        n = case["id"]
        tensors[n + ".codes"] = ("U8", w.shape, ref.unsigned_codes(w, z).tobytes())
        tensors[n + ".values"] = ("F32", w.shape, raw("F32", z.values))
        counts = np.stack([before, after]).astype("<u2")
        tensors[n + ".counts"] = ("U16", counts.shape, counts.tobytes())
    write_safetensors(OUT / "expected.safetensors", tensors)
    lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in listed)
    (OUT / "cases.json").write_text("[\n" + lines + "\n]\n")
    print(len(listed), "cases,", sum("overflow" in c for c in listed), "overflows;", len(source), "inputs")


if __name__ == "__main__":
    main()
