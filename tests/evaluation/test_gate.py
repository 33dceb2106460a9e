from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evaluation import gate
from evaluation.html_pages import FOLDER as HTML_NEWS
from evaluation.shared import POLNEAR_DEV, SCORER, UNER_DEV

FLOORS = gate.Floors(0.2, {"full": 45.0, "usable": 68.0}, {gate.ERROR: 5.0}, "sha256:in", "sha256:model")
GOOD = {"full": 46.0, "usable": 68.0, gate.ERROR: 4.0}


@pytest.mark.parametrize(
    ("change", "worse"),
    [
        ({}, ()),
        ({"full": 44.8}, ()),  # within epsilon
        ({"full": 44.7}, ("full",)),
        ({gate.ERROR: 5.2}, ()),
        ({gate.ERROR: 5.3}, (gate.ERROR,)),
        ({"full": 10.0, "usable": 10.0}, ("full", "usable")),
        ({"new figure": 1.0}, ()),
    ],
)
def test_a_figure_may_be_worse_by_epsilon_only(change: gate.Figures, worse: tuple[str, ...]) -> None:
    assert gate.compare(FLOORS, GOOD | change).worse == worse


def test_a_figure_that_was_not_measured_is_worse() -> None:
    verdict = gate.compare(FLOORS, {"full": 50.0, gate.ERROR: 1.0})
    assert verdict.worse == ("usable",)
    assert any("NOT MEASURED" in line for line in verdict.lines)


def test_floors_rise_with_what_is_reached() -> None:
    raised = gate.updated(FLOORS, GOOD | {"entities": 81.26}, allow_lower=False)
    assert raised.floors == {"full": 46.0, "usable": 68.0, "entities": 81.3}
    assert raised.ceilings == {gate.ERROR: 4.0}


@pytest.mark.parametrize("change", [{"full": 44.9}, {gate.ERROR: 5.1}])
def test_a_floor_is_not_lowered_untold_even_within_epsilon(change: gate.Figures) -> None:
    with pytest.raises(ValueError, match="--allow-lower"):
        gate.updated(FLOORS, GOOD | change, allow_lower=False)
    assert gate.updated(FLOORS, GOOD | change, allow_lower=True) != FLOORS


def test_a_figure_is_not_dropped_untold() -> None:
    with pytest.raises(ValueError, match="usable"):
        gate.updated(FLOORS, {"full": 50.0, gate.ERROR: 1.0}, allow_lower=False)


def test_floors_come_back_as_written(tmp_path: Path) -> None:
    gate.dump(FLOORS, tmp_path / "floors.toml")
    assert gate.load(tmp_path / "floors.toml") == FLOORS


def test_the_projects_floors_are_not_below_the_issue() -> None:
    floors = gate.load().floors
    least = {"span source": 78, "span cue": 71, "span content": 64, "full": 45, "usable": 68}
    assert all(floors[figure] >= value for figure, value in least.items())


def test_digest_sees_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x.txt").write_text("one")
    first = gate.digest([tmp_path / "a"])
    assert first == gate.digest([tmp_path / "a"])
    (tmp_path / "a/x.txt").write_text("two")
    second = gate.digest([tmp_path / "a"])
    (tmp_path / "a/x.txt").rename(tmp_path / "a/y.txt")
    assert len({first, second, gate.digest([tmp_path / "a"])}) == 3


class TestMain:
    @pytest.fixture
    def floors(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        for part in (POLNEAR_DEV / "text/a.txt", SCORER, UNER_DEV, HTML_NEWS / "page.html"):
            (tmp_path / "shared" / part).parent.mkdir(parents=True)
            (tmp_path / "shared" / part).write_text("x")
        parts = [tmp_path / "shared" / part for part in (POLNEAR_DEV, SCORER, UNER_DEV, HTML_NEWS)]
        (tmp_path / "gold").mkdir()
        monkeypatch.setattr(gate.gold, "GOLD", tmp_path / "gold")
        monkeypatch.setattr(gate.linking_figures, "INPUTS", ())
        monkeypatch.setattr(gate.linking_figures, "measure", dict)
        inputs = gate.digest([*parts, tmp_path / "gold", gate.linking_figures.PAIRS])
        gate.dump(replace(FLOORS, inputs=inputs), tmp_path / "floors.toml")
        monkeypatch.setattr(gate, "model_digest", lambda: "sha256:model")
        self.reach(monkeypatch, GOOD)
        return tmp_path / "floors.toml"

    def reach(self, monkeypatch: pytest.MonkeyPatch, figures: gate.Figures) -> None:
        monkeypatch.setattr(gate, "measure", lambda folder: dict(figures))
        monkeypatch.setattr(gate, "measure_gold", dict)

    def run(self, floors: Path, *argv: str) -> int:
        return gate.main(list(argv), floors, floors.parent / "shared")

    def test_passes(self, floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.run(floors) == 0
        assert "quality gate passed" in capsys.readouterr().out

    def test_fails_and_names_the_figure(
        self, floors: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.reach(monkeypatch, GOOD | {"usable": 60.0})
        assert self.run(floors) == 1
        assert "FAILED: usable" in capsys.readouterr().out

    def test_other_inputs_fail_until_set_anew(self, floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (floors.parent / "shared" / SCORER).write_text("changed")
        assert self.run(floors) == 1
        assert "other inputs" in capsys.readouterr().out
        assert self.run(floors, "--update") == 0
        assert self.run(floors) == 0

    def test_update_refuses_to_lower_and_leaves_the_file(self, floors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = floors.read_text()
        self.reach(monkeypatch, GOOD | {"full": 1.0})
        assert self.run(floors, "--update") == 1
        assert floors.read_text() == before
        assert self.run(floors, "--update", "--allow-lower") == 0
        assert gate.load(floors).floors["full"] == 1.0

    def test_without_the_corpora_the_gold_is_held_to_its_floors(
        self, floors: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        gate.dump(replace(FLOORS, floors=FLOORS.floors | {gate.GOLD + "rows found": 85.0}), floors)
        for reached, code in ((86.0, 0), (80.0, 1)):
            monkeypatch.setattr(gate, "measure_gold", lambda now=reached: {gate.GOLD + "rows found": now})
            assert gate.main([], floors, floors.parent / "nothing") == code
            assert "only the project's own gold" in capsys.readouterr().out
        assert gate.main(["--update"], floors, floors.parent / "nothing") == 1
        assert "refused" in capsys.readouterr().out

    def test_more_of_what_is_bad_is_worse(self) -> None:
        wrong = gate.GOLD + "source wrong"
        floors = gate.updated(gate.Floors(0.2, {}, {}), {wrong: 4.0}, allow_lower=False)
        assert floors.ceilings == {wrong: 4.0}
        assert gate.compare(floors, {wrong: 4.3}).worse == (wrong,)


@pytest.mark.gate
@pytest.mark.model
@pytest.mark.timeout(900)
def test_the_gate_passes() -> None:
    assert gate.main([]) == 0
