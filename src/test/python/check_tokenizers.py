"""Compares token ids with those of the tokenizers library, for tokenizers of every kind, trained on the spot.

    pip install tokenizers==0.23.3
    mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
    python src/test/python/check_tokenizers.py --text ../shared/texts/moby-dick.txt [--keep]    (in the project's folder)

Every kind gets a vocabulary, odd texts by hand, random texts and whole books; one line per kind, exit code 1 if any id
differs. --keep writes the kinds that tests read to src/test/resources/tokenizers, with the odd texts' ids.
JAVA names the java to run (25 or newer).
"""
import argparse
import functools
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import unicodedata

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

SHORT = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
BEFORE = r"[^\r\n\p{L}\p{N}]?"
TAIL = r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
SLASH = r" ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
UPPER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"
LOWER = r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
CASED = rf"{BEFORE}{UPPER}*{LOWER}+%s|{BEFORE}{UPPER}+{LOWER}*%s"
SPLITS = {
    "llama3": rf"{SHORT}|{BEFORE}\p{{L}}+|\p{{N}}{{1,3}}|{TAIL}",
    "qwen2": rf"{SHORT}|{BEFORE}\p{{L}}+|\p{{N}}|{TAIL}",
    "qwen35": rf"{SHORT}|{BEFORE}[\p{{L}}\p{{M}}]+|\p{{N}}| ?[^\s\p{{L}}\p{{M}}\p{{N}}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    "tekken": CASED % ("", "") + rf"|\p{{N}}|{SLASH}",
    "gpt4o": CASED % (SHORT + "?", SHORT + "?") + rf"|\p{{N}}{{1,3}}|{SLASH}",
}
DEEPSEEK = [
    r"\p{N}{1,3}",
    "[一-龥\u3040-ゟ゠-ヿ]+",
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
    "| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
]
KEPT = ["llama3", "merged_with_next", "metaspace-first", "pieces"]

ODD = [
    "", "a", " ", "  ", "   ", " leading", "  two leading", "trailing ", "trailing   ", "a  b   c    d", "\n", "\n\n", "\r\n",
    "\t", "one\ntwo\n\nthree\n\n\n  four", "\r\nwindows\r\n\r\nlines\r", "tab\tand\t\ttabs ", "0123456789 3.14159 1,000,000", "a1b22c333d4444",
    "  3 and   42", "½ Ⅷ ² ٣ १२३ 𝟘𝟙", "Grüße, naïve café, Ångström", "e\u0301 a\u0308\u0323 combining\u0301\u0302\u0303", "\u0301leading mark",
    "日本語のテキスト 中文 한국어", "Русский العربية עברית हिन्दी ไทย", "\u202eright to left\u202c \u200fmark\u200e", "😀 👩‍👩‍👧‍👦 🇯🇵 👍🏽", "❤️ ☎️",
    "I'll don't we've it's I'M WE'RE He'D 'S 't", "\u2019s it\u2019s", "'\u017f long s", "CamelCaseWord HTTPServer iPhone XMLParser",
    "snake_case_word kebab-case-word path/to\\file.txt", "x = 10;  y =  20\n\tif (a != b) { return c[0]; }\n", "def f(x):\n    return x**2  # square\n",
    "null\0byte\0\0", "\ufeffbom", "\u00a0nbsp\u2003em\u3000ideographic\u0085next\u2028line\u2029par", "zero\u200bwidth\u200djoin\u00adsoft", "\x1c\x1d\x1e\x1f",
    "▁already ▁▁marks", "<0x0A><0xFF>", "Ġspelled Ċ", "<unk>", "<s>", "</s> and <s>hello</s>", "a<s>b </s>  c", "<|begin|>  x  <|end|>", "x <pad>  y<pad>\nz",
    "loud shout shouting shout!", "ÉCOLE shout école", "[MASK] here[MASK]there", "!!!...???---===+++", "$£€¥ ™©® «»“”", "…\n…", "ﬁ ﬂ Ⅳ Å ①", "\ufffd\ufffe\U0010ffff",
    "a" * 300, "Donaudampfschifffahrtsgesellschaftskapitän" * 8, " " * 70 + "x", "\n" * 50, "ab" * 200, "!" * 100, "é" * 120, "🐳" * 40, "7" * 50,
    "http://example.com/a?b=c&d=%20e#f", "mail@example.org, tel: +49 (0)30 123-456", "\\u0041 \\n \"quoted\" 'single' `tick`", "ǅ ǈ ʰ ª º ß ẞ İ ı",
    "ـــ tatweel لله", "ก็ กำ", "\U00020000\U0002a6d6 𝒜𝓑", "\u0e33\u0e4d", "1\u20e3 #\ufe0f\u20e3", "Ω Ω K K", "\u1e9b\u0323", "한 각", "ab\u0000\r \n\t c",
]


def random_texts(rng, count):
    pools = [
        "abcdefghij klmnop", "ABC def '", "0123456789 .,", " \t\n\r", "!?.,;:-_/\\'\"()[]{}<>|", "äöüßéèñçÅ", "\u0301\u0308\u0323\u200d\ufe0f",
        "日本語中文テスト한국어", "абвгд АБВ", "אבגד العربية", "😀🐳👩🇯🇵🏽", "½²Ⅷ٣१", "\u00a0\u2003\u3000\u0085\u2028\u200b", "\0\x01\x1f\x7f", "▁<>|ſK",
        ["<s>", "</s>", "<|end|>", "<pad>", "shout", "[MASK]", "'ll", "'S", "<0x41>"],
    ]
    for _ in range(count):
        chosen = rng.sample(pools, rng.randint(1, 4))
        yield "".join(rng.choice(rng.choice(chosen)) for _ in range(rng.randint(1, 60)))
    while count > 0:  # any character at all
        text = "".join(chr(rng.choice([rng.randrange(0x20, 0x3000), rng.randrange(0xa000, 0xd7ff), rng.randrange(0x10000, 0x1f000)])) for _ in range(40))
        yield text
        count -= 4


def added():
    return [
        AddedToken("<|end|>", special=True, normalized=False),
        AddedToken("<pad>", special=False, normalized=False, lstrip=True, rstrip=True),
        AddedToken("shout", special=False, normalized=True, single_word=True),
        AddedToken("[MASK]", special=True, normalized=False, lstrip=True),
    ]


def byte_level(name, lines, pre, normalizer=None, ignore_merges=False):
    made = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    if normalizer:
        made.normalizer = normalizer
    made.pre_tokenizer = pre
    made.decoder = decoders.ByteLevel()
    made.train_from_iterator(lines, trainers.BpeTrainer(
        vocab_size=1200, special_tokens=["<|begin|>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    made.add_tokens(added())
    if name == "llama3":
        made.post_processor = processors.TemplateProcessing(single="<|begin|> $A", special_tokens=[("<|begin|>", made.token_to_id("<|begin|>"))])
    return made


def split(*patterns):
    return pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(each), "isolated") for each in patterns]
                                   + [pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def pieces(lines, normalizer, pre, unknown=False):
    """SentencePiece's way: marks for spaces, and bytes for characters without a token."""
    first = ["<unk>", "<s>", "</s>"]
    byte_tokens = [] if unknown else [f"<0x{b:02X}>" for b in range(256)]
    made = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True))
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    made.train_from_iterator(lines, trainers.BpeTrainer(vocab_size=1200, special_tokens=first + byte_tokens, show_progress=False))
    model = json.loads(made.to_str())
    model["added_tokens"] = [token for token in model["added_tokens"] if token["content"] in first]
    model["model"]["byte_fallback"] = not unknown
    made = Tokenizer.from_str(json.dumps(model))
    made.normalizer = normalizer
    made.pre_tokenizer = pre
    made.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    made.add_tokens(added())
    return made


def kinds(lines):
    level = pre_tokenizers.ByteLevel
    marks = [normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]
    nfc = normalizers.NFC()
    yield "gpt2", byte_level("gpt2", lines, level(add_prefix_space=False))
    yield "gpt2-space", byte_level("gpt2-space", lines, level(add_prefix_space=True))
    yield "digits", byte_level("digits", lines, pre_tokenizers.Sequence([pre_tokenizers.Digits(True), level(add_prefix_space=False)]))
    yield "digit-runs", byte_level("digit-runs", lines, pre_tokenizers.Sequence([pre_tokenizers.Digits(False), level(add_prefix_space=False)]))
    for name, pattern in SPLITS.items():
        yield name, byte_level(name, lines, split(pattern), nfc if name.startswith("qwen") else None, name in ("llama3", "tekken", "gpt4o"))
    yield "deepseek", byte_level("deepseek", lines, split(*DEEPSEEK))
    yield "han", byte_level("han", lines, split(r"[\p{Han}]+|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"))
    for behavior in ["removed", "merged_with_previous", "merged_with_next", "contiguous"]:
        steps = [pre_tokenizers.Split(Regex(r"[\s,.]"), behavior), pre_tokenizers.Punctuation("merged_with_next"), level(add_prefix_space=False, use_regex=False)]
        yield behavior, byte_level(behavior, lines, pre_tokenizers.Sequence(steps))
    steps = [pre_tokenizers.Split(" ", "merged_with_next", invert=True), pre_tokenizers.Whitespace(), level(add_prefix_space=False, use_regex=False)]
    yield "inverted", byte_level("inverted", lines, pre_tokenizers.Sequence(steps))
    forms = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase(), normalizers.Strip(), normalizers.Replace(Regex(r"\s{2,}"), " ")])
    yield "normalized", byte_level("normalized", lines, level(add_prefix_space=False), forms)
    yield "pieces", pieces(lines, normalizers.Sequence(marks), None)
    yield "pieces-no-prefix", pieces(lines, marks[1], None)
    yield "pieces-unknown", pieces(lines, normalizers.Sequence(marks), None, unknown=True)
    for scheme in ["always", "first", "never"]:
        yield "metaspace-" + scheme, pieces(lines, None, pre_tokenizers.Metaspace(prepend_scheme=scheme))
    yield "metaspace-whole", pieces(lines, None, pre_tokenizers.Metaspace(prepend_scheme="first", split=False))


NFKC = normalizers.NFKC()


@functools.cache
def known(character):
    return unicodedata.category(character) != "Cn" and NFKC.normalize_str(character) == unicodedata.normalize("NFKC", character)


def write_model(folder, tokenizer):
    """A folder that opens as a model: the tokenizer and an embedding one number wide."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    rows = tokenizer.get_vocab_size()
    header = json.dumps({"model.embed_tokens.weight": {"dtype": "F16", "shape": [rows, 1], "data_offsets": [0, 2 * rows]}})
    header += " " * (-len(header) % 8)
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(header)) + header.encode() + bytes(2 * rows))


def ours(folder, texts, classpath, scratch):
    (scratch / "texts.json").write_text(json.dumps(texts))
    subprocess.run([os.environ.get("JAVA", "java"), "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp", classpath,
                    "org.quantoscope.inference.TokenizerProbe", str(folder), str(scratch / "texts.json"), str(scratch / "ids.json")],
                   check=True, stderr=subprocess.DEVNULL)
    return json.loads((scratch / "ids.json").read_text())


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--text", type=pathlib.Path, required=True)
    options.add_argument("--keep", action="store_true")
    options.add_argument("--only")
    options = options.parse_args()
    book = options.text.read_bytes().decode()
    lines = book[:300_000].splitlines(keepends=True)
    everything = ODD + list(random_texts(random.Random(6), 1500)) + [book, book.replace("\n", "\r\n")[:200_000], book.replace(" ", "")[:30_000]]
    classpath = "target/classes:target/test-classes:" + pathlib.Path("target/test.classpath").read_text().strip()
    different = 0
    for name, tokenizer in kinds(lines):
        if options.only and name != options.only:
            continue
        texts = everything
        if name == "normalized":  # Compatibility forms that the library's Unicode tables do not have yet.
            texts = ["".join(c for c in text if known(c)) for text in everything]
        with tempfile.TemporaryDirectory() as scratch:
            scratch = pathlib.Path(scratch)
            write_model(scratch / name, tokenizer)
            expected = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
            answer = ours(scratch / name, texts, classpath, scratch)
        wrong = [i for i in range(len(texts)) if answer["ids"][i] != expected[i]]
        # The library spells a normalized added token with the mark that its normalizer puts before it.
        shout = tokenizer.token_to_id("shout")
        undecoded = [i for i in range(len(texts)) if "\ufffd" not in answer["decoded"][i] and shout not in expected[i]
                     and answer["decoded"][i] != tokenizer.decode(expected[i], skip_special_tokens=False)]
        print(f"{name}: {len(texts)} texts, {sum(map(len, expected))} tokens, {len(wrong)} differ, {len(undecoded)} read otherwise, {answer['milliseconds']} ms")
        for i in wrong[:3]:
            print("   ", repr(texts[i][:80]), "\n      ours  ", answer["ids"][i][:40], "\n      theirs", expected[i][:40])
        for i in undecoded[:3]:
            print("    decoded", repr(answer["decoded"][i][:80]), repr(tokenizer.decode(expected[i], skip_special_tokens=False)[:80]))
        different += len(wrong) + len(undecoded)
        if options.keep and name in KEPT:
            folder = pathlib.Path("src/test/resources/tokenizers") / name
            write_model(folder, tokenizer)
            cases = [{"text": text, "ids": ids, "decoded": tokenizer.decode(ids, skip_special_tokens=False)} for text, ids in zip(texts[:len(ODD) + 60], expected)]
            (folder / "expected.json").write_text("[" + ",\n ".join(json.dumps(case) for case in cases) + "]\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
