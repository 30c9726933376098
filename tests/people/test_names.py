"""Names are sorted and found in a form that both engines compare alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jvplanner.people.names import LONGEST_KEY, name_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("  Riverside   Pharmacy ", "riverside pharmacy", id="space and case"),
        pytest.param("Zoë Müller", "zoe muller", id="accents"),
        pytest.param("Zoe\u0308 Mu\u0308ller", "zoe muller", id="accents written apart"),
        pytest.param("Tom O'Neill", "tom oneill", id="an apostrophe"),
        pytest.param("O’Dálaigh", "odalaigh", id="a curly apostrophe"),
        pytest.param("O´Dálaigh", "odalaigh", id="an accent for an apostrophe"),
        pytest.param("ODalaigh", "odalaigh", id="no apostrophe"),
        pytest.param("ŉ Ou Huis", "n ou huis", id="a letter with an apostrophe in it"),
        pytest.param("ג׳ורג׳", "גורג", id="geresh"),
        pytest.param("Anna-Lena", "anna lena", id="a hyphen"),
        pytest.param("Anna‑Lena – Berg", "anna lena berg", id="other hyphens and dashes"),
        pytest.param("- - ’", "", id="nothing to read"),
        pytest.param("Weiß & Söhne", "weiss & sohne", id="sharp s"),
        pytest.param("\uff2d\uff21\uff32\uff29\uff21", "maria", id="full width"),
        pytest.param("İpek", "ipek", id="dotted capital i"),
        pytest.param("نور", "نور", id="right to left"),
        pytest.param("A\x00na\u200b\udcff Lim", "ana lim", id="characters nobody sees"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_names_that_read_alike_have_one_key(name: str, key: str) -> None:
    assert name_key(name) == key


def test_a_key_fits_its_column_though_a_character_unfolds_to_many() -> None:
    assert len(name_key("\ufdfa" * 120)) == LONGEST_KEY


@given(st.text(max_size=120))
def test_a_key_is_its_own_key(name: str) -> None:
    key = name_key(name)
    if len(key) < LONGEST_KEY:
        assert name_key(key) == key
