"""The same two offices simulated by xnsim and by its rivals, side by side.

``python -m benchmarks.run`` from the repository's root (``--quick`` for a first look).
"""
