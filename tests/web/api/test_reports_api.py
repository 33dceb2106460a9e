from __future__ import annotations

import csv
import io
import json

import httpx2

TEXT = "Ferrin said that the bridge at Norrby would be closed until the autumn."


def test_a_report_is_added_read_and_listed(client: httpx2.Client) -> None:
    given = {"text": TEXT, "title": "Bridge closed", "publisher": "The Post", "published": "2024-05-06"}
    made = client.post("/reports", json=given)
    assert (made.status_code, made.json()["claims"], made.json()["known"]) == (201, 1, False)
    address = made.headers["Location"].removeprefix("/api/v1")
    report = client.get(address)
    assert report.json()["text"] == TEXT
    assert [claim["content"] for claim in report.json()["claims_shown"]] == [TEXT.split(maxsplit=2)[2]]
    assert client.get(address, headers={"If-None-Match": report.headers["ETag"]}).status_code == 304
    listed = client.get("/reports", params={"title": "BRIDGE"}).json()["reports"]
    assert [(r["title"], r["publisher"], r["published"]) for r in listed] == [
        ("Bridge closed", "The Post", "2024-05-06")
    ]
    again = client.post("/reports", json=given)
    assert (again.status_code, again.json()["id"], again.json()["known"]) == (200, made.json()["id"], True)


def test_a_page_is_taken_in_as_html(client: httpx2.Client) -> None:
    words = "Ferrin said that the bridge at Norrby would be closed until the autumn, after a crack was found in it. "
    page = f"<html><head><title>Bridge closed</title></head><body><article><p>{words * 3}</p></article></body></html>"
    made = client.post("/reports", json={"html": page})
    assert made.status_code == 201, made.text
    assert client.post("/reports", json={"html": "<p>no article</p>"}).status_code == 422


def test_an_idempotency_key_takes_effect_once(client: httpx2.Client) -> None:
    sent = [client.post("/reports", json={"text": TEXT}, headers={"Idempotency-Key": "k1"}) for _ in range(3)]
    assert [answer.status_code for answer in sent] == [201, 201, 201]
    assert len({answer.text for answer in sent}) == 1
    other = client.post("/reports", json={"text": TEXT + " It said so."}, headers={"Idempotency-Key": "k1"})
    assert other.status_code == 422
    assert len(client.get("/reports").json()["reports"]) == 3


def test_what_is_no_report_is_told(client: httpx2.Client) -> None:
    for given in ({}, {"text": ""}, {"text": " \n "}, {"text": "a", "html": "b"}, {"text": TEXT, "published": "May"}):
        answer = client.post("/reports", json=given)
        assert answer.status_code == 422, given
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert client.get("/reports/99").status_code == 404


def test_exports_hold_what_the_list_shows(client: httpx2.Client) -> None:
    shown = client.get("/claims", params={"act": "deny", "limit": 200}).json()["claims"]
    rows = list(csv.DictReader(io.StringIO(client.get("/export/claims.csv", params={"act": "deny"}).text)))
    lines = [json.loads(line) for line in client.get("/export/claims.jsonl", params={"act": "deny"}).text.splitlines()]
    assert [int(row["claim_id"]) for row in rows] == [line["claim_id"] for line in lines] == [c["id"] for c in shown]
    assert [row["content"] for row in rows] == [claim["content"] for claim in shown]
    assert client.get("/export/claims.csv", params={"act": "shout"}).status_code == 422


def test_names_of_people_can_be_hidden_in_an_export(client: httpx2.Client) -> None:
    text = "Ferrin said that ferrin’s bridge at Norrby would be closed, Ferris or not, until Ferrin came back."
    assert client.post("/reports", json={"text": text, "title": "What Ferrin says"}).status_code == 201
    assert client.post("/reports", json={"text": "Ferrin denied that the bridge was closed."}).status_code == 201
    asked = {"source": "ferrin", "sort": "oldest", "redact": "true"}
    answer = client.get("/export/claims.jsonl", params=asked).text
    rows = [json.loads(line) for line in answer.splitlines()]
    assert {row["source_name"] for row in rows} == {"[person 1]"}
    assert rows[0]["title"] == "What [person 1] says"
    assert rows[0]["content"] == (
        "that [person 1]’s bridge at Norrby would be closed, Ferris or not, until [person 1] came back."
    )
    assert "ferrin" not in answer.casefold()
    assert "ferrin" not in client.get("/export/claims.csv", params=asked).text.casefold()


def test_405_lists_what_the_address_takes(client: httpx2.Client) -> None:
    refused = client.delete("/claims/1")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, PATCH")


def test_sources_and_stories_answer_before_anything_is_linked(client: httpx2.Client) -> None:
    some = client.get("/sources").json()["sources"]
    assert some
    assert client.get(f"/sources/{some[0]['id']}").json()["source"]["name"] == some[0]["name"]
    assert client.get("/sources/999999").status_code == 404
    told = client.get("/stories", params={"q": "election"}).json()
    assert told["waiting"] == 2
    assert client.get("/health").json()["status"] == "ok"
