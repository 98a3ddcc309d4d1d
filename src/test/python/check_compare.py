"""Re-computes the figures of `quantoscope compare` from the files, with the formats' own readers and numpy.

    pip install numpy==2.4.6 safetensors==0.8.0 gguf==0.19.0
    python src/test/python/check_compare.py A B [--launcher FILE] [--bins N]

A and B are each a folder of safetensors, plain or quantized as compressed-tensors, GPTQ or AWQ, a GGUF file of the Llama
family, or a state dict of PyTorch (.bin, .pt, or a folder with pytorch_model.bin). Values come from the packages safetensors,
gguf (its `dequantize`) and torch; codes are unpacked here, rows of q and k are put back in Hugging Face order here. NMSE, SQNR, max |b-a|, cosine and
weight KL must agree to 1e-9, `identical` and the lists of names exactly. Exit code 1 where anything differs.
"""

import argparse
import json
import math
import re
import subprocess
import sys
from pathlib import Path

import gguf
import numpy as np
from safetensors import safe_open

ROOT = Path(__file__).resolve().parents[3]
NAMES = {
    "attn_norm": "input_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_norm": "post_attention_layernorm",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
OUTSIDE = {
    "token_embd.weight": "model.embed_tokens.weight",
    "output_norm.weight": "model.norm.weight",
    "output.weight": "lm_head.weight",
}


def canonical(name):
    block = re.fullmatch(r"blk\.(\d+)\.(\w+)\.(weight|bias)", name)
    if block and block.group(2) in NAMES:
        return f"model.layers.{block.group(1)}.{NAMES[block.group(2)]}.{block.group(3)}"
    return OUTSIDE.get(name, name)


def of_gguf(path):
    reader = gguf.GGUFReader(path)
    fields = {name: field.contents() for name, field in reader.fields.items()}
    arch = fields["general.architecture"]
    heads = fields[f"{arch}.attention.head_count"]
    turned = {"attn_q": heads, "attn_k": fields.get(f"{arch}.attention.head_count_kv", heads)}
    for tensor in reader.tensors:
        w = gguf.dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        w = w.reshape([int(n) for n in tensor.shape][::-1])
        part = tensor.name.split(".")[2] if tensor.name.startswith("blk.") else ""
        if arch == "llama" and part in turned:
            n = turned[part]
            w = w.reshape(n, w.shape[0] // n // 2, 2, *w.shape[1:]).swapaxes(1, 2).reshape(w.shape)
        yield canonical(tensor.name), w


def of_folder(path):
    for file in sorted(Path(path).glob("*.safetensors")):
        header = file.read_bytes()
        length = int.from_bytes(header[:8], "little")
        entries = json.loads(header[8 : 8 + length])
        with safe_open(file, framework="np") as f:
            for name in f.keys():
                if entries[name]["dtype"] == "BF16":  # numpy has none
                    begin, end = entries[name]["data_offsets"]
                    bits = np.frombuffer(header, "<u2", (end - begin) // 2, 8 + length + begin)
                    w = (bits.astype(np.uint32) << 16).view(np.float32).reshape(entries[name]["shape"])
                else:
                    w = f.get_tensor(name).astype(np.float32)
                yield name, w


def of_pickle(path):
    import torch

    for name, w in torch.load(path, weights_only=True).items():
        yield name, w.float().numpy()


def codes_of(words, bits, count):
    """Words along the last axis, a little-endian stream of bits -> codes."""
    single = (words.view(np.uint32)[..., None] >> np.arange(32, dtype=np.uint32)) & 1
    single = single.reshape(*words.shape[:-1], -1)[..., : count * bits].reshape(*words.shape[:-1], count, bits)
    return (single << np.arange(bits)).sum(axis=-1).astype(np.int64)


AWQ_ORDER = [0, 2, 4, 6, 1, 3, 5, 7]


def awq_codes(words):
    found = codes_of(words, 4, words.shape[-1] * 8).reshape(*words.shape, 8)
    out = np.empty_like(found)
    out[..., AWQ_ORDER] = found
    return out.reshape(words.shape[0], -1)


def compressed(parts):
    rows, columns = (int(n) for n in parts["weight_shape"])
    scale = parts["weight_scale"]
    bits = parts["weight_packed"].shape[1] * 32 // columns
    q = codes_of(parts["weight_packed"], bits, columns)
    zero = np.full(scale.shape, 1 << (bits - 1))
    if "weight_zero_point" in parts:
        zero = codes_of(np.ascontiguousarray(parts["weight_zero_point"].T), bits, rows).T
    each = columns // scale.shape[1]
    return (q - zero.repeat(each, axis=1)).astype(np.float32) * scale.repeat(each, axis=1)


def gptq(parts, stored_true_zeros):
    words, rows = parts["qweight"].shape
    groups = parts["g_idx"]
    bits = words * 32 // len(groups)
    q = codes_of(np.ascontiguousarray(parts["qweight"].T), bits, len(groups)).T
    zero = codes_of(parts["qzeros"], bits, rows) + (0 if stored_true_zeros else 1)
    return ((q - zero[groups]).astype(np.float32) * parts["scales"][groups]).T


def awq(parts):
    q, zero = awq_codes(parts["qweight"]), awq_codes(parts["qzeros"])
    each = q.shape[0] // zero.shape[0]
    return ((q - zero.repeat(each, axis=0)).astype(np.float32) * parts["scales"].repeat(each, axis=0)).T


def of_codes(path, settings):
    """A quantized folder as the values that its codes stand for, by the names of the weights."""
    arrays = {}
    for file in sorted(Path(path).glob("*.safetensors")):
        with safe_open(file, framework="pt") as f:
            for name in f.keys():
                w = f.get_tensor(name)
                arrays[name] = w.float().numpy() if w.is_floating_point() else w.numpy()
    method = settings["quant_method"]
    last = ".weight_packed" if method == "compressed-tensors" else ".qweight"
    modules = [name.removesuffix(last) for name in arrays if name.endswith(last)]
    for module in modules:
        parts = {name[len(module) + 1 :]: w for name, w in arrays.items() if name.rpartition(".")[0] == module}
        parts.pop("bias", None)
        for part in parts:
            del arrays[f"{module}.{part}"]
        if method == "compressed-tensors":
            w = compressed(parts)
        elif method == "gptq":
            w = gptq(parts, settings.get("checkpoint_format") == "gptq_v2")
        else:
            w = awq(parts)
        yield module + ".weight", np.ascontiguousarray(w)
    yield from arrays.items()


def tensors(path):
    path = Path(path)
    if path.suffix == ".gguf":
        return dict(of_gguf(path))
    if path.suffix in (".bin", ".pt") or (path / "pytorch_model.bin").exists():
        return dict(of_pickle(path / "pytorch_model.bin" if path.is_dir() else path))
    config = path / "config.json"
    settings = json.loads(config.read_text()).get("quantization_config") if config.exists() else None
    return dict(of_codes(path, settings) if settings else of_folder(path))


def histogram(w, low, high, bins):
    edges = low + np.arange(bins) * ((high - low) / bins)
    index = np.searchsorted(edges, w.ravel().astype(np.float64), side="right") - 1
    return np.bincount(np.clip(index, 0, bins - 1), minlength=bins)


def measures(a, b, bins):
    x, y = a.astype(np.float64).ravel(), b.astype(np.float64).ravel()
    error, energy = ((y - x) ** 2).sum(), (x * x).sum()
    low, high = float(a.min()), float(a.max())
    bins = bins if low < high else 1
    p, q = (histogram(w, low, high, bins) + 0.5 for w in (a, b))
    p, q = p / p.sum(), q / q.sum()
    nmse = error / energy if error else 0.0
    return {
        "nmse": nmse,
        "sqnrDb": -10 * math.log10(nmse) if nmse else None,
        "maxAbsError": float(abs(y - x).max()),
        "cosine": float(x @ y / math.sqrt(energy * (y @ y))),
        "weightKl": float((p * np.log(p / q)).sum()),
    }


def near(ours, expected):
    if ours is None or expected is None:
        return ours is expected
    return abs(ours - expected) <= max(1e-12, 1e-9 * abs(expected))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("--launcher", default=ROOT / "target/quantoscope/bin/quantoscope")
    parser.add_argument("--bins", default=512, type=int)
    args = parser.parse_args()
    command = [args.launcher, "compare", args.a, args.b, "--bins", args.bins, "--json", "-"]
    report = json.loads(subprocess.run([str(c) for c in command], check=True, stdout=subprocess.PIPE).stdout)
    a, b = tensors(args.a), tensors(args.b)
    wrong = []
    figures = 0
    error = energy = 0.0

    def expect(what, same, *values):
        nonlocal figures
        figures += 1
        if not same:
            wrong.append(f"{what}: {values}")

    expect("only in A", sorted(canonical(t["name"]) for t in report["onlyInA"]) == sorted(n for n in a if n not in b))
    expect("only in B", sorted(canonical(t["name"]) for t in report["onlyInB"]) == sorted(n for n in b if n not in a))
    expect("pairs", sorted(t["name"] for t in report["tensors"]) == sorted(n for n in a if n in b))
    for tensor in report["tensors"]:
        name = tensor["name"]
        expect(name + " shapes", tensor["measured"] == (a[name].shape == b[name].shape))
        if not tensor["measured"]:
            continue
        expect(name + " identical", tensor["identical"] == (a[name].tobytes() == b[name].tobytes()))
        expected = measures(a[name], b[name], args.bins)
        for key, value in expected.items():
            expect(f"{name} {key}", near(tensor[key], value), tensor[key], value)
        d = b[name].astype(np.float64) - a[name]
        error += (d * d).sum()
        energy += (a[name].astype(np.float64) ** 2).sum()
    expect("total nmse", near(report["totals"]["nmse"], error / energy), report["totals"]["nmse"], error / energy)
    print(f"{args.a} {args.b}: {len(report['tensors'])} tensors, {figures} figures, {len(wrong)} mismatches")
    for line in wrong[:50]:
        print("MISMATCH", line)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
