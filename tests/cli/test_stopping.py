import os
import signal

import pytest

from accordingto.cli.stopping import stopping


def send(number):
    os.kill(os.getpid(), number)


def finish(signals, done, *numbers):
    """Do a step of work after each of the signals, and one more afterwards."""
    with signals.finishing():
        for number in numbers:
            send(number)
            done.append(number)
    done.append("afterwards")


def fail(signals):
    with signals.finishing():
        send(signal.SIGTERM)
        raise ValueError("broken")


def test_a_signal_takes_effect_at_once_where_nothing_is_being_finished():
    with stopping() as signals:
        with pytest.raises(KeyboardInterrupt):
            send(signal.SIGTERM)
        assert signals.exit_code == 0


def test_what_is_being_finished_is_finished():
    done = []
    with stopping() as signals:
        with pytest.raises(KeyboardInterrupt):
            finish(signals, done, signal.SIGINT)
        assert signals.exit_code == 130
    assert done == [signal.SIGINT]


def test_a_second_signal_does_not_wait():
    done = []
    with stopping() as signals, pytest.raises(KeyboardInterrupt):
        finish(signals, done, signal.SIGINT, signal.SIGINT)
    assert done == [signal.SIGINT]


def test_without_a_signal_nothing_is_stopped():
    done = []
    with stopping() as signals:
        finish(signals, done)
    assert done == ["afterwards"]


def test_an_error_while_finishing_is_not_hidden_by_a_signal():
    with stopping() as signals, pytest.raises(ValueError, match="broken"):
        fail(signals)


def test_what_handled_signals_before_does_so_again():
    before = signal.getsignal(signal.SIGTERM)
    with stopping():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before
