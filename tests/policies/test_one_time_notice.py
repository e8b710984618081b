"""One-time notice: what a preview outside the system does to the figures."""

from policy_office import office

from xnsim import policies as p


def test_preview_by_hand():
    """0.3 × 0.3 = 0.09 are sent home by word of mouth instead of by a notice: looked at for 5 minutes, twice, with one more visit."""
    route = p.OneTimeNotice(preview=1).apply(office()).matters["licence"].route
    informal, check, back = route[:3]
    home = informal.options[0]
    assert check.step == "reception" and back.probability == 0
    assert home.share == 0.09 and informal.options[1].share == 0.91 and informal.options[1].route == ()
    look, wait, again = home.route
    assert (look.desk, str(look.effort[0]), again.trips) == ("window", "constant(5 min)", 1)
    assert (str(wait.length), wait.who) == ("exp(4 d)", "applicant")


def test_half_a_preview_halves_the_returns():
    """With half the papers previewed 0.045 are still returned by notice, and defects left to be found are half as many."""
    new = p.OneTimeNotice(preview=0.5).apply(office())
    assert new.matters["licence"].route[2].probability == 0.045
    assert new.matters["renewal"].route[2].defects.mean == 0.4
