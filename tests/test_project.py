"""What holds for the project as a whole: sizes, paths, docs that keep up with the program, examples that are sound."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TREES = ("src", "tests", "evaluation", "training", "docs", "examples", ".ci")
TEXT = {".py", ".md", ".toml", ".json", ".txt", ".html", ".css", ".js", ".yaml", ".mako", ".ini", ""}
PYTHON = sorted(p for tree in TREES for p in (ROOT / tree).rglob("*.py"))
# Each has one letter in brackets so that this file does not find itself.
MACHINE = re.compile(r"/wor[k]/|/roo[t]/|/hom[e]/|/op[t]/|pythonhoste[d]|pyp[i]\.org|registry\.np[m]|deb\.debia[n]")


def texts() -> list[Path]:
    inside = [p for tree in TREES for p in (ROOT / tree).rglob("*") if p.is_file() and p.suffix in TEXT]
    top = [p for p in ROOT.iterdir() if p.is_file() and p.suffix in TEXT and not p.name.startswith(".git")]
    return [p for p in inside + top if "__pycache__" not in p.parts and p.name != "tokenizer.json"]


def test_the_trees_are_found() -> None:
    assert len(PYTHON) > 20
    assert ROOT / "pyproject.toml" in texts()


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_file_has_more_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_no_dumping_grounds() -> None:
    names = {p.stem for p in PYTHON} | {p.parent.name for p in PYTHON}
    assert not names & {"utils", "util", "helpers", "helper", "manager", "misc", "common"}


def test_no_machine_paths_or_hosts() -> None:
    found = [p.relative_to(ROOT).as_posix() for p in texts() if MACHINE.search(p.read_text("utf-8", "replace"))]
    assert found == []


def test_every_public_definition_in_the_package_says_what_it_does() -> None:
    silent = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                silent.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert silent == []


def test_the_model_that_ships_is_at_most_30_mb() -> None:
    model = ROOT / "src/accordingto/reading/model"
    if not model.is_dir():
        pytest.skip("no reading model in src/accordingto/reading/model")
    assert sum(p.stat().st_size for p in model.rglob("*") if p.is_file()) <= 30 * 1024 * 1024


def test_torch_and_spacy_are_in_no_install_of_a_user() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        assert not re.match(r"(torch|spacy|onnx\b(?!runtime))", requirement)
    for extra, requirements in project["optional-dependencies"].items():
        assert not any(r.startswith("torch") for r in requirements), extra


def two_commands() -> list[str]:
    """README's first block of commands."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```sh\n(.*?)```", readme, re.DOTALL)
    assert block
    return block.group(1).strip().splitlines()


def test_ci_runs_the_two_commands_of_the_readme() -> None:
    commands = two_commands()
    script = (ROOT / ".ci/run").read_text(encoding="utf-8").replace(" -q ", " ")
    assert len(commands) == 2
    for command in commands:
        assert command in script
        assert command.startswith("python3 -m venv .venv && ")


def test_ci_can_be_executed() -> None:
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_docs_name_every_command_and_option() -> None:
    app = pytest.importorskip("accordingto.cli.app", reason="the command line is not there yet")
    typer = pytest.importorskip("typer")
    docs = (ROOT / "README.md").read_text(encoding="utf-8")
    docs += "".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "docs").rglob("*.md")))
    group = typer.main.get_command(app.app)
    assert group.commands
    missing = []
    for name, command in group.commands.items():
        if f"accordingto {name}" not in docs:
            missing.append(name)
        for parameter in command.params:
            options = [o for o in parameter.opts if o.startswith("--") and o != "--help"]
            missing += [f"{name} {o}" for o in options if f"`{o}" not in docs and f" {o}" not in docs]
    assert missing == []


def test_docs_link_only_to_files_that_are_there() -> None:
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")]:
        targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8"))
        broken += [f"{path.name}: {target}" for target in targets if not (path.parent / target).exists()]
    assert broken == []


class TestExample:
    expected = json.loads((ROOT / "examples/harbour-blockade.expected.json").read_text(encoding="utf-8"))
    text = (ROOT / "examples" / expected["report"]).read_text(encoding="utf-8")

    @pytest.mark.parametrize("row", expected["rows"], ids=lambda row: f"{row['cue']}: {row['content_starts'][:20]}")
    def test_row_stands_in_the_report(self, row: dict) -> None:
        assert row["content_starts"] in self.text
        assert all(part in self.text for part in row["cue"].split(" … "))
        assert all(name in self.text for name in row["via"])
        assert row["quotation"] in {"direct", "mixed", "indirect"}
        assert row["parent_cue"] is None or row["parent_cue"] in {r["cue"] for r in self.expected["rows"]}

    def test_it_has_every_kind_of_row(self) -> None:
        rows = self.expected["rows"]
        assert {r["quotation"] for r in rows} == {"direct", "mixed", "indirect"}
        assert any(r["via"] for r in rows)
        assert any(r["parent_cue"] for r in rows)
        assert any(r["source_name"] is None for r in rows)
        assert 350 <= len(self.text.split()) <= 500
