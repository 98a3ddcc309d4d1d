"""Activations of the sample model a second time: a naive forward pass in numpy, float64.

    python src/test/python/make_activations_golden.py

Writes src/test/resources/calibration/activations.json, which ActivationsGoldenTest reads: of every
matrix, trace and two elements of S = sum x x^T, mean |x|, how far S is from b I, and the forward
error of plain rounding to 3 bit in groups of 32 (reference.py).
"""

import json
from pathlib import Path

import numpy as np

import reference

ROOT = Path(__file__).resolve().parents[3]
MODEL = ROOT / "samples/stories260k"
LAYERS, HEADS, KV_HEADS, SIZE, EPS, THETA = 5, 8, 4, 8, 1e-5, 10000.0
WINDOWS = [
    [1, 403, 407, 261, 378, 432, 266, 421, 409, 395, 298, 317, 276, 443, 299, 411],
    [1] + [(37 * i * i + 11 * i) % 509 + 3 for i in range(47)],
    [1] + [(53 * i) % 509 + 3 for i in range(300)],
]


def norm(x, w):
    return x / np.sqrt((x * x).mean(axis=1, keepdims=True) + EPS) * w


def turned(x):
    half = SIZE // 2
    frequency = THETA ** (-np.arange(half) / half)
    angle = np.arange(len(x))[:, None, None] * frequency
    a, b = x[..., :half], x[..., half:]
    cos, sin = np.cos(angle), np.sin(angle)
    return np.concatenate([a * cos - b * sin, b * cos + a * sin], axis=-1)


def run(weights, ids, seen):
    x = weights["model.embed_tokens.weight"][ids]
    count = len(ids)
    mask = np.triu(np.full((count, count), -np.inf), 1)
    for layer in range(LAYERS):
        name = f"model.layers.{layer}."
        get = lambda part: weights[name + part + ".weight"]

        def linear(part, inputs):
            seen.setdefault(name + part + ".weight", []).append(inputs)
            return inputs @ get(part).T

        h = norm(x, get("input_layernorm"))
        q = turned(linear("self_attn.q_proj", h).reshape(count, HEADS, SIZE))
        k = turned(linear("self_attn.k_proj", h).reshape(count, KV_HEADS, SIZE))
        v = linear("self_attn.v_proj", h).reshape(count, KV_HEADS, SIZE)
        k, v = (np.repeat(each, HEADS // KV_HEADS, axis=1) for each in (k, v))
        scores = np.einsum("qhd,khd->hqk", q, k) / np.sqrt(SIZE) + mask
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        mixed = np.einsum("hqk,khd->qhd", scores, v).reshape(count, HEADS * SIZE)
        x = x + linear("self_attn.o_proj", mixed)
        h = norm(x, get("post_attention_layernorm"))
        gate, up = linear("mlp.gate_proj", h), linear("mlp.up_proj", h)
        x = x + linear("mlp.down_proj", gate / (1 + np.exp(-gate)) * up)


def main():
    stored = {name: w for name, (_, w) in reference.read_checkpoint(MODEL).items()}
    weights = {name: w.astype(np.float64) for name, w in stored.items()}
    seen = {}
    for ids in WINDOWS:
        run(weights, np.array(ids), seen)
    spec = reference.preset("rtn", 3, group=32)
    matrices = {}
    for name, parts in seen.items():
        x = np.concatenate(parts)
        s = x.T @ x
        n = len(s)
        b = np.trace(s) / n
        w = weights[name]
        e = w - reference.quantize(stored[name], spec).values.astype(np.float64)
        matrices[name] = {
            "trace": float(np.trace(s)),
            "first": float(s[0, 1]),
            "last": float(s[n - 1, n - 2]),
            "meanAbs": [float(each) for each in np.abs(x).mean(axis=0)[[0, n - 1]]],
            "identityDistance": float(np.linalg.norm(s / b - np.eye(n)) / np.sqrt(n)),
            "offDiagonalShare": float(1 - (np.diag(s) ** 2).sum() / (s * s).sum()),
            "forwardError": float(((x @ e.T) ** 2).sum() / ((x @ w.T) ** 2).sum()),
        }
    target = ROOT / "src/test/resources/calibration/activations.json"
    target.parent.mkdir(exist_ok=True)
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(m)}" for name, m in matrices.items())
    target.write_text(f'{{"windows": {WINDOWS},\n "matrices": {{\n{lines}}}}}\n')


if __name__ == "__main__":
    main()
