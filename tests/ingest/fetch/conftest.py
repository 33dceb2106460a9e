import pytest
from web_site import serving

from accordingto.ingest.fetch.client import Fetcher


@pytest.fixture
def site():
    with serving() as site:
        yield site


class Clock:
    """Time that passes where somebody waits, and not otherwise."""

    def __init__(self):
        self.now, self.waits = 0.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def fetcher(clock):
    with Fetcher(allow_private=True, clock=clock, sleep=clock.sleep) as fetcher:
        yield fetcher
