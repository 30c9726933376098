"""The chain's rules, and the entries that are kept of it; what is hashed never changes again."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jvplanner.db import db
from jvplanner.papers.models import EntryKind, NeverChanged, PaperEntry
from jvplanner.papers.rules.chain import BEGINNING, Checked, canonical, checked, commitment, hash_of
from tests.builders import PracticeOfTheCast
from tests.builders_papers import make_sent, paper_of

NOW = datetime(2027, 1, 25, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Link:
    number: int
    payload: str
    sha256: str
    personal: str | None
    salt: str | None


def chain_of(*told: dict[str, str] | None) -> list[Link]:
    """A sound chain with one entry for each; what is told is personal."""
    chain: list[Link] = []
    for number, personal in enumerate(told, 1):
        entry = PaperEntry.of(
            EntryKind.SEEN,
            number=number,
            before=chain[-1].sha256 if chain else BEGINNING,
            now=NOW,
            facts={"version": number},
            personal=personal,
        )
        kept = entry.payload, entry.sha256, entry.personal, entry.salt
        chain.append(Link(number, *kept))
    return chain


def faults(chain: list[Link], like: list[Link]) -> tuple[str, ...]:
    """What is found in a chain that ought to end as another one does."""
    return checked(chain, length=len(like), head=like[-1].sha256).faults


def test_a_sound_chain_has_no_fault_and_an_empty_one_has_none() -> None:
    chain = chain_of(None, {"name": "Dana"}, None)
    assert checked(chain, length=3, head=chain[-1].sha256) == Checked(())
    assert checked([], length=0, head=BEGINNING) == Checked(())


texts = st.none() | st.fixed_dictionaries({"text": st.text()})


@given(st.lists(texts, min_size=1, max_size=6), st.data())
def test_one_character_changed_anywhere_in_a_chain_is_found(
    told: list[dict[str, str] | None], data: st.DataObject
) -> None:
    chain = chain_of(*told)
    place = data.draw(st.integers(0, len(chain) - 1))
    column = data.draw(st.sampled_from(["payload", "sha256", "personal", "salt"]))
    value = getattr(chain[place], column) or ""
    at = data.draw(st.integers(0, len(value)))
    instead = data.draw(st.characters(exclude_characters=value[at : at + 1]))
    other = value[:at] + instead + value[at + 1 :]
    broken = [*chain]
    broken[place] = replace(chain[place], **{column: other})
    assert not faults(chain, chain)
    assert faults(broken, chain)


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([1, 2], id="the last entry is gone"),
        pytest.param([1, 3], id="one in the middle is gone"),
        pytest.param([2, 3], id="the first is gone"),
        pytest.param([1, 3, 2], id="two changed places"),
        pytest.param([1, 2, 3, 3], id="one stands there twice"),
    ],
)
def test_entries_taken_away_or_moved_are_found(places: list[int]) -> None:
    chain = chain_of(None, {"text": "May we?"}, None)
    assert faults([chain[place - 1] for place in places], chain)


def test_another_number_beside_an_entry_is_found() -> None:
    first, second = chain_of(None, None)
    assert faults([first, replace(second, number=3)], [first, second])


def test_an_entry_written_anew_with_a_fitting_hash_breaks_with_the_next() -> None:
    first, second = chain_of(None, None)
    payload = first.payload.replace('"version":1', '"version":2')
    forged = replace(first, payload=payload, sha256=hash_of(payload))
    assert faults([forged, second], [first, second]) == (
        "entry 2: it does not follow the entry before it",
    )


@pytest.mark.parametrize("payload", ["", "[]", "{}", "no json", '{"number":1}'])
def test_what_says_nothing_is_a_fault_and_no_failure(payload: str) -> None:
    entry = Link(1, payload, hash_of(payload), None, None)
    assert faults([entry], [entry]) == ("entry 1: its text is not the one that was hashed",)


def test_erased_is_not_changed_and_half_erased_is() -> None:
    chain = chain_of({"name": "Dana"}, {"name": "Yusuf"})
    first, second = chain
    erased = replace(first, personal=None, salt=None)
    assert checked([erased, second], length=2, head=second.sha256) == Checked((), erased=1)
    assert faults([replace(first, salt=None), second], chain)
    assert faults([replace(first, personal=None), second], chain)


def test_equal_texts_are_bound_by_unlike_commitments() -> None:
    one, other = chain_of({"name": "Dana"}, {"name": "Dana"})
    assert one.personal == other.personal == canonical({"name": "Dana"})
    assert one.personal
    assert one.salt
    assert other.salt
    assert commitment(one.personal, one.salt) in one.payload
    assert commitment(one.personal, other.salt) not in one.payload
    assert "Dana" not in one.payload


@pytest.fixture
def entry(in_riverside: PracticeOfTheCast) -> PaperEntry:
    sent = make_sent()
    paper = paper_of(sent)
    paper.record(EntryKind.ASKED, NOW, personal={"text": "May we?"}, question=1)
    db.session.commit()
    return db.session.scalars(paper.entries.select().where(PaperEntry.number == 2)).one()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("payload", "{}"),
        ("sha256", "f" * 64),
        ("number", 9),
        ("kind", EntryKind.SEEN),
        ("happened_at", NOW.replace(hour=13)),
        ("personal", "{}"),
        ("personal", None),
        ("salt", "f" * 32),
        ("salt", None),
    ],
)
def test_an_entry_is_never_written_over(entry: PaperEntry, column: str, value: object) -> None:
    setattr(entry, column, value)
    with pytest.raises(NeverChanged):
        db.session.flush()
    db.session.rollback()


def test_the_personal_part_of_an_entry_may_be_erased(entry: PaperEntry) -> None:
    assert entry.told == {"text": "May we?"}
    entry.erase()
    db.session.commit()
    assert entry.told == {}
    assert entry.facts["question"] == 1


def test_erasing_changes_nothing_else(entry: PaperEntry) -> None:
    entry.erase()
    entry.sha256 = "f" * 64
    with pytest.raises(NeverChanged):
        db.session.flush()
    db.session.rollback()
