"""What a low page asks of every domain, decided without a database."""

from datetime import UTC, datetime, timedelta

from jvplanner.questions import Due, When, named_first

NOW = datetime(2027, 2, 11, tzinfo=UTC)


def drafts(number: int) -> list[Due]:
    return [
        Due(When.NOW, f"Draft {day}", "", f"/{day}", "Open", NOW - timedelta(days=number - day))
        for day in range(number)
    ]


def test_a_few_things_due_all_stand_by_name() -> None:
    assert named_first(drafts(3), 3, "More drafts", "/drafts", "See all") == drafts(3)


def test_of_many_the_first_stand_by_name_and_a_row_behind_them_leads_to_all() -> None:
    """N12"""
    *named, rest = named_first(drafts(9), 3, "More drafts", "/drafts", "See all")
    assert named == drafts(9)[:3]
    assert (rest.what, rest.href, rest.step) == ("More drafts", "/drafts", "See all")
    assert rest.why == "Only 3 of them stand here by name."
    assert rest.when is When.NOW
    assert sorted([*named, rest], key=lambda due: due.since)[-1] is rest
