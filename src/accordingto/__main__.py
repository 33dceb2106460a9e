"""`python -m accordingto` is the command `accordingto`."""

from accordingto.cli.app import main

main()
