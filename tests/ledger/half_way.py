"""Run as a script: brings a ledger up to date and is killed at one statement, again and again, later each time.

Arguments: the ledger (a path, of which copies are used, or an address) and a step between two statements. Prints how
often it was killed and the number of statements it takes.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from sqlalchemy import Engine, event

from accordingto.ledger import Ledger
from accordingto.ledger.database import copying, is_server


def killed_at(address: str, statement: int) -> bool:
    """Open the ledger in a process that is killed at that statement of bringing it up to date."""
    child = os.fork()
    if child == 0:
        count = 0

        def stop(connection: object, *_: object) -> None:
            nonlocal count
            count += 1
            if count >= statement > 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", stop)
        if statement == 0:
            # In the middle of keeping a copy.
            copying.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
        Ledger.open(address, create=False).close()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def main() -> None:
    address, step = sys.argv[1], int(sys.argv[2])
    kills, statement, going_on = 0, 1 if is_server(address) else 0, True
    while going_on:
        place = address
        if not is_server(address):
            place = str(Path(address).with_name(f"killed-{statement}.db"))
            shutil.copyfile(address, place)
        going_on = killed_at(place, statement)
        kills += going_on
        if going_on and not is_server(address):
            print(place)
        statement += step
    print(kills)


if __name__ == "__main__":
    main()
