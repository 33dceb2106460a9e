import errno
import sys

import pytest
import typer

from accordingto.cli import app as entry
from accordingto.errors import ModelError
from accordingto.version import __version__


def outcome(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["accordingto", *arguments])
    with pytest.raises(SystemExit) as end:
        entry.main()
    return end.value.code


def failing(error):
    def run(**_):
        raise error

    return run


def test_version(monkeypatch, capsys):
    assert outcome(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"accordingto {__version__}\n"


def test_help_names_every_command(monkeypatch, capsys):
    assert outcome(monkeypatch, "--help") == 0
    told = capsys.readouterr().out
    assert all(f"  {command} " in told for command in ("read", "show", "search"))


@pytest.mark.parametrize("arguments", [(), ("frobnicate",), ("--frobnicate",), ("read",)])
def test_wrong_usage(monkeypatch, arguments):
    assert outcome(monkeypatch, *arguments) == 2


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (ModelError("the model folder\x1b[31m is empty."), 1, "accordingto: the model folder is empty.\n"),
        (MemoryError(), 1, "accordingto: Out of memory. Read fewer or smaller reports at once.\n"),
        (OSError(errno.EIO, "Input/output error", "a.db"), 1, "accordingto: Input/output error (a.db).\n"),
        (OSError(errno.EPIPE, "Broken pipe"), 1, ""),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_failures_in_words(monkeypatch, capfd, error, code, words):
    monkeypatch.setattr(entry, "app", failing(error))
    monkeypatch.setattr(entry.os, "dup2", lambda *_: None)  # the test's own standard output stays
    assert outcome(monkeypatch, "read") == code
    assert capfd.readouterr().err == words


def test_full_disk_in_words(monkeypatch, capfd):
    monkeypatch.setattr(entry, "app", failing(OSError(errno.ENOSPC, "No space left on device")))
    monkeypatch.setattr(entry.os, "dup2", lambda *_: None)
    assert outcome(monkeypatch, "read") == 1
    assert "The disk is full" in capfd.readouterr().err


def test_start_is_fast_because_the_heavy_parts_wait():
    import subprocess

    heavy = "{'onnxruntime', 'trafilatura', 'py3langid', 'charset_normalizer', 'tokenizers'}"
    code = f"import sys, accordingto.cli.app; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def _commands(group, path=()):
    """Return the names of all commands, those of groups after the group's."""
    for name, command in group.commands.items():
        yield from _commands(command, (*path, name)) if hasattr(command, "commands") else [(*path, name)]


@pytest.mark.parametrize("path", list(_commands(typer.main.get_command(entry.app))), ids=" ".join)
def test_every_command_gives_an_example_of_itself(monkeypatch, capsys, path):
    assert outcome(monkeypatch, *path, "--help") == 0
    assert f"accordingto {' '.join(path)} " in capsys.readouterr().out.partition("For example")[2]
