"""默认: silence that decides. Three defaults with three different legal bases, never one switch."""

from __future__ import annotations

from xnsim import cases
from xnsim.cases import count
from xnsim.indicators.base import LICENSING_LAW, Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label, Source


def _share(view: View, bits: int) -> tuple[int, int]:
    """Acceptance and consent by silence may befall a case that is still open: ``members`` counts it."""
    return count(view.members & ((view["deemed"] & bits) != 0)), count(view.members)


def _share_of_ended(view: View, bits: int) -> tuple[int, int]:
    """Ended cases that bear one of these marks of a default, of all that ended."""
    return count(view.done & ((view["deemed"] & bits) != 0)), count(view.done)


deemed_share = Indicator(
    key="deemed_share", label=Label("默认件比例", "share decided by default"), unit="rate", better="none",
    twin="verified_on_time_rate", cohort="completion",
    measure=lambda view: _share_of_ended(view, cases.BY_APPROVAL | cases.BY_RENEWAL),
    definition=Label(
        "超时默认同意或默认续期的件 ÷ 办结件。法律只规定了续期的默认;许可的默认同意没有一般法律依据。",
        "Cases approved or renewed by default ÷ cases ended. The law knows the default of a renewal; for a permit "
        "there is no general legal basis."),
    source=Source(LICENSING_LAW, "art. 50", "L"),
)

expired_share = Indicator(
    key="expired_share", label=Label("到期失效与到期不予比例", "share lapsed or refused at expiry"), unit="rate", better="lower",
    twin="verified_on_time_rate", cohort="completion",
    measure=lambda view: _share_of_ended(view, cases.BY_LAPSE | cases.BY_REFUSAL),
    definition=Label("到期失效或到期当日不予的件 ÷ 办结件。", "Cases that lapsed or were refused as the limit ran out ÷ cases ended."),
)

deemed_acceptance_share = Indicator(
    key="deemed_acceptance_share", label=Label("视为受理比例", "share deemed accepted"), unit="rate", better="lower",
    twin="on_time_acceptance_rate", cohort="arrival", measure=lambda view: _share(view, cases.BY_ACCEPTANCE),
    definition=Label(
        "5 个工作日内未告知而视为受理的件 ÷ 全部件。",
        "Cases deemed accepted because nobody answered within 5 working days ÷ all cases of the cohort."),
    source=Source(LICENSING_LAW, "art. 32(4)", "L"),
)

deemed_consent_share = Indicator(
    key="deemed_consent_share", label=Label("部门默认同意比例", "share with a deemed consent"), unit="rate", better="none",
    twin="verified_on_time_rate", cohort="completion", measure=lambda view: _share(view, cases.BY_CONSENT),
    definition=Label(
        "至少一个部门逾期未复、视为同意的件 ÷ 全部件。",
        "Cases with at least one department silent past its limit and taken to consent ÷ all cases of the cohort."),
    source=Source(Label("政府信息公开条例", "Regulations on Open Government Information"), "art. 34", "L"),
)
