"""Writes src/test/resources/quantized: small folders packed by AutoGPTQ's and AutoAWQ's own code.

    python -m venv V && V/bin/pip install torch==2.15.0 transformers==5.23.0 safetensors==0.8.0
    V/bin/pip download --no-deps auto-gptq==0.7.1 autoawq==0.2.9   # unpack both under SOURCES
    V/bin/python src/test/python/make_stock_golden.py SOURCES

Both packages are retired and no longer import as a whole; their packing and their dequantization
are single modules of torch code, and only those are used. expected.safetensors holds, by folder,
what those modules compute from the packed tensors with scales widened to float32.
"""

import importlib
import json
import shutil
import sys
import types
from pathlib import Path

import torch
from safetensors.torch import save_file

OUT = Path(__file__).resolve().parents[3] / "src/test/resources/quantized"
MODULE = "model.layers.0.mlp.up_proj"
ROWS, COLUMNS, GROUP = 64, 128, 32


def package(name, folder):
    """A package whose __init__ is not run."""
    module = types.ModuleType(name)
    module.__path__ = [str(folder)]
    sys.modules[name] = module


def sources(root):
    gptq = next(root.rglob("auto_gptq/nn_modules")).parent
    awq = next(root.rglob("awq/modules/linear")).parents[1]
    for name in ["auto_gptq", "auto_gptq.nn_modules", "auto_gptq.nn_modules.qlinear"]:
        package(name, gptq.joinpath(*name.split(".")[1:]))
    for name in ["awq", "awq.utils", "awq.modules", "awq.modules.linear"]:
        package(name, awq.joinpath(*name.split(".")[1:]))
    utils = types.ModuleType("awq.utils.utils")
    utils.get_best_device = lambda: "cpu"
    sys.modules["awq.utils.utils"] = utils
    gptq_linear = importlib.import_module("auto_gptq.nn_modules.qlinear.qlinear_cuda").QuantLinear
    awq_linear = importlib.import_module("awq.modules.linear.gemm").WQLinear_GEMM
    dequantize = importlib.import_module("awq.utils.packing_utils").dequantize_gemm
    return gptq_linear, awq_linear, dequantize


def matrix(bits, seed, g_idx):
    """A linear layer that lies exactly on a grid, with its scales and zero points [out, groups]."""
    torch.manual_seed(seed)
    groups = COLUMNS // GROUP
    scales = (torch.rand(ROWS, groups) * 0.02 + 0.001).half().float()
    zeros = torch.randint(1, 2**bits, (ROWS, groups)).float()
    codes = torch.randint(0, 2**bits, (ROWS, COLUMNS)).float()
    linear = torch.nn.Linear(COLUMNS, ROWS, bias=False)
    linear.weight.data = (codes - zeros[:, g_idx]) * scales[:, g_idx]
    return linear, scales, zeros


def folder(name, tensors, quantization):
    path = OUT / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    norm = torch.ones(COLUMNS, dtype=torch.float16)
    tensors = {f"{MODULE}.{key}": value.contiguous() for key, value in tensors.items()}
    tensors["model.layers.0.input_layernorm.weight"] = norm
    save_file(tensors, path / "model.safetensors", metadata={"format": "pt"})
    config = {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_size": COLUMNS,
        "num_hidden_layers": 1,
        "quantization_config": quantization,
    }
    (path / "config.json").write_text(json.dumps(config, indent=2) + "\n")


def gptq(QuantLinear, bits, seed, in_order=True, version=1):
    g_idx = torch.arange(COLUMNS, dtype=torch.int32) // GROUP
    if not in_order:
        torch.manual_seed(99)
        g_idx = g_idx[torch.randperm(COLUMNS)]
    linear, scales, zeros = matrix(bits, seed, g_idx.long())
    packed = QuantLinear(bits, GROUP, COLUMNS, ROWS, bias=False, weight_dtype=torch.float32)
    # pack subtracts 1 from its argument's zero points in place.
    packed.pack(linear, scales.clone(), zeros.clone(), g_idx.clone())
    values = packed.forward(torch.eye(COLUMNS)).t().contiguous()
    qzeros = packed.qzeros
    if version == 2:
        other = QuantLinear(bits, GROUP, COLUMNS, ROWS, bias=False, weight_dtype=torch.float32)
        other.pack(linear, scales.clone(), zeros + 1, g_idx.clone())
        qzeros = other.qzeros
    name = f"gptq-w{bits}g{GROUP}" + ("" if in_order else "-desc") + ("" if version == 1 else "-v2")
    tensors = {
        "qweight": packed.qweight,
        "qzeros": qzeros,
        "scales": packed.scales.half(),
        "g_idx": packed.g_idx.int(),
    }
    settings = {
        "quant_method": "gptq",
        "bits": bits,
        "group_size": GROUP,
        "desc_act": not in_order,
        "sym": False,
        "damp_percent": 0.01,
        "true_sequential": True,
        "lm_head": False,
        "checkpoint_format": "gptq" if version == 1 else "gptq_v2",
    }
    folder(name, tensors, settings)
    return name, values


def awq(WQLinear, dequantize, seed):
    g_idx = torch.arange(COLUMNS) // GROUP
    linear, scales, zeros = matrix(4, seed, g_idx)
    packed = WQLinear.from_linear(
        linear, 4, GROUP, scales=scales.t().contiguous(), zeros=zeros.t().contiguous()
    )
    values = dequantize(packed.qweight, packed.qzeros, packed.scales.float(), 4, GROUP)
    tensors = {"qweight": packed.qweight, "qzeros": packed.qzeros, "scales": packed.scales}
    settings = {
        "quant_method": "awq",
        "bits": 4,
        "group_size": GROUP,
        "zero_point": True,
        "version": "gemm",
        "modules_to_not_convert": None,
    }
    folder(f"awq-w4g{GROUP}", tensors, settings)
    return f"awq-w4g{GROUP}", values.t().contiguous()


def main():
    QuantLinear, WQLinear, dequantize = sources(Path(sys.argv[1]))
    expected = dict(
        [gptq(QuantLinear, bits, bits) for bits in (2, 3, 4, 8)]
        + [gptq(QuantLinear, 4, 40, in_order=False)]
        + [gptq(QuantLinear, 3, 30, version=2), gptq(QuantLinear, 4, 41, version=2)]
        + [awq(WQLinear, dequantize, 7)]
    )
    save_file(expected, OUT / "expected.safetensors", metadata={"format": "pt"})
    print("\n".join(sorted(expected)))


main()
