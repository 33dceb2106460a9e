from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from accordingto.linking.propositions import keys_of, lookups_of, proposition_of


def test_claims_in_other_words_meet() -> None:
    one = proposition_of("12 people were killed in the blast at Harsk", "assert", None, None)
    other = proposition_of("an explosion in Harsk left 30 dead", "assert", None, None)
    far = proposition_of("wheat prices rose in Belmar", "assert", None, None)
    assert set(lookups_of(one, "2030-03-15")) & set(keys_of(other, "2030-03-17"))
    assert not set(lookups_of(one, "2030-03-15")) & set(keys_of(far, "2030-03-15"))


@given(st.text(max_size=300), st.sampled_from((None, "2030-03-15", "soon")), st.sampled_from((None, "Ilda Moreau")))
def test_there_are_few_keys_and_a_claim_meets_itself(content: str, day: str | None, source: str | None) -> None:
    one = proposition_of(content, "assert", source, "2030-03-15")
    keys = keys_of(one, day, source)
    assert len(keys) <= 25
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert list(keys) == sorted(set(keys))
    assert set(keys) <= set(lookups_of(one, day, source))
