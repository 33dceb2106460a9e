import pytest

from accordingto.records import Span
from accordingto.sources.roles import roles_at


@pytest.mark.parametrize(
    ("text", "name", "roles"),
    [
        ("Defence Minister Ana Rossi met Paul Berg.", "Ana Rossi", ["Defence Minister"]),
        ("Defence Minister Ana Rossi met Paul Berg.", "Paul Berg", []),
        ("Then Norland’s Defence Minister Ana Rossi left.", "Ana Rossi", ["Norland’s Defence Minister"]),
        ("On Friday President Ana Rossi denied it.", "Ana Rossi", ["President"]),
        ("Tarja Berg, the former president of Norland, said no.", "Tarja Berg", ["former president of Norland"]),
        ("said opposition leader Juan Berg on Monday", "Juan Berg", ["opposition leader"]),
        ("Ana Rossi came.", "Ana Rossi", []),
        ("Marta Olin, tired, went home.", "Marta Olin", []),
    ],
)
def test_roles_around_a_name(text: str, name: str, roles: list[str]) -> None:
    start = text.index(name)
    assert list(roles_at(text, Span(start, start + len(name)), 0)) == roles


def test_words_of_another_name_are_no_role() -> None:
    text = "President Ana Rossi and Foreign Minister Paul Berg"
    start = text.index("Paul")
    assert list(roles_at(text, Span(start, len(text)), text.index(" and"))) == ["Foreign Minister"]
