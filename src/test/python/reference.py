"""The method of Quantoscope a second time, in numpy, written from the method's page alone.

Everything here follows the page in its own words and order; nothing is shared with the Java
engine. Arithmetic is float32 with every operation rounded, sums are float64. A matrix is
[out, in] and groups run along `in`; a last group may be shorter.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

F32 = np.float32
BEST_RATIOS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)


# ---------------------------------------------------------------- what is asked for


@dataclass(frozen=True)
class Spec:
    bits: int = 4
    group: int | str = 128  # a number of weights, or "row"
    alpha: float = 0.08
    clip: float = 1.0  # rho, of the non-salient class
    fit: str = "range"  # range | best | least-squares
    rounds: int = 2
    scheme: str = "affine"  # affine | symmetric | zero-point
    salient_grid: str = "scheme"  # scheme | lobes
    salient_scope: str = "group"  # group | row
    salient_bits: int | None = None  # None: as the others
    salient_fit: str = "range"
    params: str = "f16"  # f16 | bf16 | f32


def preset(name: str, bits: int = 4, **changes) -> Spec:
    if name == "adpq":
        spec = Spec(bits=bits, group=128, alpha=0.08, clip=0.95 if bits <= 3 else 1.0)
    elif name == "adpq-compact":
        spec = Spec(
            bits=bits,
            group="row",
            alpha=0.05,
            clip=0.8 if bits <= 3 else 0.9 if bits == 4 else 0.95,
            fit="least-squares",
            salient_grid="lobes",
            salient_scope="row",
        )
    elif name == "rtn":
        spec = Spec(bits=bits, group=64, alpha=0.0)
    elif name == "rtn-clip":
        spec = Spec(bits=bits, group=64, alpha=0.0, fit="best")
    else:
        raise ValueError(name)
    return replace(spec, **changes)


# ---------------------------------------------------------------- parameter types


def _bf16(x: np.ndarray) -> np.ndarray:
    """float32 or float64 -> nearest bfloat16 (half to even), as float32; one rounding only."""
    x = np.asarray(x)
    if x.dtype == np.float32:
        u = x.view(np.uint32).astype(np.uint64)
        r = ((u + 0x7FFF + ((u >> 16) & 1)) >> 16) << 16
        return r.astype(np.uint32).view(np.float32)
    # a float64 is first rounded to float32 "to odd", which makes the second rounding exact
    f = x.astype(np.float32)
    exact = f.astype(np.float64) == x
    up = np.nextafter(f, np.float32(np.inf))
    down = np.nextafter(f, np.float32(-np.inf))
    lower = np.where(f.astype(np.float64) < x, f, down)
    upper = np.where(f.astype(np.float64) < x, up, f)
    lower_is_odd = (lower.view(np.uint32) & 1) == 1
    odd = np.where(lower_is_odd, lower, upper).astype(np.float32)
    return _bf16(np.where(exact | ~np.isfinite(x), f, odd).astype(np.float32))


def stored(x: np.ndarray, kind: str, may_overflow: bool = False) -> np.ndarray:
    """P(x): x rounded to the parameter type, straight from its own precision; as float32."""
    with np.errstate(all="ignore"):
        if kind == "f16":
            r = x.astype(np.float16).astype(np.float32)
        elif kind == "bf16":
            r = _bf16(x)
        else:
            r = x.astype(np.float32)
        r = r + F32(0)  # -0 is stored as 0
    if not may_overflow and np.any(np.isinf(r)):
        raise OverflowError(f"a parameter does not fit {kind}")
    return r


# ---------------------------------------------------------------- salience (section 2)


@dataclass
class Salience:
    asked: float
    k: int
    threshold: np.float32
    mask: np.ndarray
    count: int
    achieved: float
    lam: float  # lambda' = T^2


def salience(w: np.ndarray, alpha: float) -> Salience:
    n = w.size
    k = int(np.floor(alpha * n))
    a = np.abs(w).ravel()
    # the k-th largest, counting from 0, is the (n-1-k)-th smallest
    t = np.partition(a, n - 1 - k)[n - 1 - k]
    mask = np.abs(w) > t
    count = int(mask.sum())
    return Salience(alpha, k, t, mask, count, count / n, float(t) * float(t))


# ---------------------------------------------------------------- one class on one grid


class _Grid:
    """Parameters, codes and values of a class in blocks [..., g]; `m` marks its members."""

    def __init__(self, x, member, bits, form, kind):
        self.x, self.member, self.bits, self.form, self.kind = x, member, bits, form, kind
        self.top = (1 << bits) - 1
        self.h = (1 << (bits - 1)) - 1
        v = np.abs(x) if form == "lobes" else x
        self.v = v
        self.some = member.any(-1)
        lo = np.where(member, v, F32(np.inf)).min(-1)
        hi = np.where(member, v, F32(-np.inf)).max(-1)
        self.lo = np.where(self.some, lo, F32(0)).astype(F32)
        self.hi = np.where(self.some, hi, F32(0)).astype(F32)

    def by_range(self, ratio: float):
        r = F32(ratio)
        lo, hi = r * self.lo, r * self.hi
        if self.form == "affine":
            return self._p((hi - lo) / F32(self.top)), self._p(lo)
        if self.form == "lobes":
            return self._p((hi - lo) / F32(max(self.h, 1))), self._p(lo)
        if self.form == "symmetric":
            return self._p(np.maximum(np.abs(lo), np.abs(hi)) / F32(self.top / 2)), lo * F32(0)
        lo, hi = np.minimum(lo, F32(0)), np.maximum(hi, F32(0))
        s = self._p((hi - lo) / F32(self.top))
        with np.errstate(all="ignore"):
            z = np.clip(np.rint(-lo / s), F32(0), F32(self.top))
        return s, np.where(s == 0, F32(0), z).astype(F32)

    def _p(self, x):
        return stored(x, self.kind)

    def codes(self, s, m):
        s_, m_ = s[..., None], m[..., None]
        with np.errstate(all="ignore"):
            inv = F32(1) / s_
            # the page is silent where 1/s overflows (s < 2^-128): such a class is coded as if s = 0
            inv = np.where(np.isfinite(inv), inv, F32(0))
            if self.form in ("affine", "lobes"):
                q = np.rint((self.v - m_) * inv)
                low, high = 0, self.top if self.form == "affine" else self.h
            elif self.form == "symmetric":
                q = np.rint(self.x * inv)
                low, high = -(1 << (self.bits - 1)), (1 << (self.bits - 1)) - 1
            else:
                q = np.rint(self.x * inv) + m_
                low, high = 0, self.top
        assert q.dtype == F32
        q = np.clip(q, F32(low), F32(high))
        q = np.where((s_ == 0) | ~self.member, F32(0), q)
        return q + F32(0)  # codes are integers: there is no -0 among them

    def values(self, q, s, m):
        s_, m_ = s[..., None], m[..., None]
        if self.form == "affine":
            r = q * s_ + m_
        elif self.form == "lobes":
            r = np.sign(self.x) * (q * s_ + m_)
        elif self.form == "symmetric":
            r = q * s_
        else:
            r = np.where(s_ == 0, F32(0), (q - m_) * s_)
        assert r.dtype == F32
        return r

    def squared_error(self, q, s, m):
        d = self.values(q, s, m).astype(np.float64) - self.x.astype(np.float64)
        return np.where(self.member, d * d, 0.0).sum(-1)

    def line(self, q, s, m):
        """Least-squares parameters of the weights on the codes; what it has where there are none."""
        mem = self.member
        v = np.where(mem, self.v, F32(0)).astype(np.float64)
        qd = np.where(mem, q, F32(0)).astype(np.float64)
        lowest = np.where(mem, q, F32(np.inf)).min(-1)
        highest = np.where(mem, q, F32(-np.inf)).max(-1)
        keep = ~self.some | (lowest == highest)
        with np.errstate(all="ignore"):
            if self.form in ("affine", "lobes"):
                n = mem.sum(-1).astype(np.float64)
                sq, sv = qd.sum(-1), v.sum(-1)
                slope = (n * (qd * v).sum(-1) - sq * sv) / (n * (qd * qd).sum(-1) - sq * sq)
                base = (sv - slope * sq) / n
            else:
                if self.form == "zero-point":
                    qd = np.where(mem, qd - m[..., None].astype(np.float64), 0.0)
                slope = (qd * v).sum(-1) / (qd * qd).sum(-1)
                base = None
        if base is None:
            base = np.zeros_like(slope)
            offset = m
        else:
            offset = stored(base, self.kind, True)
        s2 = stored(slope, self.kind, True)
        # a slope or base that the type cannot hold is kept out like a non-positive slope
        keep |= ~(s2 > 0) | ~np.isfinite(s2) | ~np.isfinite(offset)
        return np.where(keep, s, s2), np.where(keep, m, offset)

    def fit(self, how: str, ratio: float, rounds: int):
        """s, m (or z), codes, values."""
        candidates = BEST_RATIOS if how == "best" else (ratio,)
        s, m = self.by_range(candidates[0])
        q = self.codes(s, m)
        if how == "range":
            return s, m, q, self.values(q, s, m)
        best = [s, m, q, self.squared_error(q, s, m)]

        def consider(s, m, q):
            e = self.squared_error(q, s, m)
            better = e < best[3]
            best[0] = np.where(better, s, best[0])
            best[1] = np.where(better, m, best[1])
            best[2] = np.where(better[..., None], q, best[2])
            best[3] = np.where(better, e, best[3])

        if how == "best":
            for r in candidates[1:]:
                s, m = self.by_range(r)
                consider(s, m, self.codes(s, m))
        else:
            for _ in range(rounds):
                s, m = self.line(q, s, m)
                q = self.codes(s, m)
                consider(s, m, q)
        s, m, q, _ = best
        return s, m, q, self.values(q, s, m)


# ---------------------------------------------------------------- a matrix (section 3)


@dataclass
class Quantized:
    spec: Spec
    salience: Salience
    codes: np.ndarray  # int16 [out, in]; signed for the symmetric scheme; of lobes: the magnitude
    values: np.ndarray  # float32 [out, in]
    entries: tuple[int, int]  # groups (or rows) with members: of the non-salient class, the salient


def unsigned_codes(w: np.ndarray, z: Quantized) -> np.ndarray:
    """Codes as a file holds them, uint8.

    Affine and zero-point codes as they are; symmetric ones plus 2^(b-1); of two lobes the magnitude
    with bit 2^(b-1) set where the weight is negative. b is the width of the weight's class.
    """
    salient = z.salience.mask
    width = np.where(salient, z.spec.salient_bits or z.spec.bits, z.spec.bits)
    half = 1 << (width - 1)
    lobes = salient & (z.spec.salient_grid == "lobes")
    codes = z.codes + np.where((z.spec.scheme == "symmetric") & ~lobes, half, 0)
    codes = codes + np.where(lobes & (w < 0), half, 0)
    assert codes.min() >= 0 and (codes < 2 * half).all()
    return codes.astype(np.uint8)


def _blocks(a, g, fill):
    rows, cols = a.shape
    n = -(-cols // g)
    out = np.full((rows, n * g), fill, a.dtype)
    out[:, :cols] = a
    return out.reshape(rows, n, g)


def quantize(w: np.ndarray, spec: Spec) -> Quantized:
    assert w.dtype == F32 and w.ndim == 2
    if not np.isfinite(w).all():
        raise ValueError("not finite")
    rows, cols = w.shape
    sal = salience(w, spec.alpha)
    g = cols if spec.group == "row" else int(spec.group)
    codes = np.zeros(w.shape, F32)
    values = np.zeros(w.shape, F32)
    entries = [0, 0]
    for salient in (False, True):
        member = sal.mask if salient else ~sal.mask
        if not member.any():
            continue
        width = cols if salient and spec.salient_scope == "row" else g
        bits = spec.salient_bits if salient and spec.salient_bits else spec.bits
        form = "lobes" if salient and spec.salient_grid == "lobes" else spec.scheme
        grid = _Grid(_blocks(w, width, 0), _blocks(member, width, False), bits, form, spec.params)
        how = spec.salient_fit if salient else spec.fit
        s, m, q, v = grid.fit(how, 1.0 if salient else spec.clip, spec.rounds)
        q = q.reshape(rows, -1)[:, :cols]
        v = v.reshape(rows, -1)[:, :cols]
        codes[member] = q[member]
        values[member] = v[member]
        entries[salient] = int(grid.some.sum())
    return Quantized(spec, sal, codes.astype(np.int16), values, tuple(entries))


# ---------------------------------------------------------------- bits (section 4)


def entropy_of_share(p: float) -> float:
    return 0.0 if p <= 0 or p >= 1 else float(-p * np.log2(p) - (1 - p) * np.log2(1 - p))


def paper_bits(spec: Spec, cols: int, alpha: float) -> float:
    g = cols if spec.group == "row" else spec.group
    return spec.bits + 32 / g + alpha * float(np.log2(g))


def formula_bits(spec: Spec, cols: int, alpha: float) -> float:
    """About what is stored: codes, parameters of both classes in every group, cheapest places."""
    g = cols if spec.group == "row" else spec.group
    per_row = -(-cols // g)
    width = 32 if spec.params == "f32" else 16
    one = {"affine": 2 * width, "zero-point": width + 8, "symmetric": width}[spec.scheme]
    bits = spec.bits + one * per_row / cols
    if alpha > 0:
        two = 2 * width if spec.salient_grid == "lobes" else one
        bits += two * (1 if spec.salient_scope == "row" else per_row) / cols
        bits += alpha * max(0, (spec.salient_bits or spec.bits) - spec.bits)
        lists = alpha * float(np.log2(g)) + 8 * per_row / cols
        bits += min(1.0, 1.03 * entropy_of_share(alpha), lists)
    return bits


def stored_bytes(z: Quantized) -> int:
    """The streams of the own package, each padded to 8 bytes (decision 0091)."""
    spec, mask = z.spec, z.salience.mask
    rows, cols = mask.shape

    def stream(bits):
        return -(-(-(-bits // 8)) // 8) * 8

    def parameters(form, n):
        scales = stream(n * (32 if spec.params == "f32" else 16))
        return scales + {"affine": scales, "lobes": scales, "zero-point": stream(8 * n), "symmetric": 0}[form]

    total = stream(8 * rows * -(-cols * spec.bits // 8)) + parameters(spec.scheme, z.entries[0])
    salient = int(mask.sum())
    if salient == 0:
        return total
    total += parameters("lobes" if spec.salient_grid == "lobes" else spec.scheme, z.entries[1])
    total += stream(salient * max(0, (spec.salient_bits or spec.bits) - spec.bits))
    gaps = np.diff(np.flatnonzero(mask), prepend=-1) - 1
    unary = [salient + int((gaps >> k).sum()) for k in range(16)]
    k = int(np.argmin([u + i * salient for i, u in enumerate(unary)]))
    g = cols if spec.group == "row" else spec.group
    count_bits, index_bits = g.bit_length(), (g - 1).bit_length()
    return total + min(
        stream(unary[k]) + stream(salient * k),
        stream(rows * cols),
        stream(rows * -(-cols // g) * count_bits) + stream(salient * index_bits),
    )


# ---------------------------------------------------------------- measures (section 5)


def histogram(w: np.ndarray, original: np.ndarray, bins: int) -> np.ndarray:
    low, high = float(original.min()), float(original.max())
    if low == high:
        return np.array([w.size], np.int64)
    edges = low + np.arange(bins) * ((high - low) / bins)  # numpy's own linspace, in float64
    i = np.searchsorted(edges, w.astype(np.float64).ravel(), side="right") - 1
    return np.bincount(np.clip(i, 0, bins - 1), minlength=bins).astype(np.int64)


def _share(counts):
    return (counts + 0.5) / (counts.sum() + counts.size / 2)


def divergences(before: np.ndarray, after: np.ndarray) -> dict:
    p, q = _share(before), _share(after)
    m = (p + q) / 2
    return {
        "weightKl": float(np.sum(p * np.log(p / q))),
        "weightJs": float(np.sum(p * np.log(p / m)) / 2 + np.sum(q * np.log(q / m)) / 2),
        "entropyBefore": float(-np.sum(p * np.log2(p))),
        "entropyAfter": float(-np.sum(q * np.log2(q))),
    }


def errors(w: np.ndarray, v: np.ndarray) -> dict:
    a, b = w.astype(np.float64).ravel(), v.astype(np.float64).ravel()
    d = b - a
    se, energy = float(np.sum(d * d)), float(np.sum(a * a))
    after = float(np.sum(b * b))
    nmse = se / energy if energy > 0 else (0.0 if se == 0 else float("inf"))
    with np.errstate(divide="ignore"):
        sqnr = float(-10 * np.log10(nmse))
    norm = float(np.sqrt(energy) * np.sqrt(after))
    return {
        "mse": se / a.size,
        "nmse": nmse,
        "sqnrDb": sqnr,
        "maxAbsError": float(np.abs(d).max()),
        "cosine": float(np.sum(a * b)) / norm if norm > 0 else float(after == energy),
    }


def shape_of(w: np.ndarray) -> dict:
    a = w.astype(np.float64).ravel()
    mean = a.mean()
    d = a - mean
    var = np.mean(d * d)
    std = np.sqrt(var)
    with np.errstate(all="ignore"):
        return {
            "mean": float(mean),
            "std": float(std),
            "skewness": float(np.mean(d**3) / std**3) if var > 0 else 0.0,
            "kurtosis": float(np.mean((d * d) ** 2) / var**2 - 3) if var > 0 else 0.0,
            "absMax": float(np.abs(a).max()),
            "zeroShare": float(np.mean(a == 0)),
        }


def analyze(w: np.ndarray, spec: Spec, bins: int = 512) -> dict:
    """Every figure of one matrix [out, in]."""
    z = quantize(w, spec)
    s = z.salience
    before, after = histogram(w, w, bins), histogram(z.values, w, bins)
    return {
        "alphaAsked": s.asked,
        "alphaAchieved": s.achieved,
        "salientCount": s.count,
        "threshold": float(s.threshold),
        "lambda": s.lam,
        **errors(w, z.values),
        **divergences(before, after),
        "bitsPaper": paper_bits(spec, w.shape[1], s.asked),
        "bitsStored": stored_bytes(z) * 8 / w.size,
        "bitsFormula": formula_bits(spec, w.shape[1], s.achieved),
        **shape_of(w),
        "histogramBefore": before,
        "histogramAfter": after,
        "quantized": z,
    }


# ---------------------------------------------------------------- files


def read_safetensors(path: Path) -> dict[str, tuple[str, np.ndarray]]:
    """name -> (dtype, values as float32) of the float tensors; bfloat16 included."""
    data = Path(path).read_bytes()
    (n,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + n])
    out = {}
    for name, e in header.items():
        if name == "__metadata__":
            continue
        begin, end = e["data_offsets"]
        raw = data[8 + n + begin : 8 + n + end]
        if e["dtype"] == "F32":
            a = np.frombuffer(raw, "<f4")
        elif e["dtype"] == "F16":
            a = np.frombuffer(raw, "<f2").astype(np.float32)
        elif e["dtype"] == "BF16":
            a = (np.frombuffer(raw, "<u2").astype(np.uint32) << 16).view(np.float32)
        else:
            continue
        out[name] = (e["dtype"], a.astype(np.float32).reshape(e["shape"]))
    return out


def read_checkpoint(path: Path) -> dict[str, tuple[str, np.ndarray]]:
    path = Path(path)
    files = sorted(path.glob("*.safetensors")) if path.is_dir() else [path]
    out = {}
    for f in files:
        out.update(read_safetensors(f))
    return out
