"""When two e-mail addresses are one mailbox, which ones letters reach, and which was mistyped."""

import re
import unicodedata

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from jvplanner.languages import gettext as _

LONGEST_LOCAL_PART, LONGEST_LABEL = 64, 63  # RFC 5321 4.5.3.1.1, RFC 1035 2.3.4
LONGEST_ADDRESS = 254  # characters; RFC 5321 4.5.3.1.3 without its angle brackets
DOTS = set(".。．｡")  # what may stand between the parts of a domain; RFC 3490 3.1

MAIL_DOMAINS = (
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "icloud.com",
    "googlemail.com",
    "protonmail.com",
    "comcast.net",
    "verizon.net",
    "hotmail.co.uk",
    "yahoo.co.uk",
)
# Providers of their own whose names happen to be one slip away from one above.
NOT_MISTYPED = frozenset({"mail.com", "email.com", "ymail.com", "cloud.com"})
# Endings that no domain in the world has, so that only .com can be meant.
MISTYPED_ENDINGS = frozenset({"con", "cmo", "ocm", "cim", "cpm", "vom", "xom", "comm", "coom"})
# Letters, digits and single marks between them. "test" is no mistake where tests are.
_PLAIN = re.compile(
    r"[a-z0-9_]+(?:[.+-][a-z0-9_]+)*@[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*\.[a-z]{2,}"
)
_SPECIAL = frozenset(SPECIAL_USE_DOMAIN_NAMES) - {"test"}


class InvalidEmail(ValueError):
    """No letter can go to this address; str() says what to do about it."""


def email_key(address: str) -> str:
    """Return the form in which addresses are compared: equal keys are the same mailbox.

    Surrounding space, case, the spelling of an international domain and composed or decomposed
    accents make no difference. Plus-addresses stay distinct, and so do dots, because only some
    providers ignore them. The domain comes back in its ASCII form.

    Whether the mailbox exists is not asked, and names kept for tests are fine.
    Raises InvalidEmail. Source: A3.
    """
    if _is_plain(plain := address.strip(" ").lower()):
        return plain
    _refuse_hidden_characters(address)
    text = address.strip()
    _refuse_slips(text)
    local_part, _at, domain = text.rpartition("@")
    try:
        found = validate_email(
            f"{_fold(local_part)}@{domain}", check_deliverability=False, test_environment=True
        )
    except EmailNotValidError as refusal:
        raise InvalidEmail(
            _(
                "This does not look like an e-mail address. "
                "Check it letter by letter; it should look like ana@example.org."
            )
        ) from refusal
    return f"{found.local_part}@{found.ascii_domain}"


def _is_plain(text: str) -> bool:
    """Tell whether an address is of the simple kind that nearly all are, and needs no closer look.

    Whatever it says no to may be an address all the same.
    """
    local_part, _, domain = text.partition("@")
    return (
        bool(_PLAIN.fullmatch(text))
        and len(local_part) <= LONGEST_LOCAL_PART
        and len(text) <= LONGEST_ADDRESS
        and not _SPECIAL.intersection(_endings(domain))
        and max(map(len, domain.split("."))) <= LONGEST_LABEL
    )


def _endings(domain: str) -> list[str]:
    """Return a domain with what it is below: "a.b.org", "b.org" and "org"."""
    labels = domain.split(".")
    return [".".join(labels[place:]) for place in range(len(labels))]


def one_spelling(address: str) -> str:
    """Return the spelling in which accounts keep an address, the domain in its own letters.

    Whoever typed the same mailbox otherwise, as email_key() understands it, comes out with the
    same text. Raises InvalidEmail.
    """
    key = email_key(address)
    shown = validate_email(key, check_deliverability=False, test_environment=True).normalized
    return shown.lower()


def reachable_key(address: str) -> str:
    """Return email_key() of an address that letters can be relied on to reach.

    Letters of other alphabets before the @ need every mail server on the way to know RFC 6531, and
    many do not. In a domain they are fine: it has an ASCII form.
    """
    key = email_key(address)
    foreign = next((c for c in key.rpartition("@")[0] if not c.isascii()), None)
    if foreign:
        raise InvalidEmail(
            _(
                "Many mail servers cannot send to an address with “%(letter)s” before the @. "
                "Enter another one.",
                letter=foreign,
            )
        )
    return key


def suggested_address(address: str) -> str | None:
    """Return the address that was probably meant, or None if nothing looks mistyped.

    Only a domain is corrected: an ending that does not exist, and a name one slip (a letter wrong,
    missing, doubled or swapped with its neighbour) away from one of MAIL_DOMAINS. It is to be
    offered, never forced: a rare domain may be real. Source: A4.
    """
    try:
        domain = email_key(address).rpartition("@")[2]
    except InvalidEmail:
        return None
    name, _dot, ending = domain.rpartition(".")
    meant = f"{name}.com" if ending in MISTYPED_ENDINGS else domain
    if meant not in NOT_MISTYPED:
        meant = next((known for known in MAIL_DOMAINS if _one_slip_apart(known, meant)), meant)
    return None if meant == domain else f"{address.strip().rpartition('@')[0]}@{meant}"


def _refuse_hidden_characters(address: str) -> None:
    """Raise InvalidEmail for line breaks, which could add headers to a letter, and their like."""
    kinds = {unicodedata.category(c) for c in address}
    if kinds & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        raise InvalidEmail(
            _("There is a hidden character in this e-mail address. Type it by hand.")
        )


def _refuse_slips(text: str) -> None:
    """Raise InvalidEmail for the mistakes that can be named."""
    if not text:
        raise InvalidEmail(_("Enter an e-mail address."))
    if len(text) > LONGEST_ADDRESS:
        raise InvalidEmail(
            _(
                "An e-mail address has at most %(most)s characters. "
                "Check that nothing else was pasted with it.",
                most=LONGEST_ADDRESS,
            )
        )
    if any(c.isspace() for c in text):
        raise InvalidEmail(_("An e-mail address has no spaces. Take them out."))
    if "@" not in text:
        raise InvalidEmail(_("An e-mail address has an @ in it, like ana@example.org. Add it."))
    if text.count("@") > 1:
        raise InvalidEmail(_("There is more than one @ here. Enter one e-mail address."))
    if not DOTS & set(text.rpartition("@")[2]):
        raise InvalidEmail(
            _("The part after the @ is not complete. Add what is missing, like .com or .org.")
        )


def _fold(local_part: str) -> str:
    """Return local_part without case, accents composed. Source: Unicode 3.13, D145."""
    folded = unicodedata.normalize("NFD", local_part).casefold()
    return unicodedata.normalize("NFC", folded)


def _one_slip_apart(known: str, typed: str) -> bool:
    """Return whether one letter wrong, missing, added or swapped turns known into typed."""
    start = 0
    while start < min(len(known), len(typed)) and known[start] == typed[start]:
        start += 1
    known, typed = known[start:], typed[start:]
    while known and typed and known[-1] == typed[-1]:
        known, typed = known[:-1], typed[:-1]
    swapped = len(known) == 2 and known == typed[::-1]
    return swapped or max(len(known), len(typed)) == 1
