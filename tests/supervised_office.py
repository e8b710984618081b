"""A small office with long files and short ones at one desk: there is something for supervision to put right, and nothing to spare."""

from paired import comes, small
from toy_office import serve

QUARTER = {"horizon": {"warm_up": "10 wd", "measure": "60 wd", "drain": "60 wd"}}
LIMITS = {"statutory": "20 wd", "promised": "5 wd"}
READING = {"horizon": {"warm_up": "12 wd", "measure": "10 wd", "drain": "60 wd"}}       # the window ends with the day of a monthly reading
SIGN = {step: serve(step, "b", "exp(10 min)") for step in ("sign", "sign_too")}
MIXED = small({"a": {}, "b": {}}, {
    "long": comes("1/wd", [serve("s", "a", "exp(5 h)"), SIGN["sign"]], {"statutory": "60 wd", "promised": "50 wd"}),
    "short": comes("2/wd", [serve("t", "a", "exp(20 min)"), SIGN["sign_too"]], LIMITS)}, QUARTER)
READ_MONTHLY = small({"a": {}}, {"m": comes("6/wd", [serve("s", "a", "exp(66 min)")], {"promised": "2 wd"})}, READING)
