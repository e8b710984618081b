"""One design point on its way to the disk: replications come in any order and are kept in theirs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xnsim.batch.errand import Made
from xnsim.batch.store import CASE_PARTS, INDICATOR_PARTS, UNFINISHED, finish, part, put
from xnsim.study.comparison import Readings

if TYPE_CHECKING:
    from pyarrow import Table
    from pyarrow.parquet import ParquetWriter


class Part:
    """What has come in of one design point.

    Tables of cases are written as they come, a row group a replication, so that only what
    came too early waits in memory. The indicators' part is written last: where it is, the
    point is complete.
    """

    def __init__(self, out: Path, point: int, replications: int, stamp: dict[str, Any], with_cases: bool) -> None:
        self.out, self.point, self.replications, self.stamp, self.with_cases = out, point, replications, stamp, with_cases
        self._readings: dict[int, Readings] = {}
        self._early: dict[int, dict[str, Any]] = {}
        self._written = 0
        self._writer: ParquetWriter | None = None

    def take(self, made: Made) -> bool:
        """Keep one replication; True when it was the last and the point stands on the disk."""
        self._readings[made.replication] = made.readings
        if made.cases is not None:
            self._early[made.replication] = made.cases
            self._write_cases()
        if len(self._readings) < self.replications:
            return False
        self._finish()
        return True

    def abandon(self) -> None:
        """Close what is open; the unfinished file is swept away when the batch goes on."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _write_cases(self) -> None:
        from pyarrow.parquet import ParquetWriter

        while self._written in self._early:
            table = _case_table(self._early.pop(self._written), self._written, self._metadata())
            if self._writer is None:
                self._writer = ParquetWriter(self._unfinished(), table.schema, compression="zstd")
            self._writer.write_table(table, row_group_size=max(1, table.num_rows))
            self._written += 1

    def _unfinished(self) -> Path:
        path = part(self.out, CASE_PARTS, self.point)
        return path.with_name(path.name + UNFINISHED)

    def _finish(self) -> None:
        from pyarrow.parquet import write_table

        if self.with_cases:
            self.abandon()
            finish(self._unfinished(), part(self.out, CASE_PARTS, self.point))
        table = _indicator_table([self._readings[r] for r in range(self.replications)], self._metadata())
        put(part(self.out, INDICATOR_PARTS, self.point), lambda path: write_table(table, path, compression="zstd"))

    def _metadata(self) -> dict[str, str]:
        return {"xnsim": json.dumps(self.stamp, ensure_ascii=False)}


def _indicator_table(rows: list[Readings], metadata: dict[str, str]) -> Table:
    import pyarrow as pa

    flat = [(r, key, cohort, value, float(parts.numerator), float(parts.denominator))
            for r, read in enumerate(rows) for (key, cohort), (value, parts) in read.items()]
    kinds = {"replication": pa.int32(), "indicator": pa.string(), "cohort": pa.string(), "value": pa.float64(),
             "numerator": pa.float64(), "denominator": pa.float64()}
    columns = [pa.array(column, kind) for column, kind in zip(zip(*flat, strict=True), kinds.values(), strict=True)]
    return pa.table(columns, schema=pa.schema(kinds.items(), metadata))


def _case_table(cases: dict[str, Any], replication: int, metadata: dict[str, str]) -> Table:
    import pyarrow as pa

    rows = len(cases["case"])
    columns = {"replication": pa.array([replication] * rows, pa.int32())} | {name: pa.array(column, pa.int64()) for name, column in cases.items()}
    return pa.table(columns).replace_schema_metadata(metadata)
