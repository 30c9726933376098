"""The text in a private address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jvplanner.links import tokens

SECRET = "a server key of forty characters or more"
ids = st.integers(1, 2**31 - 1)


@given(ids, st.integers(1, 999))
def test_a_token_names_its_link_and_proves_itself(link_id: int, generation: int) -> None:
    token = tokens.token(SECRET, "ticket", link_id, generation)
    assert tokens.link_id(token) == link_id
    assert tokens.is_genuine(token, SECRET, "ticket", link_id, generation)
    assert not tokens.is_genuine(token, SECRET, "ticket", link_id, generation + 1)
    assert not tokens.is_genuine(token, SECRET, "door", link_id, generation)
    assert not tokens.is_genuine(token, SECRET + "!", "ticket", link_id, generation)


@given(ids)
def test_a_token_is_short_enough_for_a_small_code_and_needs_no_escaping(link_id: int) -> None:
    token = tokens.token(SECRET, "ticket", link_id, 1)
    assert len(token) <= 23
    assert set(token) <= set(tokens.ALPHABET)


@given(ids, st.integers(0, 22), st.sampled_from(tokens.ALPHABET))
def test_one_letter_changed_proves_nothing(link_id: int, place: int, letter: str) -> None:
    token = tokens.token(SECRET, "ticket", link_id, 1)
    place %= len(token)
    other = token[:place] + letter + token[place + 1 :]
    assert tokens.is_genuine(other, SECRET, "ticket", link_id, 1) == (other == token)


@given(st.text(max_size=40))
def test_any_text_names_a_link_or_none(text: str) -> None:
    assert tokens.link_id(text) is None or tokens.link_id(text) >= 1  # type: ignore[operator]


@pytest.mark.parametrize("text", ["", "0", "0abc", "x" * 33, "a b", "a-b", "é", "１２"])
def test_what_we_never_write_names_no_link(text: str) -> None:
    assert tokens.link_id(text) is None
