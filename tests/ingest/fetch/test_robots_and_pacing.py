import pytest

from accordingto.errors import FetchError, UnavailableError
from accordingto.ingest.fetch.pacing import Pacing

PAGE = b"<p>The bridge is closed.</p>"


def test_what_robots_txt_forbids_is_not_fetched(site, fetcher):
    site["/robots.txt"] = b"User-agent: *\nDisallow: /private\n"
    site["/private/a"] = site["/public"] = PAGE
    assert fetcher.fetch(site.address("/public")).data == PAGE
    with pytest.raises(FetchError, match=r"robots.txt does not let programs read this page") as raised:
        fetcher.fetch(site.address("/private/a"))
    assert not isinstance(raised.value, UnavailableError)
    assert site.paths() == ["/public"]


def test_rules_for_this_program_go_before_rules_for_all(site, fetcher):
    site["/robots.txt"] = b"User-agent: *\nDisallow: /\n\nUser-agent: accordingto\nAllow: /\n"
    site["/"] = PAGE
    assert fetcher.fetch(site.address()).data == PAGE


def test_robots_txt_is_asked_for_once_a_day(site, fetcher, clock):
    site["/"] = PAGE
    for _ in range(3):
        fetcher.fetch(site.address())
    assert len(site.asked) - len(site.paths()) == 1
    clock.now += 90_000
    fetcher.fetch(site.address())
    assert len(site.asked) - len(site.paths()) == 2


def test_a_redirect_meets_the_rules_of_where_it_leads(site, fetcher):
    site["/robots.txt"] = b"User-agent: *\nDisallow: /private\n"
    site["/a"] = 302, {"Location": "/private"}, b""
    with pytest.raises(FetchError, match=r"sent on to .*/private.*robots\.txt"):
        fetcher.fetch(site.address("/a"))
    assert site.paths() == ["/a"]


def test_rules_may_be_elsewhere(site, fetcher):
    site["/robots.txt"] = 301, {"Location": "/rules.txt"}, b""
    site["/rules.txt"] = b"User-agent: *\nDisallow: /\n"
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(site.address())


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_where_there_is_no_robots_txt_all_may_be_read(site, fetcher, status):
    site["/robots.txt"] = status, {}, b""
    site["/"] = PAGE
    assert fetcher.fetch(site.address()).data == PAGE


def test_a_picture_is_no_robots_txt_and_a_missing_one_may_be_elsewhere(site, fetcher):
    site["/"] = PAGE
    site["/robots.txt"] = 200, {"Content-Type": "image/png"}, b"\x89PNG"
    assert fetcher.fetch(site.address()).data == PAGE
    site["/robots.txt"] = 302, {"Location": "/nowhere"}, b""
    assert fetcher.fetch(site.address("/", "localhost")).data == PAGE


@pytest.mark.parametrize("status", [429, 500, 503])
def test_where_it_cannot_be_told_nothing_is_read_and_the_site_left_alone(site, fetcher, clock, status):
    site["/robots.txt"] = status, {}, b""
    site["/"] = PAGE
    for _ in range(2):
        with pytest.raises(UnavailableError, match=r"the site's robots\.txt cannot be had"):
            fetcher.fetch(site.address())
    assert len(site.asked) == 3
    site["/robots.txt"] = 404, {}, b""
    clock.now += 700
    assert fetcher.fetch(site.address()).data == PAGE


def test_only_the_beginning_of_gigantic_rules_is_read(site, fetcher):
    site["/robots.txt"] = b"User-agent: *\nDisallow: /private\n" + b"# filler\n" * 200_000
    site["/"] = PAGE
    assert fetcher.fetch(site.address()).data == PAGE
    with pytest.raises(FetchError):
        fetcher.fetch(site.address("/private"))


def test_nonsense_for_rules_forbids_nothing(site, fetcher):
    site["/robots.txt"] = 200, {}, bytes(range(256)) * 20
    site["/"] = PAGE
    assert fetcher.fetch(site.address()).data == PAGE


def test_a_host_is_left_in_peace_between_two_requests(site, fetcher, clock):
    site["/"] = PAGE
    for _ in range(3):
        fetcher.fetch(site.address())
    fetcher.fetch(site.address("/", "localhost"))
    assert clock.waits == [1.0, 1.0]


def test_a_longer_pause_is_kept_where_the_site_asks_for_it_within_reason(site, fetcher, clock):
    site["/robots.txt"] = b"User-agent: *\nCrawl-delay: 5\n"
    site["/"] = PAGE
    fetcher.fetch(site.address())
    fetcher.fetch(site.address())
    assert clock.waits == [5.0]


def test_a_pause_of_hours_is_not_waited_for(site, fetcher, clock):
    site["/robots.txt"] = b"User-agent: *\nCrawl-delay: 86400\n"
    site["/"] = PAGE
    fetcher.fetch(site.address())
    fetcher.fetch(site.address())
    assert clock.waits == [60.0]


def test_pacing_counts_from_the_last_request(clock):
    pacing = Pacing(clock, clock.sleep, gap=2.0)
    pacing.wait("a")
    clock.now += 0.5
    pacing.wait("a")
    clock.now += 10
    pacing.wait("a")
    pacing.wait("b", delay=9.0)
    assert clock.waits == [1.5]
