"""Machine code kept on disk: by one process for all the others, and never the cause of an error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sys import version_info
from types import FunctionType
from typing import Any


class ForgivingCache:
    """Numba's cache on disk, but a broken file or a full disk counts as not cached."""

    def __init__(self, store: Any, twin: FunctionType) -> None:
        self._store = store
        name, _, mark = twin.__qualname__.rpartition("_")
        stem = Path(twin.__code__.co_filename).stem
        python = f"py{version_info.major}{version_info.minor}"
        self._others = f"{stem}.{name}_{'?' * len(mark)}-*.{python}.*"
        self._mark = f"_{mark}-"
        self.lock = Path(store.cache_path) / f"{stem}.{name}_{mark}-turn.{python}.lock"

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def load_overload(self, signature: Any, context: Any) -> Any:
        """The machine code kept for these argument types, or nothing."""
        try:
            return self._store.load_overload(signature, context)
        except Exception:  # a torn file can raise anything at all
            return None

    def save_overload(self, signature: Any, result: Any) -> None:
        """Keep the machine code if that is possible, and drop what older sources left."""
        try:
            self._drop_older()
            self._store.save_overload(signature, result)
        except Exception:  # an index that cannot be read, or no room left
            self._start_afresh(signature, result)

    def _drop_older(self) -> None:
        for path in Path(self._store.cache_path).glob(self._others):
            if self._mark not in path.name:
                with suppress(OSError):  # another process reads it
                    path.unlink()

    def _start_afresh(self, signature: Any, result: Any) -> None:
        try:
            self._store.flush()
            self._store.save_overload(signature, result)
        except Exception:  # then the next start compiles again
            self._store.disable()


@contextmanager
def turn(lock: Path | None) -> Iterator[None]:
    """Wait until no other process holds this file, and hold it; where there are no such locks nobody waits.

    Who had to wait finds on disk what the other has left there.
    """
    try:
        from fcntl import LOCK_EX, flock

        held = None
        if lock is not None:
            lock.parent.mkdir(parents=True, exist_ok=True)
            held = lock.open("w", encoding="utf-8")
            flock(held, LOCK_EX)
    except (ImportError, OSError):      # Windows, or a folder that cannot be written
        held = None
    try:
        yield
    finally:
        if held is not None:
            held.close()


def in_turn(fast: Any) -> Any:
    """The same function, translated by one process at a time.

    Functions wait for those they call, never the other way round, so no two processes wait for each other.
    """
    translate = fast.compile

    def compile_in_turn(signature: Any) -> Any:
        """Translate it for these types, or find what another process has translated meanwhile."""
        from numba.core.compiler_lock import global_compiler_lock

        with global_compiler_lock, turn(getattr(fast._cache, "lock", None)):      # in this order: threads share the first
            return translate(signature)

    fast.compile = compile_in_turn
    return fast
