"""Writes src/test/resources/quantized/compressed-*: cases that compressed-tensors 0.20.0 packed.

    python src/test/python/extract_compressed_golden.py GOLDEN    # golden/compressed-tensors

Each case becomes a module of one folder with several schemes; compressed-expected.safetensors holds
what the library itself decompressed.
"""

import json
import shutil
import sys
from pathlib import Path

from safetensors.torch import load_file, save_file

OUT = Path(__file__).resolve().parents[3] / "src/test/resources/quantized"
CASES = [
    ("w4.g32.sym", "gpt2"),
    ("w4.g64.asym", "gpt2"),
    ("w8.g128.sym", "gpt2"),
    ("w8.g32.asym", "student"),
    ("w2.g64.sym", "student"),
    ("w3.g64.asym", "gpt2"),
    ("w5.g64.sym", "student"),
    ("w6.g64.asym", "student"),
]


def main():
    source = Path(sys.argv[1])
    golden = load_file(source / "matrices.safetensors")
    tensors, expected, groups = {}, {}, {}
    for case, (name, matrix) in enumerate(CASES):
        prefix = f"{matrix}.f32.{name}"
        module = f"model.layers.{case}.mlp.up_proj"
        for part in ["weight_packed", "weight_scale", "weight_shape", "weight_zero_point"]:
            if f"{prefix}.{part}" in golden:
                tensors[f"{module}.{part}"] = golden[f"{prefix}.{part}"]
        expected[f"{module}.weight"] = golden[f"{prefix}.decompressed"]
        bits, group, kind = name.split(".")
        groups[f"group_{case}"] = {
            "targets": [module],
            "weights": {
                "num_bits": int(bits[1:]),
                "type": "int",
                "symmetric": kind == "sym",
                "strategy": "group",
                "group_size": int(group[1:]),
                "dynamic": False,
            },
            "input_activations": None,
            "output_activations": None,
        }
    folder = OUT / "compressed-mixed"
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    quantization = {
        "quant_method": "compressed-tensors",
        "format": "pack-quantized",
        "quantization_status": "compressed",
        "ignore": ["lm_head"],
        "config_groups": groups,
    }
    config = {"model_type": "llama", "quantization_config": quantization}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    save_file(expected, OUT / "compressed-expected.safetensors", metadata={"format": "pt"})
    target = OUT / "compressed-llama"
    target.mkdir(exist_ok=True)
    for file in ["config.json", "model.safetensors"]:
        shutil.copyfile(source / "tiny-llama-w4g32-asym" / file, target / file)


main()
