"""A page open in a browser: what it shows, what it asked for, and what went wrong meanwhile."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

SCREEN = {"width": 1366, "height": 768}
SCREENS = {"projector": SCREEN, "phone": {"width": 390, "height": 844}}
WAIT_MS, POLL_MS = 240_000, 50
"""How long to wait, and how often to look: looking at every frame would keep the browser painting."""
CONSOLE = "console: "
"""Before what a script reported; an error that nobody caught stands as it is."""
A4 = {"width": 688, "height": 1000}
"""What lies between the margins of a sheet: 182 mm across, at 96 dots an inch."""

SAME_PICTURE = """([one, other, family]) => {
  const drawn = (sign) => {
    const canvas = Object.assign(document.createElement('canvas'), {width: 48, height: 48});
    const pen = canvas.getContext('2d');
    pen.font = `40px ${family}`;
    pen.fillText(sign, 4, 40);
    return canvas.toDataURL();
  };
  return drawn(one) === drawn(other);
}"""


def chromium() -> str:
    """Return where the browser of this machine is; skips the test, saying so, where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        if (found := shutil.which(name)) is not None:
            return found
    pytest.skip("no Chromium or Chrome is installed on this machine")


@dataclass
class Open:
    """A page open in a browser, and what was overheard since."""

    page: object
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen from now on, and be patient."""
        self.page.set_default_timeout(WAIT_MS)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(f"{CONSOLE}{said.text}") if said.type == "error" else None)

    def data(self, selector: str) -> dict[str, str]:
        """Return the data-* attributes of an element."""
        return self.page.eval_on_selector(selector, "each => ({...each.dataset})")

    def until(self, selector: str, condition: str) -> dict[str, str]:
        """Wait until the data-* attributes of an element fulfil a condition, and return them."""
        self.page.wait_for_function(f"([at]) => {{ const data = document.querySelector(at)?.dataset; return data && ({condition}); }}",
                                    arg=[selector], timeout=WAIT_MS, polling=POLL_MS)
        return self.data(selector)

    def draws(self, selector: str, *signs: str) -> bool:
        """Say whether two characters look different in the typeface of an element."""
        family = self.page.eval_on_selector(selector, "each => getComputedStyle(each).fontFamily")
        return not self.page.evaluate(SAME_PICTURE, [*signs, family])

    def outside(self) -> list[str]:
        """Return what was asked of other machines: every address that is neither 127.0.0.1 nor inside the page."""
        return [url for url in self.asked if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"]
