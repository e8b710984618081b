"""时间去哪儿了: for every case and every matter, where the time between receipt and closing went.

A ledger is made after the run, from what the run left, and sums to the second to the
sojourn of the case.
"""

from __future__ import annotations

from xnsim.ledger.where import ENTRIES, MEANING, Ledger, MatterLedger, NoSuchCase, ledgers, where

__all__ = ["ENTRIES", "MEANING", "Ledger", "MatterLedger", "NoSuchCase", "ledgers", "where"]
