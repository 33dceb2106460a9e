from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from accordingto.ledger import Ledger
from accordingto.ledger.review import log


def first(client: httpx2.Client, **asked: object) -> tuple[dict[str, object], str]:
    """A claim that a list shows first, and its ETag."""
    number = client.get("/claims", params=asked).json()["claims"][0]["id"]
    answer = client.get(f"/claims/{number}")
    return answer.json(), answer.headers["ETag"]


def test_a_claim_carries_its_words_beside_their_places(client: httpx2.Client) -> None:
    claim, _ = first(client, act="deny")
    text = client.get(f"/reports/{claim['report']['id']}").json()["text"]
    for role in ("source", "cue", "content"):
        ((start, end),) = claim[f"{role}_spans"]
        assert text[start:end] == claim["source_words" if role == "source" else role]
    assert claim["source_name"] == claim["source_words"]
    assert claim["act"] == "deny"


def test_pages_hold_every_claim_once(client: httpx2.Client) -> None:
    seen: list[int] = []
    asked: dict[str, object] = {"limit": 7, "sort": "least-sure"}
    while True:
        page = client.get("/claims", params=asked).json()
        seen += [claim["id"] for claim in page["claims"]]
        assert (page["count"], page["more"]) == (50, False)
        if page["next"] is None:
            break
        asked["cursor"] = page["next"]
    assert len(seen) == len(set(seen)) == 50


@pytest.mark.parametrize(
    "asked",
    [
        {"act": "deny"}, {"act": ["deny", "warn"]}, {"standing": "disputed"}, {"standing": "none"}, {"report": 2},
        {"confidence_from": 0.8}, {"confidence_until": 0.5, "state": "unreviewed"}, {"number_from": 1},
        {"published_from": "2016", "published_until": "2025-12-31"}, {"said_from": "2016"}, {"kind": "person"},
    ],
)  # fmt: skip
def test_filters_keep_what_fits_and_leave_out_the_rest(client: httpx2.Client, asked: dict[str, object]) -> None:
    every = {claim["id"]: claim for claim in client.get("/claims", params={"limit": 200}).json()["claims"]}
    kept = {claim["id"] for claim in client.get("/claims", params=asked | {"limit": 200}).json()["claims"]}

    def fits(claim: dict[str, object]) -> bool:
        statuses = [v["status"] for v in claim["verification"]]
        acts = asked.get("act", claim["act"])
        return all(
            (
                claim["act"] in acts if isinstance(acts, list) else claim["act"] == acts,
                claim["report"]["id"] == asked.get("report", claim["report"]["id"]),
                asked.get("confidence_from", 0) <= claim["confidence"] <= asked.get("confidence_until", 1),
                "number_from" not in asked or bool(claim["quantities"]),
                "said_from" not in asked or claim["said"] is not None,
                claim["source_kind"] == asked.get("kind", claim["source_kind"]),
                {"disputed": "disputed" in statuses, "none": not statuses and not claim["links"]}.get(
                    asked.get("standing"), True
                ),
            )
        )

    assert kept == {number for number, claim in every.items() if fits(claim)}
    assert kept


def test_a_correction_needs_the_revision_that_was_seen(client: httpx2.Client, ledger: Path) -> None:
    claim, tag = first(client, act="deny")
    address = f"/claims/{claim['id']}"
    assert client.patch(address, json={"act": "warn"}).status_code == 428
    corrected = client.patch(address, json={"act": "warn"}, headers={"If-Match": tag})
    assert (corrected.status_code, corrected.json()["act"], corrected.json()["state"]) == (200, "warn", "corrected")
    late = client.patch(address, json={"act": "deny"}, headers={"If-Match": tag})
    assert late.status_code == 412
    assert late.headers["Content-Type"] == "application/problem+json"
    assert "Nothing was changed" in late.json()["detail"]
    assert client.get(address).json()["act"] == "warn"
    new = corrected.headers["ETag"]
    assert client.get(address, headers={"If-None-Match": new}).status_code == 304
    undone = client.post(f"{address}/reviews", json={"decision": "undo"}, headers={"If-Match": new})
    assert (undone.json()["act"], undone.json()["state"]) == ("deny", "unreviewed")
    with Ledger.open(ledger) as opened, opened.reading_connection() as connection:
        assert log.verify(connection).first_broken is None
        assert [entry.action for entry in log.entries(connection)] == ["undo", "correct"]


def test_of_two_editors_at_once_one_is_told(client: httpx2.Client) -> None:
    claim, tag = first(client)

    def decide(act: str) -> int:
        sent = client.patch(f"/claims/{claim['id']}", json={"act": act}, headers={"If-Match": tag})
        return sent.status_code

    acts = ["deny", "warn", "urge", "order", "promise", "predict"]
    with ThreadPoolExecutor(6) as pool:
        statuses = sorted(pool.map(decide, acts))
    assert statuses == [200] + [412] * 5


@pytest.mark.parametrize(
    "change",
    [
        {"act": "shout"}, {"acts": "deny"}, {"content_spans": [[5, 4]]}, {"content_spans": [[0, 10_000_000]]},
        {"content_spans": []}, {"said": {"start": "yesterday"}}, {"quantities": [{}]}, {"source": {"id": 999_999}},
        {"source": {"name": " "}}, {"verification": [{"status": "true"}]}, {},
    ],
)  # fmt: skip
def test_what_makes_no_sense_changes_nothing(client: httpx2.Client, change: dict[str, object]) -> None:
    claim, tag = first(client)
    refused = client.patch(f"/claims/{claim['id']}", json=change, headers={"If-Match": tag})
    assert refused.status_code in (404, 422), refused.text
    assert client.get(f"/claims/{claim['id']}").headers["ETag"] == tag


def test_every_cell_can_be_corrected(client: httpx2.Client) -> None:
    claim, tag = first(client)
    start = claim["content_spans"][0][0]
    change = {
        "source": {"name": "Ada Ferrin", "kind": "person"}, "act": None, "said": {"start": "2020-05-06"},
        "quantities": [{"minimum": 5, "unit": "people"}], "verification": [{"status": "retracted", "by": "The Post"}],
        "content_spans": [[start, start + 6]], "note": "looked at the tape",
    }  # fmt: skip
    told = client.patch(f"/claims/{claim['id']}", json=change, headers={"If-Match": tag}).json()
    assert (told["source_name"], told["source_kind"], told["act"]) == ("Ada Ferrin", "person", None)
    assert told["said"]["start"] == "2020-05-06"
    assert [(q["minimum"], q["maximum"], q["unit"]) for q in told["quantities"]] == [(5, None, "people")]
    assert [(v["status"], v["by"]) for v in told["verification"]] == [("retracted", "The Post")]
    assert (told["content"], told["note"]) == (claim["content"][:6], "looked at the tape")
    assert client.get("/claims", params={"source": "ferrin", "state": "corrected"}).json()["count"] == 1
    nobody = client.patch(
        f"/claims/{claim['id']}", json={"source": None}, headers={"If-Match": f'"{claim["id"]}-1"'}
    ).json()
    assert (nobody["source"], nobody["source_name"]) == (None, None)


def test_a_missed_claim_is_added(client: httpx2.Client) -> None:
    made = client.post("/reports/1/claims", json={"content_spans": [[0, 9]], "source": {"name": "Ada Ferrin"}})
    assert (made.status_code, made.json()["state"]) == (201, "added")
    assert client.get(made.headers["Location"].removeprefix("/api/v1")).json() == made.json()
    assert client.post("/reports/99/claims", json={"content_spans": [[0, 9]]}).status_code == 404
    assert client.post("/reports/1/claims", json={"act": "deny"}).status_code == 422


def test_the_queue_gives_each_claim_once_and_reviews_tell_what_was_decided(client: httpx2.Client) -> None:
    taken = client.post("/reviews/next", json={"count": 3}).json()
    assert taken["left"] == 50
    for claim, decision in zip(taken["claims"], ("accept", "reject", "skip"), strict=True):
        sent = client.post(
            f"/claims/{claim['id']}/reviews", json={"decision": decision, "note": "seen"},
            headers={"If-Match": f'"{claim["id"]}-0"'},
        )  # fmt: skip
        assert sent.status_code == 200, sent.text
    again = client.post("/reviews/next", json={"count": 50}).json()
    assert again["left"] == 48
    assert not {claim["id"] for claim in taken["claims"]} & {claim["id"] for claim in again["claims"]}
    told = client.get("/reviews").json()
    assert [review["action"] for review in told["reviews"]] == ["reject", "accept"]
    page = client.get("/reviews", params={"limit": 1}).json()
    assert client.get("/reviews", params={"cursor": page["next"]}).json()["reviews"][0]["action"] == "accept"


def test_a_strange_cursor_and_a_filter_that_is_none_are_told(client: httpx2.Client) -> None:
    for asked in ({"cursor": "abc"}, {"sort": "best"}, {"act": "shout"}, {"said_from": "2020-13"}, {"acts": "deny"}):
        assert client.get("/claims", params=asked).status_code == 422, asked
