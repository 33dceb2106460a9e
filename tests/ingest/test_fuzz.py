"""Every parser on inputs that were damaged at random, always the same ones; `evaluation.fuzzing` does more of it."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.fuzzing import GOALS, Guard, target, warm
from evaluation.fuzzing_seeds import TOKENS, invented


@st.composite
def damaged(draw, parser):
    """An own input of the parser, of which some bytes were changed, cut, doubled, or taken from another one."""
    whole = list(invented(parser))
    data = bytearray(draw(st.sampled_from(whole)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 1, 2, 8, 60, 500])))
        what = draw(st.integers(0, 5))
        if what == 0:
            del data[start:end]
        elif what == 1:
            data[start:start] = data[start:end] * draw(st.sampled_from([1, 2, 50]))
        elif what == 2:
            data[start:end] = draw(st.sampled_from(TOKENS))
        elif what == 3:
            data[start:end] = draw(st.binary(max_size=8))
        elif what == 4:
            other = draw(st.sampled_from(whole))
            data[start:end] = other[len(other) // 3 : len(other) // 2]
        else:
            del data[start:]
    return bytes(data)


@pytest.fixture(scope="module")
def one_guard():
    warm(target("anything"))
    return Guard()


@pytest.fixture
def guard(one_guard):
    one_guard.noted.clear()
    yield one_guard
    one_guard.on = False


@pytest.mark.parametrize("parser", GOALS)
def test_damaged_inputs_are_read_or_refused_in_words(parser, guard):
    read = target(parser, within=parser == "pdf")  # Parquet's library may end the process
    examples = {"parquet": 10, "anything": 100, "html": 100, "mail": 100, "mhtml": 100, "packed": 100}

    @settings(
        max_examples=examples.get(parser, 200), deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(damaged(parser))
    def check(data):
        guard.on = True
        began = time.process_time()
        try:
            read(data)
        finally:
            guard.on = False
        assert time.process_time() - began < 10
        assert guard.noted == []

    check()


HOSTILE = {
    "nothing": b"",
    "tags": b"<a>" * 30_000,
    "brackets": b"[" * 100_000,
    "objects": b'{"a":' * 50_000,
    "items": b'{"version": "https://jsonfeed.org/version/1", "items": ' + b'[{"items": ' * 20_000,
    "attributes": b"<html><body><p " + b"a='b' " * 30_000 + b">",
    "one attribute": b"<rss version='" + b"2" * 2_000_000 + b"'><channel/></rss>",
    "entities": b"<!DOCTYPE nitf [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
    b"<!ENTITY c '&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;'>]><nitf><body><body.content><p>&d;&d;&d;</p>"
    b"</body.content></body></nitf>",
    "outside": b"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss><channel><title>&a;</title>"
    b"<item><title>&a;</title><description>&a; &a;</description></item></channel></rss>",
    "quotes": b'"' * 100_001,
    "commas": b"," * 200_000,
    "headers": b"A: b\n" * 100_000,
    "zeros": b"\0" * 200_000,
    "high": b"\xff" * 200_000,
    "numbers": b'{"uri": ' + b"9" * 100_000 + b"}",
}


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("parser", GOALS)
def test_hostile_inputs_are_refused_in_words(parser, hostile, guard):
    guard.on = True
    began = time.process_time()
    try:
        target(parser, within=parser == "pdf")(HOSTILE[hostile])
    finally:
        guard.on = False
    assert time.process_time() - began < 10
    assert guard.noted == []


def test_the_guard_sees_what_reading_must_not_do(guard, tmp_path):
    import socket

    guard.on = True
    (tmp_path / "written").write_text("x")
    socket.socket().connect_ex(("127.0.0.1", 9))
    with open("/etc/hostname", "rb"):  # noqa: PTH123
        pass
    guard.on = False
    noted = [" ".join(words.split()[:1]) for words in guard.noted]
    guard.noted.clear()
    assert noted == ["open", "socket.connect", "open"]
