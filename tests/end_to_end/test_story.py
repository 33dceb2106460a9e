"""The invented story that ships in examples/, read with the real model and linked, against what its author expects."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from accordingto.linking.who import LedgerWho
from evaluation.story import FOLDER, Story, linked_story, outcomes

pytestmark = pytest.mark.model

# What is found at least; it may rise and not silently fall. How much there is: `python -m evaluation.story`.
FOUND = {"families": 4, "origins": 3, "contradicts": 5, "reverses": 1, "admits": 2}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    with linked_story(tmp_path_factory.mktemp("story") / "story.db") as ledger:
        return Story(ledger)


def test_the_story_is_found(story: Story) -> None:
    expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    found = {outcome.sort: outcome for outcome in outcomes(story, expected)}
    assert {sort: found[sort].found for sort in FOUND if found[sort].found < FOUND[sort]} == {}
    assert found["families"].found == found["families"].asked
    assert found["no_contradiction"].found == found["not_reprints"].found == 0


def test_spellings_are_one_and_namesakes_are_not(tmp_path: Path) -> None:
    with linked_story(tmp_path / "story.db") as ledger, ledger.reading_connection() as connection:
        who = LedgerWho(connection)
        (jamil,) = who.named("Jamil Akhtarev")
        assert {"Jamil Akhtarev", "Dzhamil Akhtaryev", "Djamil Ahtarev"} <= {m.party.name for m in jamil.members}
        benati = {who.named(name)[0].id for name in ("Oskar Benati", "Lucia Benati")}
        assert len(benati) == 2
