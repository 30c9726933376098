"""`jvplanner wording check`: one text in, one JSON object out."""

import json
from pathlib import Path

from click.testing import CliRunner

from jvplanner.cli import main


def checked(*arguments: str, given: str | bytes = "") -> list[dict]:
    done = CliRunner().invoke(main, ["wording", "check", *arguments], input=given)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.output.splitlines()]


def families(answer: dict) -> list[str]:
    return [remark["family"] for remark in answer["remarks"]]


def test_each_line_gets_its_answer_counted_from_one() -> None:
    answers = checked(given="Our evening cures fatigue.\n\nWe do not diagnose.\n")

    assert [answer["line"] for answer in answers] == [1, 2, 3]
    assert families(answers[0]) == ["disease_claim"]
    assert not answers[1]["remarks"]
    assert not answers[2]["remarks"]


def test_a_remark_says_where_and_what_is_better_in_code_points() -> None:
    (answer,) = checked(given="😀 You get $50 for every referral.")
    (remark,) = answer["remarks"]

    assert remark.keys() == {"family", "severity", "start", "end", "better"}
    assert (remark["family"], remark["severity"]) == ("referral_payment", "stop")
    assert 0 < remark["start"] < remark["end"] <= len("😀 You get $50 for every referral.")


def test_a_file_is_read_like_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "texts.txt"
    file.write_text("Our evening cures fatigue.\nA curated shelf.", encoding="utf-8")

    assert [families(answer) for answer in checked(str(file))] == [["disease_claim"], []]


def test_bytes_that_are_no_text_do_not_end_the_run() -> None:
    answers = checked(given=b"\xff\xfe broken\nA treat for your staff\n")

    assert [answer["line"] for answer in answers] == [1, 2]


def test_who_may_diagnose_is_read_otherwise() -> None:
    text = "We will diagnose your thyroid."

    assert families(checked(given=text)[0]) == ["diagnosis"]
    assert not checked("--licensed", given=text)[0]["remarks"]


def test_a_file_that_is_not_there_is_a_failure_in_one_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["wording", "check", str(tmp_path / "none.txt")])

    assert done.exit_code == 2
    assert "No such file" in done.output
