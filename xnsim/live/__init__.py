"""A page that really simulates: Python and this package's own core in one HTML file, opened by a double-click.

``live_page`` writes it. In the page, ``talk`` answers what is asked on it: ``desk`` tries reforms with any knob, ``own``
makes an office of five answers, ``chair`` plays the game. They import nothing that needs NumPy.
"""

from __future__ import annotations
