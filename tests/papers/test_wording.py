"""What the wording guard remarks on, what it lets pass (P8; issue: wording guard)."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jvplanner.papers.wording import Remark, check_lines, remarks, suggestions_on
from jvplanner.papers.wording.rulebook import Family, rulebook

SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
CLAIMS = [
    (family, sentence)
    for family, sentences in SENTENCES["claims"].items()
    for sentence in sentences
]
each_family = pytest.mark.parametrize("family", get_args(Family))
RULE_WORDS = sorted(
    {
        word
        for sentences in SENTENCES["claims"].values()
        for one in sentences
        for word in one.split()
    }
)
ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.lists(st.sampled_from([*RULE_WORDS, "not", "no", ",", ".", "\n"]), max_size=60).map(
        " ".join
    ),
)
INVISIBLE = "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH JOINER}\N{WORD JOINER}"


def families(text: str, *, licensed: bool = False) -> set[str]:
    return {remark.family for remark in remarks(text, licensed=licensed)}


def marked(text: str) -> list[str]:
    return [text[remark.start : remark.end] for remark in remarks(text)]


@each_family
def test_a_claim_is_remarked_on(family: str) -> None:
    assert [one for one in SENTENCES["claims"][family] if family not in families(one)] == []


def test_a_harmless_sentence_passes() -> None:
    assert {one: marked(one) for one in SENTENCES["clean"] if remarks(one)} == {}


def test_what_a_physician_may_say_passes_from_a_physician_alone() -> None:
    for sentence in SENTENCES["clean_when_licensed"]:
        assert families(sentence) == {"diagnosis"}, sentence
        assert families(sentence, licensed=True) == set(), sentence


def test_there_are_nearly_as_many_harmless_sentences_as_claims() -> None:
    assert len(SENTENCES["clean"]) > 0.9 * len(CLAIMS) > 1000


@each_family
def test_only_payment_for_referrals_stops_a_paper(family: str) -> None:
    for sentence in SENTENCES["claims"][family]:
        found = [one for one in remarks(sentence) if one.family == family]
        stops = any(one.severity == "stop" for one in found)
        assert stops == (family == "referral_payment"), sentence


def test_a_licensed_party_may_speak_of_diagnosis_and_of_nothing_else() -> None:
    text = "We diagnose and prescribe. Our class cures migraines and replaces your medication."

    assert families(text) == {"diagnosis", "disease_claim", "belittling_medicine"}
    assert families(text, licensed=True) == {"disease_claim", "belittling_medicine"}


def test_a_remark_says_where_why_and_what_to_write_instead() -> None:
    text = "My protocol reverses fatigue in six weeks."

    (remark,) = remarks(text)

    assert text[remark.start : remark.end] == "reverses fatigue"
    assert remark.severity == "warn"
    assert "trials" in remark.why
    assert "FTC" in remark.source
    assert remark.better == "supports healthy daily habits"


def test_remarks_come_in_reading_order_and_each_has_its_own_place() -> None:
    text = "Our class cures migraines. We pay a referral fee. It cures colds."

    assert marked(text) == ["cures migraines", "We pay a referral fee", "cures colds"]


@pytest.mark.parametrize(
    "spelling",
    [
        "We don’t diagnose.",
        "We don＇t diagnose.",
        "We do\u00a0not diagnose.",
        "WE DO NOT DIAGNOSE.",
        "We dont diagnose.",
    ],
)
def test_a_refusal_is_understood_however_it_is_typed(spelling: str) -> None:
    assert remarks(spelling) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rather than a salary, Mrs Osei gets a bonus for each patient she sends us.",
        "Nothing calms a nervous stomach like our ginger shots.",
        "We tell you what is wrong with your gut.",
        "The price goes up the moment the timer hits zero.",
        "Our member Joan Pike has been free of hot flashes since spring.",
    ],
)
def test_a_word_that_only_looks_like_a_refusal_hides_no_claim(text: str) -> None:
    assert remarks(text)


@pytest.mark.parametrize("text", ["Is there a finder's fee? In short, no.", "Referral fees: zero."])
def test_a_short_answer_refuses_as_well(text: str) -> None:
    assert remarks(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("It cu\u00adres migraines.", "cu\u00adres migraines"),
        ("It c\u200bure\u2060s migraines.", "c\u200bure\u2060s migraines"),
        ("It ｃｕｒｅｓ migraines.", "ｃｕｒｅｓ migraines"),
        ("It cúres migraines.", "cúres migraines"),
        ("It cu\u0301res migraines.", "cu\u0301res migraines"),
        ("👩🏽‍⚕️ It _cures_ migraines 🎉", "cures_ migraines"),
        ("Well. A ﬁnder’s‑fee is due.", "A ﬁnder’s‑fee is due"),
    ],
)
def test_the_place_is_counted_in_the_text_as_it_was_typed(text: str, place: str) -> None:
    assert marked(text) == [place]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("we", ["We", "Zoë and I"])
def test_a_wrapped_line_is_one_sentence_and_a_list_is_several(we: str, line_end: str) -> None:
    wrapped = line_end.join([f"{we} do not pay", "any referral fee."])
    listed = line_end.join(["- No pressure", "- Cures diabetes"])
    paragraphs = line_end.join(["A fee is", "", "per referral unusual."])

    assert remarks(wrapped) == []
    assert families(listed) == {"disease_claim"}
    assert remarks(paragraphs) == []


@given(ANY_TEXT)
def test_whatever_the_text_the_places_lie_in_it_and_do_not_overlap(text: str) -> None:
    ends: dict[str, int] = {}
    for remark in remarks(text):
        assert ends.get(remark.family, 0) <= remark.start < remark.end <= len(text)
        assert not text[remark.start : remark.end].isspace()
        ends[remark.family] = remark.end


@given(st.sampled_from(CLAIMS), st.data())
def test_invisible_characters_hide_nothing(claim: tuple[str, str], data: st.DataObject) -> None:
    _, sentence = claim
    place = data.draw(st.integers(1, len(sentence) - 1))
    hidden = sentence[:place] + data.draw(st.sampled_from(INVISIBLE)) + sentence[place:]

    def shifted(end: int) -> int:
        return end + (end > place)

    assert [
        (one.family, shifted(one.start + 1) - 1, shifted(one.end)) for one in remarks(sentence)
    ] == [(one.family, one.start, one.end) for one in remarks(hidden)]


RULES = [rule for rules in rulebook().rules.values() for rule in rules]


def better_wordings() -> Iterator[str]:
    for rule in RULES:
        yield rule.better
        yield from rule.better_for.values()


@pytest.mark.parametrize("better", sorted(set(better_wordings())))
def test_what_is_offered_instead_passes_by_itself(better: str) -> None:
    assert remarks(better) == []


@each_family
def test_using_the_better_wording_clears_the_remarks(family: str) -> None:
    left = {}
    for sentence in SENTENCES["claims"][family]:
        reworded = sentence
        for _ in range(8):
            for remark in remarks(reworded)[:1]:
                reworded = reworded[: remark.start] + remark.better + reworded[remark.end :]
        if remarks(reworded):
            left[sentence] = reworded
    assert left == {}


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        (
            "You get a gift of $50 whenever somebody you sent signs up. See you soon.",
            "We thank each other in writing, and nothing is paid for referrals. See you soon.",
        ),
        (
            "Hello. We guarantee that you'll sleep better.",
            "Hello. We do our best work with you, and experiences differ.",
        ),
        ("Hurry, the offer ends tonight.", "Take the time that you need."),
        (
            "We find out what disease you have. Tea is served.",
            "We explore questions to take to a physician. Tea is served.",
        ),
        ("It cures colds and is fun.", "It supports healthy daily habits and is fun."),
    ],
)
def test_the_better_wording_leaves_a_sentence_that_can_be_read(typed: str, reads: str) -> None:
    (one,) = suggestions_on("hook", typed)
    assert one.used_in(typed) == reads


def test_each_line_is_answered_by_one_json_object_in_the_fixed_shape() -> None:
    lines = ["We do not diagnose.\n", "Déjà vu: we pay a referral fee.\r\n", "", "It cures."]

    answers = [json.loads(answer) for answer in check_lines(lines, licensed=False)]

    assert [answer["line"] for answer in answers] == [1, 2, 3, 4]
    assert [len(answer["remarks"]) for answer in answers] == [0, 1, 0, 1]
    (remark,) = answers[1]["remarks"]
    assert remark == {
        "family": "referral_payment",
        "severity": "stop",
        "start": 0,
        "end": 30,
        "better": "We thank each other in writing, and nothing is paid for referrals",
    }


def test_lines_of_a_licensed_party_may_speak_of_diagnosis() -> None:
    (answer,) = check_lines(["We diagnose."], licensed=True)

    assert json.loads(answer) == {"line": 1, "remarks": []}


def test_lines_are_answered_as_they_come() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield "It cures."

    answers = check_lines(endless(), licensed=False)

    assert [json.loads(next(answers))["line"] for _ in range(3)] == [1, 2, 3]


def test_every_rule_says_why_and_where_it_comes_from() -> None:
    keys = [rule.key for rule in RULES]

    assert len(keys) == len(set(keys))
    assert all(rule.why and rule.source and rule.better for rule in RULES)
    assert {rule.language for rule in RULES} == {"en"}


def test_a_remark_cannot_be_changed() -> None:
    (remark,) = remarks("It cures.")

    with pytest.raises(AttributeError):
        remark.start = 0  # type: ignore[misc]
    assert isinstance(remark, Remark)
