"""Reading in a process of its own, with limits: files can be made to crash or to fill the libraries that read them."""

from __future__ import annotations

import contextlib
import os
import signal
import sys


def command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of this package, with nothing else in reach of its imports."""
    return [sys.executable, "-P", "-m", module, *arguments]


def silence() -> None:
    """Keep what libraries say on their way down from whoever started this process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def limit_memory(most: int) -> None:
    """Let this process have no more than so many bytes, where the system can; there is more than one way not to."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(ValueError, OSError):  # macOS
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def alarm(seconds: int) -> None:
    """Send this process an alarm in some seconds, instead of any before; 0 for none. Without a handler it ends it."""
    if hasattr(signal, "SIGALRM"):  # not on Windows
        signal.alarm(seconds)
