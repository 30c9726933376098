"""The notation of the wording rules: what a phrase finds, and what cannot be read."""

import pytest

from jvplanner.papers.wording.notation import BadPhrase, PhraseBook
from jvplanner.papers.wording.phrases import Phrase, Sight
from jvplanner.papers.wording.reading import read

BOOK = PhraseBook({"they": "you we", "not_a_name": "monday *ing", "given": "anna"})


def found(written: str, text: str) -> str:
    """Return the first words of the text that the phrase finds; "" for none."""
    phrase, reading = BOOK.phrase(written), read(text)
    sight = Sight(reading, {})
    starts = phrase.starts(sight, ~0)
    if not starts:
        return ""
    start = (starts & -starts).bit_length() - 1
    return " ".join(reading.words[start : phrase.end(sight, start, ~0)])


@pytest.mark.parametrize(
    ("written", "text", "words"),
    [
        ("heal~ you", "It healed you.", "healed you"),
        ("carry~ you", "She carries you.", "carries you"),
        ("stop~ it", "Stopping it helps.", "stopping it"),
        ("client(s) come", "Our clients come.", "clients come"),
        ("bonus(es) paid", "Bonuses paid.", "bonuses paid"),
        ("inflammation gone", "Inflamation gone.", "inflamation gone"),
        ("*itis gone", "Arthritis gone.", "arthritis gone"),
        ("# pounds", "Lose 20 pounds", "20 pounds"),
        ("send ..2 clients", "send us your clients", "send us your clients"),
        ("send ..2!<they> clients", "send when you clients", ""),
        ("send us? clients", "send clients", "send clients"),
        ("fee + paid", "A fee, paid at once", ""),
        ("fee : paid", "A fee: paid at once", "fee paid"),
        ("fee , paid", "A fee (paid at once)", "fee paid"),
        ("fee : paid", "A fee; paid at once", "fee paid"),
        ("anna @@", "Ask Anna Flemming", "anna flemming"),
        ("anna @@", "Ask Anna for it", ""),
        ("^ act now", "Please act now.", ""),
        ("^ act now", "Come. Act now.", "act now"),
        ("doctors not .", "what doctors cannot.", "doctors not"),
        ("doctors not .", "what doctors cannot do", ""),
        ('" : @', "“So good!” – Kim", "kim"),
        ('" : @', "The talk “Good – Kim”", ""),
        ("menopause ? we", "Is it menopause? We know.", "menopause we"),
        ("menopause we", "Is it menopause? We know.", ""),
    ],
)
def test_a_phrase_finds_what_is_written(written: str, text: str, words: str) -> None:
    assert found(written, text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Then Svetlana says", "svetlana says"),
        ("Svetlana says", ""),
        ("Anna says", "anna says"),
        ("then anna says", ""),
        ("On Monday says", ""),
        ("The reading room. Sleeping says", ""),
        ("Mr. Kim says", "kim says"),
        ("Ana R. says", ""),
        ("THE DOCTOR SAYS", ""),
        ("He wrote: “Absolutely says", ""),
    ],
)
def test_a_name_is_a_capital_word_inside_a_sentence_or_a_given_name(text: str, words: str) -> None:
    assert found("@|<given> says", text) == words


def test_a_phrase_covers_the_words_between_too_and_nothing_else() -> None:
    reading = read("we send you our clients, then send nothing")
    covered = BOOK.phrase("send ..3 clients").covered(Sight(reading, {}))

    assert [word for place, word in enumerate(reading.words) if covered >> place & 1] == [
        "send",
        "you",
        "our",
        "clients",
    ]


def test_words_out_of_sight_are_not_found_but_may_be_passed_over() -> None:
    reading = read("pay the room fee for clients")
    blind_to_fee = Sight(reading, {}, hidden=1 << 3)

    assert BOOK.phrase("fee ..2 clients").starts(blind_to_fee, ~0) == 0
    assert BOOK.phrase("pay ..4 clients").starts(blind_to_fee, ~0) == 1


@pytest.mark.parametrize(
    "phrase", ["", "..3 fee", "fee ..3", "fee? paid", "<nobody> pays", "a ..99 b", "a||b", ": a ?"]
)
def test_a_phrase_that_cannot_be_read_is_named(phrase: str) -> None:
    with pytest.raises(BadPhrase):
        BOOK.phrase(phrase)


def test_a_group_that_is_not_there_is_named() -> None:
    book = PhraseBook({}, {"sent": ["you send"]})

    assert not isinstance(book.claim("{sent} & fee|bonus"), Phrase)
    with pytest.raises(BadPhrase, match=r"\{given\}"):
        book.claim("{sent} & {given}")
