"""The help of the program and of each command, in either language, set in columns that line up."""

from __future__ import annotations

from collections.abc import Sequence

from xnsim.commands.declare import Command, Option, typed
from xnsim.commands.screen import paragraph, table
from xnsim.labels import Label, Lang
from xnsim.punctuation import printed

ABOUT = Label("xnsim 效能仿真:在电脑上试行一项制度,看办事的时间和按时率怎样变。",
              "xnsim: try an institution on a simulated office and see what happens to times and on-time rates.")
USAGE, COMMANDS = Label("用法", "Usage"), Label("命令", "Commands")
WORDS, OPTIONS, EXAMPLES = Label("参数", "Arguments"), Label("选项", "Options"), Label("例", "Examples")
FIRST = Label("第一次使用:xnsim demo。每条命令后加 --help 看说明。", "New here? xnsim demo. Add --help after any command to read about it.")
LANG = Label("语言,默认中文;也可设环境变量 XNSIM_LANG", "language, Chinese by default; the variable XNSIM_LANG sets it too")
VERSION, HELP = Label("版本", "the version"), Label("本说明", "this text")
MANY, DEFAULT = Label("(可多次)", " (may be repeated)"), Label("(默认 {})", " (default {})")
GLOBAL = (("--lang zh|en", LANG), ("--version", VERSION), ("--help", HELP))


def program_help(commands: Sequence[Command], lang: Lang) -> str:
    """Return what ``xnsim --help`` prints."""
    rows = [[command.name, _first_sentence(command.help(lang), lang)] for command in commands]
    options = [[flag, printed(says(lang), lang)] for flag, says in GLOBAL]
    parts = [printed(ABOUT(lang), lang), _headed(USAGE, lang, "  xnsim [--lang zh|en] COMMAND …"), _headed(COMMANDS, lang, _rows(rows)),
             _headed(OPTIONS, lang, _rows(options)), printed(FIRST(lang), lang)]
    return "\n\n".join(parts)


def command_help(command: Command, lang: Lang) -> str:
    """Return what ``xnsim COMMAND --help`` prints."""
    words = [[each.shown, printed(each.help(lang), lang)] for each in command.arguments()]
    options = [[typed(option), _about(option, lang)] for option in command.options()]
    examples = "\n".join(f"  {example}" for example in command.examples)
    parts = [paragraph(command.help(lang), lang), _headed(USAGE, lang, f"  {command.usage()}")]
    parts += [_headed(WORDS, lang, _rows(words))] if words else []
    parts += [_headed(OPTIONS, lang, _rows([*options, ["--lang zh|en", printed(LANG(lang), lang)]]))]
    parts += [_headed(EXAMPLES, lang, examples)] if examples else []
    return "\n\n".join(parts)


def _about(option: Option, lang: Lang) -> str:
    more = MANY(lang) if option.many else DEFAULT(lang).format(option.default) if option.default is not None else ""
    return printed(option.help(lang) + more, lang)


def _headed(heading: Label, lang: Lang, body: str) -> str:
    return f"{printed(heading(lang) + ':', lang)}\n{body}"


def _rows(rows: list[list[str]]) -> str:
    body = table(["", ""], [["  " + name, says] for name, says in rows])
    return body


def _first_sentence(text: str, lang: Lang) -> str:
    return printed(text, lang).partition("。" if lang == "zh" else ". ")[0].rstrip(".")
