"""The same source, compiled: plain Python functions in, fast ones out, where Numba is there.

A function that a run needs (a draw, a limit, the whole walk of the kernel) is written once,
as plain Python without decorators. ``compiled(f)`` copies it, lets the copy call compiled
copies of the package functions it names, across modules, and hands it to Numba; ``f`` itself
goes on calling plain Python and walks lists. Without Numba ``compiled(f)`` is ``f``.

The machine code of ``f`` with all it calls is kept on disk for the next start. Numba would
notice that the file of ``f`` has changed, but not a function or a constant ``f`` takes from
another file; so a fingerprint of everything reached is part of the copy's name. A cache that
cannot be written or read costs time, never an error.

Compiled code divides by zero without a word (the check keeps loops from being vectorised) and
allocates nothing (so that arrays are handed on without counting references). Never fast-math:
both forms give the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path
from threading import RLock
from types import CodeType, FunctionType, ModuleType, SimpleNamespace
from typing import Any

from xnsim import blocks, draws, elementary, inverses, worktime
from xnsim.engines import kernel_parts, kernel_ring, kernel_seldom
from xnsim.engines.on_disk import ForgivingCache, in_turn
from xnsim.engines.translate import short_way
from xnsim.garbage import no_collecting

Compiled = Callable[..., Any]

RUN_FUNCTIONS: tuple[FunctionType, ...] = (
    draws.mix, draws.case_key, draws.stream_base, draws.first_hash, draws.next_hash,
    draws.uniform, draws.arrival_instants, blocks.arrivals_ahead, elementary.ln, elementary.exp,
    elementary.normal_quantile, inverses.law_value, blocks.draw_block,
    worktime.closings, worktime.clock_units, worktime.due_at,
)

SHARED = (kernel_ring.run_out, kernel_seldom.leave, inverses.law_value)
"""What takes long to translate and is called by other functions that do."""

PLAIN = {"nogil": True, "error_model": "numpy"}
LEAN = {**PLAIN, "_nrt": False}
INNER = {**LEAN, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}

_lock = RLock()
_inner: dict[FunctionType, Compiled] = {}
_outer: dict[FunctionType, Compiled] = {}


@cache
def numba_here() -> ModuleType | None:
    """Numba, where it is installed, loads and is not switched off; otherwise nothing."""
    try:
        import numba
    except Exception:  # a missing or ill-matched numpy, llvmlite or system library: walk lists
        return None
    return None if numba.config.DISABLE_JIT else numba


def compile_all() -> SimpleNamespace:
    """Every function of ``RUN_FUNCTIONS`` under its own name, compiled where Numba is there.

    ``compiled`` of the answer says which. Numba translates a function when it is first called
    with arguments of a new type; until then this costs a few milliseconds.
    """
    made = {f.__name__: compiled(f) for f in RUN_FUNCTIONS}
    return SimpleNamespace(compiled=numba_here() is not None, **made)


def compiled(f: FunctionType) -> Compiled:
    """The fast form of a plain module-level function, or ``f`` itself without Numba.

    ``f`` and what it calls may name only numbers, functions of ``math`` and other plain
    functions of their own package. Errors: ``ValueError`` when a function calls itself.
    """
    numba = numba_here()
    if numba is None:
        return f
    with _lock:
        if f not in _outer:
            _outer[f] = _to_be_called(numba, _twin(numba, f, ()))
        return _outer[f]


def translate_ahead(f: FunctionType, tables: dict[str, Any]) -> None:
    """Translate a function of the walk that others call, without running it.

    ``tables`` by the name that every such function gives them; all its other parameters are
    whole numbers. Without Numba nothing happens.
    """
    numba = numba_here()
    if numba is None:
        return
    asked = f.__code__.co_varnames[:f.__code__.co_argcount]
    with _lock:
        fast = _called_inside(numba, f, ())
    with no_collecting(), _no_counting_from_the_end():
        fast.compile(tuple(numba.typeof(tables.get(name, 0)) for name in asked))


def fingerprint(f: FunctionType) -> str:
    """What a function does, in 16 letters: its code, its constants, and all it calls."""
    ink = blake2b(digest_size=8)
    for part in _said(f):
        ink.update(part.encode("utf-8") + b"\0")
    return ink.hexdigest()


# ---- copies that call copies -------------------------------------------------------------


def _twin(numba: ModuleType, f: FunctionType, callers: tuple[FunctionType, ...]) -> FunctionType:
    """``f`` once more, calling compiled functions; its name carries the fingerprint."""
    if f in callers:
        raise ValueError(f"{f.__module__}.{f.__qualname__} calls itself and cannot be compiled")
    fast = {name: _called_inside(numba, g, (*callers, f)) for name, g in _called(f).items()}
    twin = FunctionType(f.__code__, {**f.__globals__, **fast}, f.__name__, f.__defaults__)
    twin.__qualname__ = f"{f.__qualname__}_{fingerprint(f)}"
    return twin


def _called_inside(
    numba: ModuleType, g: FunctionType, callers: tuple[FunctionType, ...],
) -> Compiled:
    if g not in _inner:
        if g is draws.unsigned:
            _inner[g] = _cast_to_word(numba)
        elif g is kernel_parts.smallest:
            _inner[g] = numba.njit(**PLAIN, **short_way())(_smallest)
        elif g is kernel_parts.first_bit:
            _inner[g] = _count_zeros(numba)
        elif g in (kernel_parts.take_up, kernel_parts.take_at_home):
            _inner[g] = _jit(numba, _twin(numba, g, callers), {**INNER, "forceinline": True}, INNER, PLAIN)
        elif g in SHARED:
            _inner[g] = _shared(numba, _twin(numba, g, callers))
        else:
            _inner[g] = _of_numbers(_jit(numba, _twin(numba, g, callers), INNER, PLAIN))
    return _inner[g]


def _called(f: FunctionType) -> dict[str, FunctionType]:
    """The plain functions of the same package that ``f`` names."""
    home = f.__module__.partition(".")[0]
    named = {name: f.__globals__.get(name) for name in _names(f.__code__)}
    return {
        name: g for name, g in named.items()
        if isinstance(g, FunctionType) and g.__module__.partition(".")[0] == home
    }


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _said(f: FunctionType) -> Iterator[str]:
    """Everything of which a change should be noticed, called functions in full."""
    called = _called(f)
    yield from (f.__module__, f.__qualname__, repr(f.__defaults__))
    yield from _written(f.__code__)
    for name in _names(f.__code__):
        if name in called:
            yield from _said(called[name])
        elif isinstance(f.__globals__.get(name), bool | int | float | str | tuple):
            yield f"{name}={f.__globals__[name]!r}"


def _written(code: CodeType) -> Iterator[str]:
    yield code.co_code.hex()
    yield from (*code.co_names, *code.co_varnames)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _written(constant)
        else:
            yield repr(constant)


# ---- Numba, and its cache ----------------------------------------------------------------


def _cast_to_word(numba: ModuleType) -> Compiled:
    """``draws.unsigned`` for the compiler: a cast, since a mask of mixed types is no integer."""
    from numpy import uint64

    return numba.njit(**PLAIN, **short_way())(lambda k: uint64(k))


def _smallest(v: Any) -> Any:
    """``kernel_parts.smallest`` for the compiler: eight lanes side by side (the length is a multiple of eight)."""
    a, b, c, d, e, f, g, h = v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]
    for block in range(1, len(v) >> 3):
        i = block * 8
        a = v[i] if v[i] < a else a
        b = v[i + 1] if v[i + 1] < b else b
        c = v[i + 2] if v[i + 2] < c else c
        d = v[i + 3] if v[i + 3] < d else d
        e = v[i + 4] if v[i + 4] < e else e
        f = v[i + 5] if v[i + 5] < f else f
        g = v[i + 6] if v[i + 6] < g else g
        h = v[i + 7] if v[i + 7] < h else h
    a = b if b < a else a
    c = d if d < c else c
    e = f if f < e else e
    g = h if h < g else g
    a = c if c < a else a
    e = g if g < e else e
    return e if e < a else a


def _count_zeros(numba: ModuleType) -> Compiled:
    """``kernel_parts.first_bit`` for the compiler."""
    from numba.cpython.unsafe.numbers import trailing_zeros
    from numpy import int64

    return numba.njit(**PLAIN, **short_way())(lambda bits: int64(trailing_zeros(bits)))


@contextmanager
def _no_counting_from_the_end() -> Iterator[None]:
    """While a function of ours is translated, ``a[i]`` need not ask whether ``i`` is negative.

    Our sequences are never read from the end, and the question costs a quarter of the walk.
    Numba has no option for it; where its inside has changed, the question is asked as ever.
    """
    try:
        from numba.core.compiler_lock import global_compiler_lock
        from numba.core.types import intp
        from numba.np import arrayobj

        asked = arrayobj.fix_integer_index
    except (ImportError, AttributeError):
        yield
        return
    with global_compiler_lock:
        arrayobj.fix_integer_index = lambda context, builder, kind, at, size: context.cast(builder, at, kind, intp)
        try:
            yield
        finally:
            arrayobj.fix_integer_index = asked


def _trusting(fast: Compiled) -> Compiled:
    """The same function, translated without asking for negative indices."""
    translate = fast.compile

    def compile_trusting(signature: Any) -> Any:
        """Translate it for these types."""
        with no_collecting(), _no_counting_from_the_end():      # looking for garbage would take a tenth of the time
            return translate(signature)

    fast.compile = compile_trusting
    return fast


def _of_numbers(fast: Compiled) -> Compiled:
    """The same function, translated once for all whole numbers: Numba would do it anew for every number that is written out."""
    try:
        from numba.core.types import unliteral

        find = fast.get_call_template
    except (ImportError, AttributeError):
        return fast
    fast.get_call_template = lambda args, kws: find(tuple(map(unliteral, args)), kws)
    return fast


def _to_be_called(numba: ModuleType, twin: FunctionType) -> Compiled:
    """A function called from Python: with its place on disk."""
    kept = {"cache": True}
    fast = _jit(numba, twin, {**LEAN, **kept}, {**PLAIN, **kept}, LEAN, PLAIN)
    store = getattr(fast, "_cache", None)
    if store is not None and store.cache_path:
        fast._cache = ForgivingCache(store, twin)
    return _trusting(fast)


def _shared(numba: ModuleType, twin: FunctionType) -> Compiled:
    """A large function called from others, with its own place on disk: of several processes one translates it, the others take it from there."""
    return _of_numbers(in_turn(_to_be_called(numba, twin)))


def _jit(numba: ModuleType, twin: FunctionType, *choices: dict[str, Any]) -> Compiled:
    """The first of these sets of options that this Numba, on this disk, accepts."""
    for options in choices[:-1]:
        try:
            return numba.njit(**options, **short_way())(twin)
        except (KeyError, RuntimeError, OSError):  # an option unknown; nowhere to write
            continue
    return numba.njit(**choices[-1])(twin)


def kept(f: FunctionType) -> bool:
    """Whether ``f``, as it is now, is translated already: in this process or on disk."""
    fast = compiled(f)
    if getattr(fast, "signatures", None):
        return True
    store = getattr(fast, "_cache", None)
    folder = getattr(store, "cache_path", None)
    name = fast.py_func.__qualname__ if folder else ""      # with its fingerprint: who waits asks ten times a second
    return bool(folder) and any(Path(folder).glob(f"*.{name}-*.nbi"))
