"""An office in an Excel workbook is the office of the YAML file; a broken workbook is refused with all its problems, each at its cell."""

import datetime as dt
import io
import json
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from offices import OFFICES, offices
from offices_with_hands import offices_with_hands
from offices_with_time import offices_with_time
from offices_with_traits import offices_with_traits
from openpyxl import Workbook, load_workbook

from xnsim import presets
from xnsim.cli import main
from xnsim.commands.copies import template
from xnsim.policies.study_spec import load_study
from xnsim.scenario import InputError, load
from xnsim.scenario.files import loads
from xnsim.scenario.workbook_look import workbook, write_workbook
from xnsim.scenario.workbook_page import bare
from xnsim.scenario.workbook_pages import PAGES
from xnsim.scenario.workbook_steps import KINDS
from xnsim.scenario.workbook_table import as_a_workbook_has_it
from xnsim.scenario.workbook_words import Unread, in_trade_words, plain_words

HERE = Path(__file__).parent
FILES = {**presets.scenarios(), **{presets.institution_name(key): path for key, path in presets.institutions().items()},
         **{path.stem: path for path in sorted((presets.folder() / "published").glob("*.yaml"))}}
COMMON = ("county_centre", "single_window", "investment_project", "investment_project_network", "hotline", "city_centre", "major_decision")


@cache
def _sample(lang):
    return workbook(load(template(lang)), lang)


def sample(tmp_path, lang="zh", name="office.xlsx"):
    """The sample that xnsim hands out, as a workbook to be spoilt."""
    path = tmp_path / name
    path.write_bytes(_sample(lang))
    return path


def spoilt(tmp_path, *changes, lang="zh"):
    """The sample with some cells changed: (sheet, cell, value)."""
    path = sample(tmp_path, lang)
    book = load_workbook(path)
    for sheet, cell, value in changes:
        book[sheet][cell] = value
    book.save(path)
    return path


def told(path, lang="zh"):
    """What is said of a workbook: the cell, and the sentence, in the order they are told."""
    with pytest.raises(InputError) as caught:
        load(path)
    assert all(Path(problem.file).name == Path(path).name for problem in caught.value.problems)
    return [(problem.cell, problem.says(lang)) for problem in caught.value.problems]


def cells(path):
    """The cells at which something is wrong."""
    return [cell for cell, _ in told(path)]


@pytest.mark.parametrize(("name", "lang"), [(name, lang) for name in FILES for lang in ("zh", "en") if lang == "zh" or name in presets.scenarios()])
def test_every_scenario_that_comes_with_xnsim_goes_through_a_workbook(name, lang, tmp_path):
    """Written as a workbook (the larger ones in both languages) and read again, it is the same scenario to the last word."""
    office = load(FILES[name])
    path = tmp_path / "office.xlsx"
    path.write_bytes(workbook(office, lang))
    again = load(path)
    assert again.digest() == office.digest()
    assert again.to_dict() == office.to_dict()


def test_the_common_shapes_are_among_them():
    """Eighty-one offices: in turn, at once, one of several ways, meetings, timers, several sources."""
    assert len(FILES) >= 81
    assert set(COMMON) <= set(FILES)


def test_what_a_workbook_cannot_say_is_refused_with_every_word():
    """Response curves, pace by date and the like have no column: each is named, and the way out."""
    with pytest.raises(InputError) as caught:
        workbook(load(HERE / "rich_office.yaml"))
    said = {problem.path for problem in caught.value.problems}
    assert {"desks.fire_review.pace", "matters.licence.quality.minutes", "never_both_away"} <= said
    assert len(said) == len(caught.value.problems)
    assert all("YAML" in problem.says(lang) for problem in caught.value.problems for lang in ("zh", "en"))


@pytest.mark.parametrize("family", [offices(), offices_with_hands(), offices_with_time(), offices_with_traits()], ids=["plain", "hands", "time", "traits"])
def test_a_workbook_holds_all_of_an_office_or_refuses_it(family, tmp_path_factory):
    """Random offices: what is written is read as the same office; what has no place is refused, never lost."""
    folder = tmp_path_factory.mktemp("random")

    @settings(OFFICES, max_examples=8, phases=[Phase.generate])
    @given(family)
    def holds(office):
        """One office, in the language of its turn."""
        (_, scenario), *_ = office.timeline
        for lang in ("zh", "en"):
            try:
                write_workbook(scenario, folder / "office.xlsx", lang)
            except InputError as error:
                assert all(problem.path for problem in error.problems), error
            else:
                assert load(folder / "office.xlsx").digest() == as_a_workbook_has_it(scenario).digest()

    holds()


def test_officers_who_differ_have_a_row_of_their_own(tmp_path):
    """Absence and hours of one officer, and leave known beforehand, are written and read; a number of officers is not mixed with names."""
    text = template("zh").read_text(encoding="utf-8")
    text = text.replace("{name: 张三}", "{name: 张三, hours: [\"09:00-12:00\"], absence: {present: exp(4 wd), away: exp(1 wd), known: [{from: 2026-02-02, to: 2026-02-13}]}}")
    office = loads(text)
    path = tmp_path / "office.xlsx"
    write_workbook(office, path)
    book = load_workbook(path)
    assert [cell.value for cell in book["经办人"][2]] == ["国土审查", "张三", "平均4个工作日", "平均1个工作日", "2026-02-02~2026-02-13", "09:00-12:00"]
    assert book["岗位"]["C3"].value == "张三、李四"
    assert load(path).to_dict() == office.to_dict()
    book["经办人"]["A3"], book["经办人"]["B3"] = "收件窗口", "赵六"
    book["经办人"]["A4"], book["经办人"]["B4"] = "档案室", "钱七"
    book.save(path)
    zh = told(path)
    assert [cell for cell, _ in zh] == ["经办人!A3", "经办人!A4"]
    assert "写的是人数(2)" in zh[0][1] and "没有岗位“档案室”" in zh[1][1]


def test_nothing_is_left_where_a_scenario_is_refused(tmp_path, capsys):
    """No half a workbook stays behind, and the exit code is 2."""
    assert main(["scenarios", str(HERE / "rich_office.yaml"), "--to", str(tmp_path / "rich.xlsx")]) == 2
    assert not list(tmp_path.iterdir())
    assert "desks.fire_review.pace" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sample_is_easy_to_fill_in(lang, tmp_path):
    """Headings stay in sight and carry notes, kinds and desks are chosen from lists, the guide names every column."""
    book = load_workbook(sample(tmp_path, lang))
    steps = book["环节" if lang == "zh" else "Steps"]
    assert steps.freeze_panes and steps.freeze_panes != "A1"
    lists = [chosen.formula1 for chosen in steps.data_validations.dataValidation]
    desks = "岗位" if lang == "zh" else "Desks"
    assert any(f"'{desks}'!" in each for each in lists)
    assert any(("办理" if lang == "zh" else "Work") in each for each in lists)
    assert all(cell.comment for cell in steps[1] if bare(cell.value) not in ("",))
    guide = " ".join(str(cell.value) for row in book.worksheets[0] for cell in row)
    for page in PAGES:
        assert page.says(lang) in guide
    assert "代号" not in [cell.value for cell in steps[1]]


def test_a_workbook_is_taken_wherever_a_scenario_is(tmp_path, capsys):
    """check, run, compare, report and batch take it, and a study may name it."""
    path = sample(tmp_path)
    study = tmp_path / "study.yaml"
    study.write_text("schema: 1\nscenario: office.xlsx\nalternatives: {现状: []}\nreplications: 2\nseed: 1\n", encoding="utf-8")
    assert load_study(study).scenario.digest() == load(template("zh")).digest()
    assert main(["check", str(path), str(study)]) == 0
    assert main(["run", str(path), "--engine", "lists"]) == 0
    assert main(["compare", str(path), "--policy", "parallel_approval", "--replications", "2", "--engine", "lists"]) == 0
    assert "我们局" in capsys.readouterr().out


def test_from_a_workbook_to_yaml_and_back(tmp_path, capsys):
    """The hash stays, and nothing that is there is written over."""
    path = sample(tmp_path)
    yaml, again = tmp_path / "office.yaml", tmp_path / "again.xlsx"
    assert main(["check", str(path), "--to", str(yaml)]) == 0
    assert main(["scenarios", str(yaml), "--to", str(again)]) == 0
    assert load(yaml).digest() == load(again).digest() == load(path).digest()
    before = again.read_bytes()
    assert main(["scenarios", "--to", str(again)]) == 2
    assert again.read_bytes() == before
    assert "不覆盖" in capsys.readouterr().err
    assert main(["check", "single_window", "--to", str(tmp_path / "one.xlsx"), "--json"]) == 0     # a study goes by this name too
    assert load(tmp_path / "one.xlsx").digest() == load(FILES["single_window"]).digest()


def test_the_words_of_the_trade_are_those_of_the_file():
    """Chinese units stand for the file's own; a bare day is two things and refused."""
    pairs = {"20个工作日": "20 wd", "22分钟": "22 min", "平均22分钟": "exp(22 min)", "12件/工作日": "12/wd", "每个工作日12件": "12/wd", "2.5小时": "2.5 h",
             "60个日历日": "60 d", "3个月": "3 mo", "lognormal(25分钟, cv 1)": "lognormal(25 min, cv 1)", "20 wd": "20 wd", "平均3小时 + 20分钟": "exp(3 h) + 20 min"}
    assert {said: plain_words(said) for said in pairs} == pairs
    assert in_trade_words("exp(22 min)") == "平均22分钟"
    assert in_trade_words("hyper(0.9: 0.5 d, 0.1: 5.5 d)") == "hyper(0.9: 0.5个日历日, 0.1: 5.5个日历日)"
    for vague in ("20天", "7日", "12件/天", "每天12件", "2周"):
        with pytest.raises(Unread):
            plain_words(vague)


def test_cells_are_read_as_a_clerk_types_them(tmp_path):
    """Percent signs, dates of either kind, numbers typed as text, lists with any comma, merged matters and blank ones, remarks."""
    path = spoilt(tmp_path, ("基本情况", "B4", dt.datetime(2026, 1, 5)), ("基本情况", "B6", "9:00—12:00、13:30至17:30"), ("事项", "C2", "20"), ("事项", "D2", "3个工作日"),
                  ("环节", "G3", "30%"), ("岗位", "C3", "张三,李四"), ("环节", "A3", None), ("环节", "A4", None), ("环节", "L1", "备注"), ("环节", "L2", "问过窗口"), ("岗位", "C2", "2"))
    assert load(path).digest() == load(template("zh")).digest()
    book = load_workbook(path)
    book["环节"].insert_rows(1)
    book["环节"]["A1"] = "我们局的办事环节"
    book["环节"].merge_cells("A3:A10")
    book.create_sheet("备注")["A1"] = "2026 年 3 月填"
    book.save(path)
    assert load(path).digest() == load(template("zh")).digest()


def test_a_formula_counts_as_what_excel_has_computed(tmp_path):
    """A formula without its value in the file is told; nothing is guessed."""
    path = spoilt(tmp_path, ("事项", "D2", "=1+2"))
    assert told(path) == [("事项!D2", told(path)[0][1])]
    assert "公式" in told(path)[0][1] and "formula" in told(path, "en")[0][1]


BROKEN = {
    "an unknown desk": ([("环节", "E2", "收件窗囗二")], [("环节!E2", "没有", "no desk")]),
    "a wrong unit": ([("环节", "F2", "22 mins")], [("环节!F2", "不认识的时间单位", "unknown unit")]),
    "no unit": ([("环节", "F2", 22)], [("环节!F2", "不是时间长度", "not a length of time")]),
    "a probability above one": ([("环节", "G3", 1.2)], [("环节!G3", "1.2 超过上限 1", "above the highest value 1")]),
    "promised longer than statutory": ([("事项", "D2", 30)], [("事项!D2", "法定时限", "statutory")]),
    "a name twice": ([("岗位", "A6", "收件窗口")], [("岗位!A6", "重复,第 2 行", "written twice, first in row 2")]),
    "a renamed column": ([("环节", "F1", "用时时间")], [("环节!F1", "是不是 用时", "did you mean 用时")]),
    "a date for a duration": ([("环节", "F2", dt.datetime(2026, 3, 5))], [("环节!F2", "变成日期", "date or time")]),
    "a time for a duration": ([("环节", "F2", dt.time(0, 22))], [("环节!F2", "变成日期或时刻(00:22:00)", "date or time (00:22:00)")]),
    "days of no kind": ([("事项", "D2", "3天")], [("事项!D2", "分不清是工作日还是日历日", "working or calendar days")]),
    "no kind": ([("环节", "C4", None), ("环节", "D4", "受理")], [("环节!C4", "没有写种类", "no kind")]),
    "an unknown kind": ([("环节", "C4", "审核")], [("环节!C4", "没有“审核”这个种类", "no kind “审核”")]),
    "a step without its parent": ([("环节", "B6", 9.1)], [("环节!B6", "上面却没有 9", "no 9 above")]),
    "a step within a step": ([("环节", "C5", "办理"), ("环节", "D5", "会审"), ("环节", "E5", "消防审查"), ("环节", "F5", "1小时")], [("环节!B6", "4 的种类不是", "the kind of 4"), ("环节!B7", "4 的种类不是", "the kind of 4")]),
    "a number twice": ([("环节", "B8", 3)], [("环节!B8", "序号 3 重复,第 4 行已有", "first in row 4")]),
    "a limit to accept without acceptance": ([("环节", "A4", "#")], [("事项!E2", "请加一项 “受理”,或删去 “受理时限”", "add Accept")]),
    "a column that is not for this kind": ([("环节", "E4", "收件窗口")], [("环节!E4", "“受理”用不着“岗位”", "Accept has no use for “Desk”")]),
    "an unknown matter": ([("环节", "A10", "查询")], [("环节!A10", "没有事项“查询”", "no matter “查询”")]),
    "no such day": ([("基本情况", "B4", "2026年2月30日")], [("基本情况!B4", "不是日期", "not a date")]),
    "a missing value": ([("基本情况", "B8", None)], [("基本情况!B8", "缺少“计量”", "“Measured” is missing")]),
    "no officers": ([("岗位", "C2", 0)], [("岗位!C2", "小于下限 1", "below the lowest value 1")]),
    "a word that is no choice": ([("岗位", "F2", "先到先得")], [("岗位!F2", "先来先办", "first come")]),
    "who is nobody": ([("AB岗", "B2", "赵六")], [("AB岗!B2", "赵六", "赵六")]),
    "an error of a formula": ([("事项", "B2", "#REF!")], [("事项!B2", "公式出错", "formula fails")]),
    "text without a heading": ([("岗位", "M3", "?")], [("岗位!M3", "没有表头", "no heading")]),
    "a step without a desk": ([("环节", "E2", None)], [("环节!E2", "缺少“岗位”", "“Desk” is missing")]),
    "a sheet nobody knows": ([("草表", "A1", "x")], [("草表", "不认识的表", "unknown sheet")]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_workbook_names_sheet_and_cell(name, tmp_path):
    """Each fault is told once, at its cell, with the way out, in both languages."""
    changes, expected = BROKEN[name]
    path = sample(tmp_path)
    book = load_workbook(path)
    for sheet, cell, value in changes:
        if sheet not in book.sheetnames:
            book.create_sheet(sheet)
        book[sheet][cell] = value
    book.save(path)
    zh, en = told(path), told(path, "en")
    assert [cell for cell, _ in zh] == [cell for cell, *_ in expected], zh
    for (_, said_zh), (_, said_en), (_, word_zh, word_en) in zip(zh, en, expected, strict=True):
        assert word_zh in said_zh and word_en in said_en, (said_zh, said_en)


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    """A dozen faults on five sheets make a dozen lines, from the first sheet to the last, from top to bottom."""
    changes = [change for name, (changes, _) in BROKEN.items() if name in (
        "no such day", "no officers", "a word that is no choice", "promised longer than statutory", "an unknown desk", "a probability above one", "an unknown kind") for change in changes]
    path = spoilt(tmp_path, *changes)
    assert cells(path) == ["基本情况!B4", "岗位!C2", "岗位!F2", "事项!D2", "环节!E2", "环节!G3", "环节!C4"]


def test_a_missing_sheet_is_told_by_name(tmp_path):
    """Without its desks an office is no office; what refers to them is not told on top."""
    path = sample(tmp_path)
    book = load_workbook(path)
    del book["岗位"]
    book["事项"].title = "事项表"
    book.save(path)
    zh = [said for _, said in told(path)]
    assert any("没有“岗位”这张表" in said for said in zh)
    assert any("是不是 事项" in said for said in zh)
    assert not any("matters" in said or "desks" in said for said in zh)


def test_merged_cells_are_refused_where_it_is_not_clear_whose_they_are(tmp_path):
    """Two steps whose desks are merged: one says which area, and what to do."""
    path = sample(tmp_path)
    book = load_workbook(path)
    book["环节"].merge_cells("E6:E7")
    book.save(path)
    assert [(cell, "E6:E7 是合并的单元格" in said) for cell, said in told(path)][0] == ("环节!E6", True)


def _secret(raw):
    return b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def _half(raw):
    return raw[: len(raw) // 2]


def _hollow(raw):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("nothing.txt", "here")
    return out.getvalue()


@pytest.mark.parametrize(("name", "spoil", "zh", "en"), [
    ("empty.xlsx", lambda raw: b"", "0字节", "empty"),
    ("old.xls", lambda raw: b"\xd0\xcf\x11\xe0" + b"\0" * 900, "旧格式", "old format"),
    ("secret.xlsx", _secret, "密码", "password"),
    ("half.xlsx", _half, "损坏", "damaged"),
    ("hollow.xlsx", _hollow, "损坏", "damaged"),
    ("text.xlsx", lambda raw: b"schema: 1\n", "不是 Excel 工作簿", "no Excel workbook"),
    ("office.ods", lambda raw: raw, "另存为", "save it as"),
    ("office.yaml", lambda raw: raw, ".xlsx", ".xlsx"),
    ("~$office.xlsx", lambda raw: b"\0" * 165, "临时文件", "lock file"),
])
def test_what_is_no_workbook_is_refused_in_one_sentence(name, spoil, zh, en, tmp_path, capsys):
    """Empty, old, locked, damaged, misnamed: said in the reader's language, exit code 2, never a traceback."""
    path = tmp_path / name
    path.write_bytes(spoil(sample(tmp_path, name="sound.xlsx").read_bytes()))
    for lang, word in (("zh", zh), ("en", en)):
        assert main(["check", str(path), "--lang", lang]) == 2
        said = capsys.readouterr().err
        assert word in said and "Traceback" not in said and len(said.strip().splitlines()) == 1


def test_an_empty_or_foreign_workbook_is_told_what_a_scenario_looks_like(tmp_path, capsys):
    """A blank workbook, and one of another purpose, are pointed to the sample."""
    blank, other = tmp_path / "blank.xlsx", tmp_path / "other.xlsx"
    Workbook().save(blank)
    book = Workbook()
    book.active.title, book.active["A1"] = "工资表", "姓名"
    book.save(other)
    for path in (blank, other):
        assert main(["check", str(path)]) == 2
        assert "xnsim scenarios --to" in capsys.readouterr().err


def test_an_open_workbook_is_read_with_a_warning(tmp_path):
    """What was not saved yet is not seen: the reader is told, and goes on."""
    path = sample(tmp_path)
    (tmp_path / "~$office.xlsx").write_bytes(b"\0" * 165)
    with pytest.warns(UserWarning, match="没有存盘的改动读不到"):
        assert load(path).digest() == load(template("zh")).digest()


def test_a_program_reads_sheet_and_cell(tmp_path, capsys):
    """``check --json`` carries the cell beside the file."""
    path = spoilt(tmp_path, ("环节", "G3", 1.2))
    assert main(["check", str(path), "--json"]) == 2
    problem = json.loads(capsys.readouterr().out)[0]["problems"][0]
    assert (problem["cell"], problem["line"], Path(problem["file"]).name) == ("环节!G3", 0, "office.xlsx")


def test_an_english_workbook_is_told_in_its_own_words(tmp_path):
    """Sheets and headings are named as they stand in the file."""
    path = spoilt(tmp_path, ("Steps", "G3", 1.2), ("Steps", "E2", "Receptoin"), lang="en")
    assert [cell for cell, _ in told(path, "en")] == ["Steps!E2", "Steps!G3"]
    assert "did you mean Reception?" in told(path, "en")[0][1]


def test_the_key_is_made_of_the_name_that_stands_first(tmp_path):
    """An English workbook shows the English name first and makes the key of it; a Chinese one the Chinese."""
    desk = "desks: {Land_review: {name: {zh: 国土审查, en: Land review}}}"
    text = "schema: 1\nname: {zh: 局, en: Bureau}\ncalendar: {start: 2026-01-05}\nhorizon: {warm_up: 1 wd, measure: 5 wd}\n" + desk + "\nmatters: {m: {arrivals: {poisson: 1/wd}, route: [{serve: {step: s, desk: Land_review, effort: 1 h}}]}}\n"
    office = loads(text)
    for lang, first, key in (("en", ["Land review", "国土审查"], None), ("zh", ["国土审查", "Land review"], "Land_review")):
        path = tmp_path / f"{lang}.xlsx"
        write_workbook(office, path, lang)
        row = [cell.value for cell in load_workbook(path)["Desks" if lang == "en" else "岗位"][2]]
        assert row[:2] == first and (row[-1] if key else None) == key and "Land_review" not in row[: -1 if key else None]
        assert load(path).to_dict() == office.to_dict()


def test_every_heading_is_known_by_one_name_only():
    """Within a sheet no two columns share a heading in either language, and no two sheets a title."""
    for page in PAGES:
        words = [bare(word) for column in page.columns for word in {column.says.zh, column.says.en}]
        assert len(words) == len(set(words)), page.says.zh
    titles = [bare(word) for page in PAGES for word in (page.says.zh, page.says.en)]
    assert len(titles) == len(set(titles))


def test_yaml_is_read_without_a_workbook_in_sight():
    """Reading YAML loads nothing of Excel."""
    import subprocess
    import sys

    code = "import sys; from xnsim.scenario import load; load(sys.argv[1]); print('openpyxl' in sys.modules or 'xnsim.scenario.workbook' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code, str(FILES["single_window"])], capture_output=True, text=True, check=True, cwd=HERE.parent)
    assert run.stdout.strip() == "False"


def test_the_page_of_words_tells_of_every_sheet_and_kind():
    """docs/words.md names each sheet and each kind of step in both languages."""
    page = (HERE.parent / "docs" / "words.md").read_text(encoding="utf-8")
    for each in PAGES:
        assert f"| {each.says.zh} {each.says.en} |" in page
    for kind, label in KINDS.items():
        assert f"{label.zh} `{kind}`" in page and label.en in page


def test_a_licence_limited_in_number_is_called_so():
    """The column of ``quota_order`` speaks of the order of acceptance and its article, as the words of the file do."""
    (column,) = [each for page in PAGES for each in page.columns if each.at == ("quota_order",)]
    assert column.says("zh") == "数量有限制" and "受理先后" in column.help.zh and "57" in column.help.zh and "order of acceptance" in column.help.en
