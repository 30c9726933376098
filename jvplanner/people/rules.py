"""When two addresses are one person's, what a name may hold, and which address was mistyped."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

LONGEST_ADDRESS = 254  # characters; RFC 5321 4.5.3.1.3 without its angle brackets
LONGEST_NAME = 200  # characters, after cleaning
LONGEST_TYPED = 4_000
DOTS = set(".。．｡")  # what may stand between the parts of a domain; RFC 3490 3.1

ZERO_WIDTH_NON_JOINER = "\u200c"
ZERO_WIDTH_JOINER = "\u200d"
JOINERS = {ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER}
# Letters, marks and symbols that Unicode does not call format characters and fonts draw as nothing.
BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
VARIED = {"So", "Sm", "Po", "Nd", "Lo"}  # general categories of pictures, keycaps and ideographs
VIRAMA = 9  # canonical combining class of the sign that silences an Indic vowel

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


class InvalidEmail(ValueError):
    """No letter can go to this address; str() says what to do about it."""


class InvalidName(ValueError):
    """This is no name to call anybody by; str() says what to do about it."""


def email_key(address: str) -> str:
    """Return the form in which addresses are compared: equal keys are the same mailbox.

    Surrounding space, case, the spelling of an international domain and composed or decomposed
    accents make no difference. Plus-addresses stay distinct, and so do dots, because only some
    providers ignore them. The domain comes back in its ASCII form.

    Whether the mailbox exists is not asked, and names kept for tests are fine.
    Raises InvalidEmail. Source: A3.
    """
    _refuse_hidden_characters(address)
    text = address.strip()
    _refuse_slips(text)
    local_part, _, domain = text.rpartition("@")
    try:
        found = validate_email(
            f"{_fold(local_part)}@{domain}", check_deliverability=False, test_environment=True
        )
    except EmailNotValidError as refusal:
        raise InvalidEmail(
            "This does not look like an e-mail address. "
            "Check it letter by letter; it should look like ana@example.org."
        ) from refusal
    return f"{found.local_part}@{found.ascii_domain}"


def clean_name(name: str) -> str:
    """Return a name as text that shows what it holds: one line, nothing invisible, nothing turned.

    White space and line breaks become single spaces. Control characters, bidirectional overrides,
    zero-width characters and blanks go, because they let one name pass for another or hide text.
    The two joiners stay only where they change what is drawn (see _joiner_is_seen), variation
    selectors only behind pictures and ideographs. All else is kept as it is, markup included: it is
    the page's task to show text as text.

    Raises InvalidName if nothing to read is left or it is longer than LONGEST_NAME. Source: A9.
    """
    if len(name) > LONGEST_TYPED:  # composing hostile text takes time that grows with its square
        raise InvalidName(f"A name can have up to {LONGEST_NAME} characters. Shorten it.")
    visible = _without_invisible(unicodedata.normalize("NFC", name))
    joined = _without_unseen_joiners(unicodedata.normalize("NFC", visible))
    cleaned = unicodedata.normalize("NFC", " ".join(joined.split()))
    if not any(unicodedata.category(c)[0] in "LNPS" for c in cleaned):
        raise InvalidName("Enter a name.")
    if len(cleaned) > LONGEST_NAME:
        raise InvalidName(f"A name can have up to {LONGEST_NAME} characters. Shorten it.")
    return cleaned


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
    name, _, ending = domain.rpartition(".")
    meant = f"{name}.com" if ending in MISTYPED_ENDINGS else domain
    if meant not in NOT_MISTYPED:
        meant = next((known for known in MAIL_DOMAINS if _one_slip_apart(known, meant)), meant)
    return None if meant == domain else f"{address.strip().rpartition('@')[0]}@{meant}"


def _refuse_hidden_characters(address: str) -> None:
    """Raise InvalidEmail for line breaks, which could add headers to a letter, and their like."""
    kinds = {unicodedata.category(c) for c in address}
    if kinds & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        raise InvalidEmail("There is a hidden character in this e-mail address. Type it by hand.")


def _refuse_slips(text: str) -> None:
    """Raise InvalidEmail for the mistakes that can be named."""
    if not text:
        raise InvalidEmail("Enter an e-mail address.")
    if len(text) > LONGEST_ADDRESS:
        raise InvalidEmail(
            f"An e-mail address has at most {LONGEST_ADDRESS} characters. "
            "Check that nothing else was pasted with it."
        )
    if any(c.isspace() for c in text):
        raise InvalidEmail("An e-mail address has no spaces. Take them out.")
    if "@" not in text:
        raise InvalidEmail("An e-mail address has an @ in it, like ana@example.org. Add it.")
    if text.count("@") > 1:
        raise InvalidEmail("There is more than one @ here. Enter one e-mail address.")
    if not DOTS & set(text.rpartition("@")[2]):
        raise InvalidEmail(
            "The part after the @ is not complete. Add what is missing, like .com or .org."
        )


def _fold(local_part: str) -> str:
    """Return local_part without case, accents composed. Source: Unicode 3.13, D145."""
    folded = unicodedata.normalize("NFD", local_part).casefold()
    return unicodedata.normalize("NFC", folded)


def _without_invisible(text: str) -> str:
    """Return text with plain spaces for white space and without what is never drawn."""
    kept = " "
    for character in text:
        if character.isspace():
            kept += " "
        elif character in VARIATION_SELECTORS:
            kept += character if unicodedata.category(kept[-1]) in VARIED else ""
        elif character in JOINERS or not _is_invisible(character):
            kept += character
    return kept


def _is_invisible(character: str) -> bool:
    noncharacter = ord(character) & 0xFFFE == 0xFFFE
    formatting = unicodedata.category(character) in {"Cc", "Cf", "Cs"}
    return noncharacter or formatting or character in BLANKS


def _without_unseen_joiners(text: str) -> str:
    kept = " "
    for position, character in enumerate(text):
        after = text[position + 1 : position + 2] or " "
        if character not in JOINERS or _joiner_is_seen(kept, character, after):
            kept += character
    return kept


def _joiner_is_seen(before: str, joiner: str, after: str) -> bool:
    """Return whether a joiner changes what is drawn between the text before and the letter after.

    Indic scripts use both joiners beside a virama, Arabic script the non-joiner between two letters
    (as in Persian names), and emoji the joiner between two pictures. Elsewhere a joiner is
    invisible, and two names that look alike would differ by it. After RFC 5892, appendix A.
    """
    category = unicodedata.category
    if VIRAMA in (unicodedata.combining(before[-1]), unicodedata.combining(after)):
        return category(before[-1])[0] in "LM" and category(after)[0] in "LM"
    if joiner == ZERO_WIDTH_NON_JOINER:
        return unicodedata.bidirectional(after) == "AL" == unicodedata.bidirectional(_base(before))
    return category(after) in {"So", "Sm"} and category(_base(before)) == "So"


def _base(text: str) -> str:
    """Return the last letter or picture of text, looking past its marks and skin tone."""
    marks = {"Mn", "Mc", "Me", "Sk"}
    return next((c for c in reversed(text) if unicodedata.category(c) not in marks), " ")


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
