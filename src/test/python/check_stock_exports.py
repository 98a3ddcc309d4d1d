"""Checks exports in stock formats with the tools of others: transformers, compressed-tensors, numpy.

check_stock_exports.py QUANTOSCOPE STORIES [gptqmodel]   QUANTOSCOPE: the built image's bin/quantoscope; STORIES: samples/stories260k

For each case the image exports the model in the format and, under the same options, as dequantized F32.

compressed-tensors   transformers loads the folder as it is, with no missing or unexpected key; what each module
                     multiplies with is bit for bit the dequantized weight; the logits are those of the dequantized
                     folder; codes, scales and zero points are bit for bit those that numpy computes from the source
gptq                 every byte of qweight, qzeros, scales and g_idx is the one that numpy computes from the source, and
                     unpacked by another route they give the dequantized weights; with the word gptqmodel,
                     transformers loads the folder by optimum and gptqmodel, which compiles for minutes on first use
awq                  every byte of qweight, qzeros and scales is the one that numpy computes from the source, and unpacked
                     by another route they give the dequantized weights; with the word gptqmodel, its unpacking gives
                     these weights, and transformers loads the folder by it with no missing or unexpected key
Versions: requirements.txt. Besides the sample a small Llama with random BF16 weights is made, whose rows divide by 128.
"""
import importlib.util
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import torch
import transformers
from compressed_tensors.quantization import QuantizationConfig
from safetensors import safe_open
from safetensors.torch import load_file

transformers.logging.set_verbosity_error()


def tensors(folder):
    found = {}
    for file in sorted(pathlib.Path(folder).glob("*.safetensors")):
        with safe_open(file, framework="pt") as f:
            assert f.metadata()["format"] == "pt", file
        found |= load_file(file)
    index = pathlib.Path(folder) / "model.safetensors.index.json"
    if index.exists():
        named = json.loads(index.read_text())["weight_map"]
        assert sorted(named) == sorted(found), index
    return found


def make_llama(folder):
    torch.manual_seed(7)
    config = transformers.LlamaConfig(
        vocab_size=96, hidden_size=128, intermediate_size=256, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=64, tie_word_embeddings=False)
    model = transformers.LlamaForCausalLM(config).to(torch.bfloat16)
    with torch.no_grad():
        for layer in model.model.layers:
            layer.mlp.up_proj.weight[3, :32] = 0  # a group of zeros
            layer.mlp.up_proj.weight[4, 32:64] = layer.mlp.up_proj.weight[4, 32:64].abs()
    model.save_pretrained(folder)
    return folder


def export(quantoscope, source, target, fmt, options):
    command = [quantoscope, "quantize", str(source), "-o", str(target), "--format", fmt, *options]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return target


# ---- the rounding, a second time


def rounded(x, params):
    t = torch.from_numpy(np.ascontiguousarray(x))
    return t.to({"f16": torch.float16, "bf16": torch.bfloat16, "f32": torch.float32}[params]).float().numpy()


EPSILON = {"f16": 2.0 ** -10, "bf16": 2.0 ** -7, "f32": 2.0 ** -23}


def grouped(w, group):
    out, inn = w.shape
    return w.reshape(out, 1 if group == 0 else inn // group, inn if group == 0 else group)


def symmetric(w, bits, group, params):
    """Unsigned codes and scales [out, groups]; the zero point is 2^(bits-1)."""
    g = grouped(w, group)
    half = np.float32(((1 << bits) - 1) / 2)
    scale = rounded(np.abs(g).max(axis=2).astype(np.float32) / half, params)
    scale[scale == 0] = EPSILON[params]
    low = -(1 << (bits - 1))
    q = np.rint(np.clip(g / scale[:, :, None], low, -low - 1)).astype(np.int64)
    return (q - low).reshape(w.shape), scale


def asymmetric(w, bits, group, params):
    """Unsigned codes, scales and zero points [out, groups]."""
    g = grouped(w, group)
    top = (1 << bits) - 1
    lo = np.minimum(g.min(axis=2), 0).astype(np.float32)
    hi = np.maximum(g.max(axis=2), 0).astype(np.float32)
    scale = rounded((hi - lo) / np.float32(top), params)
    zero = np.where(scale == 0, 1 << (bits - 1), np.clip(np.rint(-lo / np.where(scale == 0, 1, scale)), 0, top))
    scale[scale == 0] = EPSILON[params]
    shift = (zero - (1 << (bits - 1))).astype(np.float32)
    moved = g / scale[:, :, None] + shift[:, :, None]
    q = np.rint(np.clip(moved, -(1 << (bits - 1)), (1 << (bits - 1)) - 1)).astype(np.int64) + (1 << (bits - 1))
    return q.reshape(w.shape), scale, zero.astype(np.int64)


# ---- the packing, a second time: through single bits


def bit_stream(codes, bits):
    """Codes along the last axis -> little-endian 32-bit words along it."""
    spread = (codes[..., None] >> np.arange(bits)) & 1
    flat = spread.reshape(*codes.shape[:-1], -1)
    pad = -flat.shape[-1] % 32
    flat = np.concatenate([flat, np.zeros((*flat.shape[:-1], pad), flat.dtype)], axis=-1)
    words = flat.reshape(*flat.shape[:-1], -1, 32).astype(np.uint64)
    return (words << np.arange(32, dtype=np.uint64)).sum(axis=-1).astype(np.uint32).view(np.int32)


def unstream(words, bits, count):
    """Words along the last axis -> codes: the other way round, with Python's integers."""
    out = np.empty((*words.shape[:-1], count), np.int64)
    for at in np.ndindex(*words.shape[:-1]):
        number = int.from_bytes(np.ascontiguousarray(words[at]).tobytes(), "little")
        out[at] = [(number >> (i * bits)) & ((1 << bits) - 1) for i in range(count)]
    return out


def equal(ours, expected, what):
    ours = ours.numpy() if isinstance(ours, torch.Tensor) else ours
    assert ours.shape == expected.shape, (what, ours.shape, expected.shape)
    assert ours.dtype == expected.dtype, (what, ours.dtype, expected.dtype)
    assert np.ascontiguousarray(ours).tobytes() == np.ascontiguousarray(expected).tobytes(), f"{what} differs"


def scales_equal(ours, expected, params, what):
    kind = {"f16": torch.float16, "bf16": torch.bfloat16, "f32": torch.float32}[params]
    assert ours.dtype == kind, (what, ours.dtype)
    equal(ours.float(), expected.astype(np.float32), what)


# ---- compressed-tensors


def scheme_of(config, module):
    groups = config["config_groups"].values()
    for group in groups:
        if group["targets"] == ["Linear"] or module in group["targets"]:
            return group["weights"]
    raise AssertionError(f"{module}: in no group")


def check_compressed(name, source, folder, plain, params, asym):
    config = json.loads((folder / "config.json").read_text())["quantization_config"]
    QuantizationConfig.model_validate({k: v for k, v in config.items() if k != "quantoscope"})
    assert config["quantoscope"]["recipe"]["format"] == "quantoscope-recipe"
    arrays, originals, dequantized = tensors(folder), tensors(source), tensors(plain)
    modules = sorted(k.removesuffix(".weight_packed") for k in arrays if k.endswith(".weight_packed"))
    for module in modules:
        w = originals[module + ".weight"].float().numpy()
        scheme = scheme_of(config, module)
        bits, group = scheme["num_bits"], scheme["group_size"] or 0
        assert scheme["symmetric"] is not asym
        if asym:
            codes, scale, zero = asymmetric(w, bits, group, params)
            equal(arrays[module + ".weight_zero_point"], bit_stream(zero.T, bits).T, module)
        else:
            codes, scale = symmetric(w, bits, group, params)
            zero = np.full(scale.shape, 1 << (bits - 1))
            assert module + ".weight_zero_point" not in arrays
        equal(arrays[module + ".weight_packed"], bit_stream(codes, bits), module)
        scales_equal(arrays[module + ".weight_scale"], scale, params, module)
        assert arrays[module + ".weight_shape"].tolist() == list(w.shape)
        values = (grouped(codes, group) - zero[:, :, None]).astype(np.float32) * scale[:, :, None].astype(np.float32)
        equal(dequantized[module + ".weight"], values.reshape(w.shape), module)
    kept = [k for k in dequantized if k.removesuffix(".weight") not in modules]
    for k in kept:
        assert torch.equal(arrays[k].float(), dequantized[k]), k
    said = f"{name}: {len(modules)} matrices byte for byte as numpy has them"
    if asym:
        try:
            transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
            said += "; transformers loads it as it is"
        except (ValueError, RuntimeError) as e:
            said += f"; transformers refuses it ({str(e).splitlines()[0][:60]}…)"
        quantization = transformers.CompressedTensorsConfig(run_compressed=False)
        if hasattr(quantization, "dequantize"):
            quantization = transformers.CompressedTensorsConfig(dequantize=True)
        model, info = transformers.AutoModelForCausalLM.from_pretrained(
            folder, output_loading_info=True, quantization_config=quantization, dtype=torch.float32)
        no_wrong_keys(name, info)
        print(said + ", with dequantize=True it loads without missing or unexpected keys")
        return
    model, info = transformers.AutoModelForCausalLM.from_pretrained(
        folder, output_loading_info=True, dtype=torch.float32)
    no_wrong_keys(name, info)
    other = transformers.AutoModelForCausalLM.from_pretrained(plain, dtype=torch.float32)
    with torch.no_grad():
        tokens = torch.arange(1, 49)[None] % model.config.vocab_size
        ours, theirs = model(tokens).logits, other(tokens).logits
        # The first run has replaced codes by what they stand for.
        for module in modules:
            weight = model.get_submodule(module).weight
            assert torch.equal(weight, dequantized[module + ".weight"]), module
    assert torch.equal(ours, theirs), (ours - theirs).abs().max()
    print(said + f"; loads with no missing or unexpected key; weights and {ours.numel()} logits bit for bit those of"
                 " the dequantized folder")


def no_wrong_keys(name, info):
    for key in ("missing_keys", "unexpected_keys", "mismatched_keys"):
        assert not info[key], (name, key, info[key])


# ---- GPTQ


def check_gptq(name, source, folder, plain):
    config = json.loads((folder / "config.json").read_text())["quantization_config"]
    assert config == json.loads((folder / "quantize_config.json").read_text())
    assert config["quant_method"] == "gptq" and config["checkpoint_format"] == "gptq" and config["sym"] is True
    if importlib.util.find_spec("optimum"):
        transformers.GPTQConfig(**{k: v for k, v in config.items() if k not in ("quant_method", "dynamic", "lm_head")})
    arrays, originals, dequantized = tensors(folder), tensors(source), tensors(plain)
    modules = sorted(k.removesuffix(".qweight") for k in arrays if k.endswith(".qweight"))
    for module in modules:
        w = originals[module + ".weight"].float().numpy()
        rule = next((v for k, v in config.get("dynamic", {}).items()
                     if k.startswith("+:") and k[2:] == "^" + module.replace(".", "\\.") + "$"), {})
        bits = rule.get("bits", config["bits"])
        group = max(0, rule.get("group_size", config["group_size"]))
        codes, scale = symmetric(w, bits, group, "f16")
        out, inn = w.shape
        equal(arrays[module + ".qweight"], bit_stream(codes.T.T, bits).T, module + ".qweight")
        zeros = np.full((scale.shape[1], out), (1 << (bits - 1)) - 1)
        equal(arrays[module + ".qzeros"], bit_stream(zeros, bits), module + ".qzeros")
        constant = {2: 0x55555555, 4: 0x77777777, 8: 0x7F7F7F7F}.get(bits)
        if constant is not None:
            assert (arrays[module + ".qzeros"].numpy() == constant).all(), module
        scales_equal(arrays[module + ".scales"], scale.T, "f16", module + ".scales")
        groups = (np.arange(inn) // (group or inn)).astype(np.int32)
        equal(arrays[module + ".g_idx"], groups, module + ".g_idx")
        unpacked = unstream(arrays[module + ".qweight"].numpy().T, bits, inn).T  # [in, out]
        true_zero = unstream(arrays[module + ".qzeros"].numpy(), bits, out) + 1
        values = (unpacked - true_zero[groups]).astype(np.float32) * arrays[module + ".scales"].float().numpy()[groups]
        equal(dequantized[module + ".weight"], values.T, module)
    assert modules
    said = f"{name}: {len(modules)} matrices byte for byte as numpy has them; unpacked bit for bit the dequantized ones"
    print(said + loaded_by_gptqmodel(name, folder, config, modules, dequantized))


def loaded_by_gptqmodel(name, folder, config, modules, dequantized):
    """transformers with gptqmodel's plain torch code, where that is installed; it needs rows of 64 or more."""
    if "gptqmodel" not in sys.argv[3:]:
        return ""
    if config.get("dynamic"):
        return mixed_by_gptqmodel(name, folder, modules, dequantized)
    backend = transformers.GPTQConfig(bits=config["bits"], backend="torch")
    model, info = transformers.AutoModelForCausalLM.from_pretrained(
        folder, output_loading_info=True, quantization_config=backend, dtype=torch.float32, device_map="cpu")
    no_wrong_keys(name, info)
    for module in modules:
        weight = model.get_submodule(module).dequantize_weight().T
        assert torch.equal(weight.float(), dequantized[module + ".weight"].half().float()), module
    return "; transformers with gptqmodel loads it, its weights are ours in F16"


# ---- AWQ


AWQ_ORDER = [0, 2, 4, 6, 1, 3, 5, 7]  # output of each four bits of a word, lowest first


def awq_words(codes):
    """Codes [lines, out] -> words [lines, out / 8]."""
    lines, out = codes.shape
    mixed = codes.reshape(lines, out // 8, 8)[:, :, AWQ_ORDER].astype(np.uint64)
    return (mixed << (4 * np.arange(8, dtype=np.uint64))).sum(axis=-1).astype(np.uint32).view(np.int32)


def awq_codes(words):
    """The other way round, through the text of each word in base 16, whose last digit is the lowest."""
    out = np.empty((words.shape[0], words.shape[1] * 8), np.int64)
    for line, word in np.ndindex(*words.shape):
        digits = f"{int(words[line, word]) & 0xffffffff:08x}"
        for slot in range(8):
            out[line, 8 * word + AWQ_ORDER[slot]] = int(digits[7 - slot], 16)
    return out


def check_awq(name, source, folder, plain):
    config = json.loads((folder / "config.json").read_text())["quantization_config"]
    assert config["quant_method"] == "awq" and config["version"] == "gemm" and config["zero_point"] is True
    transformers.AwqConfig(**{k: v for k, v in config.items() if k != "quant_method"})
    arrays, originals, dequantized = tensors(folder), tensors(source), tensors(plain)
    modules = sorted(k.removesuffix(".qweight") for k in arrays if k.endswith(".qweight"))
    group = config["group_size"]
    for module in modules:
        assert not any(kept in module for kept in config["modules_to_not_convert"]), module
        w = originals[module + ".weight"].float().numpy()
        codes, scale, zero = asymmetric(w, 4, group, "f16")
        equal(arrays[module + ".qweight"], awq_words(codes.T), module + ".qweight")
        equal(arrays[module + ".qzeros"], awq_words(zero.T), module + ".qzeros")
        scales_equal(arrays[module + ".scales"], scale.T, "f16", module + ".scales")
        unpacked = awq_codes(arrays[module + ".qweight"].numpy())
        zeros = awq_codes(arrays[module + ".qzeros"].numpy()).repeat(group, axis=0)
        values = (unpacked - zeros).astype(np.float32) * arrays[module + ".scales"].float().numpy().repeat(group, axis=0)
        equal(dequantized[module + ".weight"], np.ascontiguousarray(values.T), module)
    for k in dequantized:
        if k.removesuffix(".weight") not in modules:
            assert torch.equal(arrays[k].float(), dequantized[k]), k
    assert modules
    said = f"{name}: {len(modules)} matrices byte for byte as numpy has them; unpacked bit for bit the dequantized ones"
    print(said + awq_by_gptqmodel(name, folder, config, modules, arrays, dequantized, plain))


def awq_by_gptqmodel(name, folder, config, modules, arrays, dequantized, plain):
    """gptqmodel's own unpacking, and transformers with its plain torch code."""
    if "gptqmodel" not in sys.argv[3:]:
        return ""
    from gptqmodel.quantization.awq.utils.packing_utils import dequantize_gemm

    for module in modules:
        qweight, qzeros, scales = (arrays[f"{module}.{part}"] for part in ("qweight", "qzeros", "scales"))
        wide = dequantize_gemm(qweight, qzeros, scales.float(), 4, config["group_size"])
        assert torch.equal(wide.T, dequantized[module + ".weight"]), module
    backend = transformers.AwqConfig(bits=4, group_size=config["group_size"], backend="torch_awq")
    model, info = transformers.AutoModelForCausalLM.from_pretrained(
        folder, output_loading_info=True, quantization_config=backend, dtype=torch.float16, device_map="cpu")
    no_wrong_keys(name, info)
    other = transformers.AutoModelForCausalLM.from_pretrained(plain, dtype=torch.float16)
    with torch.no_grad():
        tokens = torch.arange(1, 49)[None] % model.config.vocab_size
        ours, theirs = model(tokens).logits.float(), other(tokens).logits.float()
    off = ((ours - theirs).norm() / theirs.norm()).item()
    assert off < 5e-3, off
    return f"; transformers with gptqmodel loads it, no missing or unexpected key, logits in F16 within {off:.1e}"


def mixed_by_gptqmodel(name, folder, modules, dequantized):
    """optimum does not read "dynamic", and so transformers refuses such a folder; gptqmodel itself loads it."""
    import gptqmodel

    for file in pathlib.Path(sys.argv[2]).glob("tokenizer*"):  # gptqmodel loads nothing without one
        shutil.copy(file, folder)
    try:
        transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, device_map="cpu")
        said = "; transformers loads it"
    except (ValueError, RuntimeError) as e:
        said = f"; transformers refuses it ({str(e).splitlines()[0][:60]}…)"
    model = gptqmodel.GPTQModel.load(str(folder), backend=gptqmodel.BACKEND.TORCH, device="cpu").model
    for module in modules:
        weight = model.get_submodule(module).dequantize_weight().T
        off = (weight.float() - dequantized[module + ".weight"]).abs().max() / dequantized[module + ".weight"].abs().max()
        assert off < 2 ** -7, (module, off)
    return said + ", gptqmodel loads it, its weights are ours in the model's type"


MIXED = {
    "format": "quantoscope-recipe", "version": 3, "name": "mixed",
    "default": None,
    "rules": [],
}


def mixed_recipe(folder, layout):
    """Down projections at 8 bit in smaller groups, everything else at 4 bit."""
    base = {"layout": layout, "bits": 4, "group-size": 64, "alpha": 0.0, "clip": 1.0, "fit": "range",
            "scheme": "symmetric", "salient-grid": "scheme", "salient-scope": "group", "salient-fit": "range",
            "salient-bits": "same", "params": "f16"}
    recipe = MIXED | {"default": base, "rules": [
        {"match": {"roles": ["down"]}, "spec": base | {"bits": 8, "group-size": 32}},
        {"match": {"roles": ["o"], "first-layer": 1, "last-layer": 1}, "spec": "keep"}]}
    path = folder / f"mixed-{layout}.json"
    path.write_text(json.dumps(recipe))
    return path


def main(quantoscope, stories):
    print(f"transformers {transformers.__version__}, torch {torch.__version__}, numpy {np.__version__}")
    with tempfile.TemporaryDirectory() as temp:
        temp = pathlib.Path(temp)
        llama = make_llama(temp / "llama")
        done = 0
        for model, sizes in ((pathlib.Path(stories), ("32", "64", "row")), (llama, ("32", "64", "128", "row"))):
            for bits in ("4", "8"):
                for size in sizes:
                    for params, scheme in (("f16", "symmetric"), ("f32", "symmetric"), ("f16", "zero-point")):
                        done += 1
                        spec = ["--layout", "pack-quantized", "--bits", bits, "--group-size", size, "--params", params,
                                "--scheme", scheme]
                        name = f"compressed-tensors {model.name} {bits} bit g{size} {params} {scheme}"
                        shards = ["--shard-size", "100KB"] if size == "64" else []
                        check_compressed(
                            name, model, export(quantoscope, model, temp / f"c{done}", "compressed-tensors", spec + shards),
                            export(quantoscope, model, temp / f"d{done}", "dequantized", spec), params,
                            scheme == "zero-point")
            for bits in ("2", "3", "4", "8"):
                for size in sizes:
                    done += 1
                    spec = ["--layout", "gptq", "--bits", bits, "--group-size", size]
                    check_gptq(
                        f"gptq {model.name} {bits} bit g{size}", model,
                        export(quantoscope, model, temp / f"c{done}", "gptq", spec),
                        export(quantoscope, model, temp / f"d{done}", "dequantized", spec))
            for size in sizes:
                if size != "row":
                    done += 1
                    spec = ["--layout", "awq", "--group-size", size]
                    shards = ["--shard-size", "100KB"] if size == "64" else []
                    check_awq(
                        f"awq {model.name} g{size}", model,
                        export(quantoscope, model, temp / f"c{done}", "awq", spec + shards),
                        export(quantoscope, model, temp / f"d{done}", "dequantized", spec))
        for layout, fmt in (("pack-quantized", "compressed-tensors"), ("gptq", "gptq")):
            spec = ["--recipe", str(mixed_recipe(temp, layout))]
            folder = export(quantoscope, llama, temp / f"mixed-{fmt}", fmt, spec)
            plain = export(quantoscope, llama, temp / f"mixed-{fmt}-plain", "dequantized", spec)
            if fmt == "gptq":
                check_gptq("gptq mixed", llama, folder, plain)
            else:
                check_compressed("compressed-tensors mixed", llama, folder, plain, "f16", False)
        print("all as expected")


if __name__ == "__main__":
    main(*sys.argv[1:3])
