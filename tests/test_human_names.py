"""What a name may hold (A9, A10)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jvplanner.human_names import LONGEST_NAME, InvalidName, clean_name, typed_name

unhurried = settings(deadline=None)  # a busy machine may stall for longer than any one case takes

# Letters, marks, joiners and selectors that act on their neighbours, mixed with some that do not.
AWKWARD = (
    "aé\u0301 \t\n\u200b\u200c\u200d\u202e\u034f\ufe0f\U000e0100"
    "علی\u0651कෙ\u094d\u0dca👩🏽❤↔葛\ud800\uffff"
)


@pytest.mark.parametrize(
    "name",
    [
        "Cher",
        "Siobhán O'Neill",
        "Anne-Marie D’Angelo, RN",
        "ليلى الحسن",
        "עדי כהן",
        "王小明",
        "Ana 🌸",
        "👩🏽\u200d⚕\ufe0f Dr. Kim",
        "🏳\ufe0f\u200d🌈 Sam",
        "علی\u200cرضا",  # Ali-Reza: without the non-joiner it is misspelt
        "क\u094d\u200dष",
        "র\u200d\u09cdয\u09be\u099a\u09c7\u09b2",  # Rachel in Bengali
        "葛\U000e0100城",  # the form of the first sign that this family writes
        "<script>alert(1)</script>",
        "{{7*7}}",
        "=1+1",
        "x" * LONGEST_NAME,
    ],
)
def test_a_name_is_kept_as_it_was_written(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("  Ana \t  Ruiz\n", "Ana Ruiz", id="white space collapses"),
        pytest.param("Ana\r\nBcc: tom@example.org", "Ana Bcc: tom@example.org", id="no new header"),
        pytest.param("Ana\u2028Ruiz", "Ana Ruiz", id="line separator is a space"),
        pytest.param("A\x00n\x1ba\x7f", "Ana", id="control characters go"),
        pytest.param("\u202eziuR\u202c anA", "ziuR anA", id="override goes"),
        pytest.param("\u2066Ana\u2069\u200f", "Ana", id="isolates and marks go"),
        pytest.param("A\u200bn\ufeffa\u00ad", "Ana", id="zero-width characters go"),
        pytest.param("ad\u200dm\u200cin", "admin", id="joiners in Latin letters go"),
        pytest.param("Ana\u200d❤ \u200cع", "Ana❤ ع", id="joiners on one side only go"),
        pytest.param("\u200d\u094dक", "\u094dक", id="a joiner with nothing before it goes"),
        pytest.param("Ana\ufe0f\U000e0101", "Ana", id="selectors behind Latin letters go"),
        pytest.param("Ana\U000e0041\U000e0042", "Ana", id="hidden tags go"),
        pytest.param("Ana\u3164\u2800Ruiz", "AnaRuiz", id="letters drawn as nothing go"),
        pytest.param("Ana\ud83d\uffff", "Ana", id="halves and noncharacters go"),
        pytest.param("Jose\u0301", "José", id="accents are composed"),
    ],
)
def test_a_name_loses_what_could_deceive(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize("nothing", ["", "  \n", "\u200b\u200d", "\u3164", "\u202e", "\u0301"])
def test_a_name_with_nothing_to_read_is_refused(nothing: str) -> None:
    with pytest.raises(InvalidName, match="Enter a name"):
        clean_name(nothing)


@pytest.mark.parametrize("typed", [".", "-", "’ ’", "…", "++", "<>"])
def test_a_name_that_is_typed_needs_a_letter(typed: str) -> None:
    assert clean_name(typed) == typed, "what a door took down stays"
    with pytest.raises(InvalidName, match="at least one letter"):
        typed_name(typed)


@pytest.mark.parametrize("typed", ["Q", "王", "ع", "ʻAlohilani", "X 7", "{{7*7}}", "🌸"])
def test_one_letter_of_any_script_is_a_name_and_so_is_an_odd_one(typed: str) -> None:
    assert typed_name(typed) == typed


def test_a_name_is_measured_after_cleaning() -> None:
    assert len(clean_name("x" * LONGEST_NAME + " " * 50)) == LONGEST_NAME
    with pytest.raises(InvalidName, match="up to 200 characters"):
        clean_name("x" * (LONGEST_NAME + 1))


@unhurried
@given(st.text(st.characters(), max_size=230) | st.text(AWKWARD, max_size=15))
def test_a_clean_name_is_short_readable_storable_and_stays_as_it_is(text: str) -> None:
    try:
        cleaned = clean_name(text)
    except InvalidName:
        return
    assert clean_name(cleaned) == cleaned
    assert 1 <= len(cleaned) <= LONGEST_NAME
    assert len(cleaned.splitlines()) == 1
    assert cleaned.encode("utf-8")
