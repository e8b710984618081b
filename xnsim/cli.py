"""The command line ``xnsim``: types the same sentences the notebook speaks."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches

import click

from xnsim.commands import COMMANDS
from xnsim.commands.declare import Argument, Command, Option
from xnsim.commands.help import command_help, program_help
from xnsim.commands.mistakes import guarded
from xnsim.labels import Label, Lang, spoken
from xnsim.punctuation import printed
from xnsim.scenario.problems import InputError, Problem
from xnsim.version import VERSION

NO_LANGUAGE = "--lang 后面写 zh(中文)或 en(English),现为“{0}” / --lang takes zh or en, not “{0}”"
COUNTS = {"1": 1, "?": 1, "+": -1, "*": -1}


def main(words: Sequence[str] | None = None) -> int:
    """Carry out what was typed (default: the words of this process) and return the exit code."""
    speak_utf8()
    lang, rest = language(sys.argv[1:] if words is None else words, os.environ)
    with warnings.catch_warnings():
        warnings.showwarning = _warner(lang)
        return guarded(lang, lambda: _carry_out(lang, rest))


def _carry_out(lang: Lang, words: Sequence[str]) -> int:
    """Do what was typed; a language that xnsim does not speak is refused in both that it does."""
    before = words[: words.index("--")] if "--" in words else words
    for k, word in enumerate(before):
        flag, equals, value = word.partition("=")
        if flag == "--lang":
            said = NO_LANGUAGE.format(value if equals else "".join(before[k + 1 : k + 2]))
            raise InputError([Problem("", Label(said, said))])
    return _Program(lang).main(list(words) or ["--help"], prog_name="xnsim", standalone_mode=False) or 0


def _warner(lang: Lang) -> Callable[..., None]:
    """Return what tells a warning: once, in the reader's language (a warning carries both, with a stroke between)."""
    told: set[str] = set()

    def tell(message: Warning | str, *_: object) -> None:
        """Tell a warning that was not told before."""
        text = printed(str(message).split(" / ")[0 if lang == "zh" else -1], lang)
        if text not in told:
            told.add(text)
            print(f"! {text}", file=sys.stderr)

    return tell


def speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page is; Chinese Windows would use GBK into files."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def language(words: Sequence[str], environment: Mapping[str, str]) -> tuple[Lang, list[str]]:
    """Take ``--lang`` out of the words, wherever it stands; XNSIM_LANG counts where it is not given."""
    lang, rest, pending = spoken(environment), [], list(words)
    while pending:
        word = pending.pop(0)
        if word == "--":
            return lang, [*rest, word, *pending]
        flag, equals, value = word.partition("=")
        value = value if equals else pending[0] if pending else ""
        if flag == "--lang" and value in ("zh", "en"):
            lang = "zh" if value == "zh" else "en"
            del pending[: 0 if equals else 1]
        else:
            rest.append(word)
    return lang, rest


class _Command(click.Command):
    """A declared command, as click parses it."""

    def __init__(self, command: Command, lang: Lang) -> None:
        super().__init__(command.name, params=[_parameter(each) for each in command.takes], context_settings={"allow_extra_args": True})
        self.command, self.lang = command, lang

    def get_help(self, ctx: click.Context) -> str:
        """Return the help of the command in the reader's language."""
        return command_help(self.command, self.lang)

    def invoke(self, ctx: click.Context) -> int:
        """Carry the command out, unless a word was typed that it has no use for."""
        if ctx.args:
            raise _TooMany(ctx.args[0], ctx)
        return self.command.carry_out(self.lang, ctx.params)


class _Program(click.Group):
    """All commands; alone it prints its help."""

    def __init__(self, lang: Lang) -> None:
        options = [click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_tell_version)]
        super().__init__("xnsim", commands={each.name: _Command(each, lang) for each in COMMANDS}, params=options)
        self.lang = lang

    def get_help(self, ctx: click.Context) -> str:
        """Return the list of commands in the reader's language."""
        return program_help(COMMANDS, self.lang)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed, or refuse with the nearest one."""
        if args[0] not in self.commands:
            raise _NoSuchCommand(args[0], self.commands, ctx)
        return super().resolve_command(ctx, args)


class _NoSuchCommand(click.UsageError):
    """A command that does not exist; knows the nearest that does."""

    def __init__(self, word: str, known: Mapping[str, click.Command], ctx: click.Context) -> None:
        super().__init__(word, ctx)
        self.command_name, self.possibilities = word, get_close_matches(word, known, n=1)


class _TooMany(click.UsageError):
    """A word that the command has no use for."""

    def __init__(self, word: str, ctx: click.Context) -> None:
        super().__init__(word, ctx)
        self.too_many = word


def _tell_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        print(f"xnsim {VERSION}")
        ctx.exit()


def _parameter(each: Argument | Option) -> click.Parameter:
    if isinstance(each, Argument):
        return click.Argument([each.name], nargs=COUNTS[each.count], required=each.count in "1+", metavar=each.shown)
    if not each.shown:
        return click.Option([each.flag, each.name], is_flag=True)
    return click.Option([each.flag, each.name], metavar=each.shown, multiple=each.many)


if __name__ == "__main__":
    sys.exit(main())
