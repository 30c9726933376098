"""Words for the time of day."""

import pytest

from jvplanner.today.rules import greeting, in_words


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


def test_one_thing_is_not_called_things() -> None:
    assert [in_words(n) for n in (0, 1, 5)] == ["nothing due", "one thing", "5 things"]
