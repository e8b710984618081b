"""What went wrong, said to the person at the keyboard: never a traceback for a wrong input.

Exit codes: 0 done, 1 the run failed, 2 the input is wrong, 130 stopped by the user.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable

import click

from xnsim.labels import Label, Lang
from xnsim.policies.base import PolicyRefused
from xnsim.scenario.problems import InputError

FAILED, WRONG, STOPPED = 1, 2, 130
TRACE = "XNSIM_TRACEBACK"

COUNT = Label("共 {} 处需要改正。", "{} to mend.")
STOP = Label("已停止;已经算完并写出的结果保留。", "Stopped; what was finished and written is kept.")
FAILURE = Label("运行失败:{}", "The run failed: {}")
REPORT = Label(f"这是程序的错误,不是您的输入有误。设环境变量 {TRACE}=1 再运行一次,可得到详细信息,请连同情景文件一起反映。",
               f"This is a fault of the program, not of your input. Set {TRACE}=1 and run again for details, and report them with the scenario file.")
WHY = {
    errno.ENOENT: Label("没有这个文件或文件夹", "no such file or folder"), errno.EACCES: Label("没有权限", "permission denied"),
    errno.EPERM: Label("没有权限", "permission denied"), errno.EROFS: Label("这里只能读", "read-only here"), errno.ENOSPC: Label("磁盘已满", "the disk is full"),
    errno.EISDIR: Label("这是文件夹", "this is a folder"), errno.ENOTDIR: Label("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.EEXIST: Label("已有同名的文件", "a file of this name is there"), errno.EADDRINUSE: Label("端口已被占用", "the port is taken"),
}
UNWRITTEN = Label("读写文件失败:{}。文件可能正被其他程序打开,或没有权限、磁盘已满。",
                  "A file could not be read or written: {}. Another program may hold it open, or permission or space is missing.")
MISSING_PART = Label("缺少组件 {0}。请运行:{1} -m pip install {0}", "The package {0} is missing. Run: {1} -m pip install {0}")


def guarded(lang: Lang, act: Callable[[], int]) -> int:
    """Do something; turn whatever goes wrong into a sentence and an exit code."""
    try:
        return act()
    except (InputError, PolicyRefused, click.UsageError) as error:
        return _told(_wrong_input(error, lang), WRONG)
    except (KeyboardInterrupt, click.Abort) as error:
        says = getattr(error.__cause__ or error, "says", STOP)  # a long work tells how far it came
        return _told("\n" + says(lang), STOPPED)
    except BrokenPipeError:  # whoever read our output has gone, e.g. ``| head``
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except ModuleNotFoundError as error:
        return _told(MISSING_PART(lang).format(error.name, sys.executable), FAILED)
    except OSError as error:
        return _told(UNWRITTEN(lang).format(_with_file(error, lang)), FAILED)
    except Exception as error:  # the last guard: whatever else fails is said, not thrown at the user
        return _failed(error, lang)


def _wrong_input(error: Exception, lang: Lang) -> str:
    if isinstance(error, InputError):
        count = len(error.problems)
        return error.text(lang) + (f"\n{COUNT(lang).format(count)}" if count > 1 else "")
    if isinstance(error, PolicyRefused):
        return error.says(lang)
    return _usage(error, lang)


def _usage(error: click.UsageError, lang: Lang) -> str:
    """Say in one language what click found wrong with the words typed."""
    where = error.ctx.command_path if error.ctx else "xnsim"
    hint = Label(f"用 {where} --help 看说明。", f"See {where} --help.")
    return f"{_usage_fault(error)(lang)}\n{hint(lang)}"


def _usage_fault(error: click.UsageError) -> Label:
    near = list(getattr(error, "possibilities", None) or [])[:1]
    guess = Label(f";是不是 {near[0]}?", f"; did you mean {near[0]}?") if near else Label("", "")
    if isinstance(error, click.NoSuchOption):
        return Label(f"没有选项 {error.option_name}{guess.zh}", f"no option {error.option_name}{guess.en}")
    if hasattr(error, "too_many"):
        return Label(f"多写了“{error.too_many}”", f"“{error.too_many}” is one word too many")
    if hasattr(error, "command_name"):
        return Label(f"没有命令 {error.command_name}{guess.zh}", f"no command {error.command_name}{guess.en}")
    if isinstance(error, click.MissingParameter):
        shown = error.param.make_metavar(error.ctx) if error.param is not None and error.ctx is not None else ""
        return Label(f"缺少 {shown}", f"{shown} is missing")
    if isinstance(error, click.BadOptionUsage):
        return Label(f"选项 {error.option_name} 后面应写一个值,或多写了值", f"option {error.option_name} wants one value, or has one too many")
    return Label(f"命令写得不对:{error.format_message()}", error.format_message())


def about_file(error: OSError) -> Label:
    """Say why a file or folder refused, in both languages where it is one of the common reasons."""
    told = error.strerror or str(error)
    return WHY.get(error.errno or 0, Label(told, told))


def _with_file(error: OSError, lang: Lang) -> str:
    why = about_file(error)(lang)
    return f"{error.filename}: {why}" if error.filename else why


def _failed(error: Exception, lang: Lang) -> int:
    if os.environ.get(TRACE):
        traceback.print_exception(error)
    return _told(FAILURE(lang).format(f"{type(error).__name__}: {error}") + "\n" + REPORT(lang), FAILED)


def _told(text: str, code: int) -> int:
    print(text, file=sys.stderr, flush=True)
    return code
