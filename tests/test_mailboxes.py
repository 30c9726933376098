"""Whose address is whose, which ones letters reach, and which was mistyped (A3, A4, A10)."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jvplanner.mailboxes import (
    MAIL_DOMAINS,
    NOT_MISTYPED,
    InvalidEmail,
    email_key,
    one_spelling,
    reachable_key,
    suggested_address,
)

unhurried = settings(deadline=None)  # a busy machine may stall for longer than any one case takes

LOCAL_PARTS = st.text("abcxyzäéłø0123456789-_", min_size=1, max_size=20)
DOMAINS = st.sampled_from(
    ["example.org", "münchen.example", "παράδειγμα.test", "mail.example.com", "straße.example"]
)
ADDRESSES = st.builds("{}@{}".format, LOCAL_PARTS, DOMAINS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Ana@Example.ORG", "ana@example.org", id="case of either part"),
        pytest.param("  ana@example.org ", "ana@example.org", id="space around it"),
        pytest.param("\u00a0ana@example.org\u2009", "ana@example.org", id="pasted fancy space"),
        pytest.param("ana@MÜNCHEN.example", "ana@xn--mnchen-3ya.example", id="punycode or not"),
        pytest.param("ana@bücher.example", "ana@bu\u0308cher.example", id="decomposed domain"),
        pytest.param("JOSÉ@example.org", "jose\u0301@example.org", id="decomposed local part"),
        pytest.param("ana@x。example", "ana@x.example", id="a dot typed in Chinese or Japanese"),
    ],
)
def test_two_spellings_are_one_address(one: str, other: str) -> None:
    assert email_key(one) == email_key(other)
    assert one_spelling(one) == one_spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ana+jv@example.org", "ana@example.org", id="plus-address"),
        pytest.param("an.a@gmail.com", "ana@gmail.com", id="dots at gmail"),
        pytest.param("ana@strasse.example", "ana@straße.example", id="sharp s in a domain"),
        pytest.param("ana@googlemail.com", "ana@gmail.com", id="a provider's other domain"),
    ],
)
def test_two_addresses_stay_distinct(one: str, other: str) -> None:
    assert email_key(one) != email_key(other)


def test_a_key_is_spelt_as_letters_are_addressed() -> None:
    assert email_key("Ana@MÜNCHEN.example") == "ana@xn--mnchen-3ya.example"


@pytest.mark.parametrize("domain", ["example.org", "example.com", "clinic.test", "shop.example"])
def test_domains_kept_for_tests_and_examples_are_accepted(domain: str) -> None:
    assert email_key(f"Maya@{domain}") == f"maya@{domain}"


@pytest.mark.parametrize("quote", ["o'brien", "sean.o'neil", "x_y-z", "a/b"])
def test_unusual_but_allowed_characters_are_accepted(quote: str) -> None:
    assert email_key(f"{quote}@example.org") == f"{quote}@example.org"


@pytest.mark.parametrize(
    ("address", "what_to_do"),
    [
        pytest.param("", "Enter an e-mail address", id="nothing"),
        pytest.param("   ", "Enter an e-mail address", id="only spaces"),
        pytest.param("ana.example.org", "Add it", id="no at sign"),
        pytest.param("ana@tom@example.org", "more than one @", id="two at signs"),
        pytest.param("ana@example.org, tom@example.org", "Take them out", id="two addresses"),
        pytest.param("Ana <ana@example.org>", "Take them out", id="name and address"),
        pytest.param("ana@example", "Add what is missing", id="domain without an ending"),
        pytest.param("@example.org", "letter by letter", id="nothing before the at sign"),
        pytest.param("ana@", "Add what is missing", id="nothing after the at sign"),
        pytest.param("ana@example..org", "letter by letter", id="two dots"),
        pytest.param("ana@127.0.0.1", "letter by letter", id="a number for a domain"),
        pytest.param('"ana"@example.org', "letter by letter", id="quoted local part"),
        pytest.param("ana@example.org\r\nBcc: tom@example.org", "hidden", id="a header added"),
        pytest.param("ana@example.org\n", "hidden", id="line break at the end"),
        pytest.param("ana\x00@example.org", "hidden", id="null character"),
        pytest.param("ana@example.org\u2029", "hidden", id="paragraph separator"),
        pytest.param("\u200bana@example.org", "hidden", id="zero-width space"),
        pytest.param("ana\u202e@example.org", "hidden", id="bidirectional override"),
        pytest.param("ana\ud800@example.org", "hidden", id="half a character"),
        pytest.param(f"{'a' * 243}@example.org", "at most 254", id="255 characters"),
    ],
)
def test_what_is_no_address_is_refused_with_advice(address: str, what_to_do: str) -> None:
    with pytest.raises(InvalidEmail, match=what_to_do):
        email_key(address)


def test_an_address_of_254_characters_is_accepted() -> None:
    assert len(email_key(f"{'a' * 64}@{'.'.join(['b' * 61] * 3)}.org")) == 254


@unhurried
@given(ADDRESSES)
def test_a_key_is_its_own_key(address: str) -> None:
    assert email_key(email_key(address)) == email_key(address)


@unhurried
@given(ADDRESSES)
def test_a_key_does_not_depend_on_case_or_composition(address: str) -> None:
    local_part, _, domain = address.rpartition("@")
    loud = f"{local_part.upper()}@{domain.replace('ß', 'ẞ').upper()}"

    assert email_key(loud) == email_key(address)
    assert email_key(unicodedata.normalize("NFD", address)) == email_key(address)


@unhurried
@given(st.text(st.characters(), max_size=40) | st.builds("{}@{}".format, st.text(), st.text()))
def test_any_text_at_all_is_a_key_or_refused(text: str) -> None:
    try:
        key = email_key(text)
    except InvalidEmail:
        assert suggested_address(text) is None
    else:
        assert email_key(key) == key
        assert len(key) <= 254


@pytest.mark.parametrize("address", ["ü@example.org", "ｍaya@example.org", "анна@example.org"])
def test_an_address_that_many_mail_servers_refuse_is_refused_with_advice(address: str) -> None:
    with pytest.raises(InvalidEmail, match=f"“{address[0]}” before the @. Enter another one"):
        reachable_key(address)


@pytest.mark.parametrize("address", [" Ana@Example.org ", "ana@münchen.example", "o'neil+x@a.test"])
def test_letters_reach_plain_addresses_and_domains_in_any_letters(address: str) -> None:
    reachable_key(address)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gnail.com", "gmail.com"),
        ("GMIAL.COM", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmial.con", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("yahooo.com", "yahoo.com"),
        ("outlok.com", "outlook.com"),
        ("iclod.com", "icloud.com"),
        ("comcast.ner", "comcast.net"),
        ("riverside-clinic.con", "riverside-clinic.com"),
    ],
)
def test_a_mistyped_domain_is_corrected(typed: str, meant: str) -> None:
    assert suggested_address(f" Ana.Ruiz+jv@{typed} ") == f"Ana.Ruiz+jv@{meant}"


REAL_DOMAINS = (
    "gmx.com gmx.de gmx.net mail.com ymail.com email.com proton.me pm.me fastmail.com cloud.com "
    "me.com mac.com msn.com live.com aol.com att.net cox.net yahoo.ca yahoo.fr yahoo.co.in "
    "yahoo.co.jp hotmail.fr hotmail.it outlook.fr outlook.de rocketmail.com web.de example.com "
    "riverside-clinic.co münchen.example"
)


@pytest.mark.parametrize("domain", [*REAL_DOMAINS.split(), *MAIL_DOMAINS, *sorted(NOT_MISTYPED)])
def test_a_real_domain_is_left_alone(domain: str) -> None:
    assert suggested_address(f"ana@{domain}") is None


@pytest.mark.parametrize("typed", ["", "ana", "ana@gmial", "a@b@gmial.com", "ana@gmial.com\n"])
def test_nothing_is_suggested_for_what_is_no_address(typed: str) -> None:
    assert suggested_address(typed) is None


@unhurried
@given(LOCAL_PARTS, st.sampled_from(MAIL_DOMAINS), st.data())
def test_a_suggestion_needs_no_second_suggestion(
    local_part: str, domain: str, data: st.DataObject
) -> None:
    gap = data.draw(st.integers(0, len(domain) - 1))
    suggestion = suggested_address(f"{local_part}@{domain[:gap]}{domain[gap + 1 :]}")

    assert suggestion is None or suggested_address(suggestion) is None
