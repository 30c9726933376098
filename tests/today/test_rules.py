"""Words for the time of day."""

import pytest

from jvplanner.today.rules import first_name, greeting, in_words


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (0, "Good morning"),
        (11, "Good morning"),
        (12, "Good afternoon"),
        (17, "Good afternoon"),
        (18, "Good evening"),
        (23, "Good evening"),
    ],
)
def test_the_greeting_follows_the_practices_own_hour(hour: int, words: str) -> None:
    assert greeting(hour) == words


@pytest.mark.parametrize(
    ("name", "called"), [("Maya Okafor", "Maya"), ("Dr. Theodora Lee", "Theodora"), ("Dr.", "Dr.")]
)
def test_nobody_is_greeted_by_a_title(name: str, called: str) -> None:
    assert first_name(name) == called


def test_one_thing_is_not_called_things() -> None:
    assert [in_words(n) for n in (0, 1, 5)] == ["nothing due", "one thing", "5 things"]
