"""What the name of a human may hold."""

import unicodedata

from jvplanner.languages import gettext as _

LONGEST_NAME = 200  # characters, after cleaning
LONGEST_TYPED = 4_000

ZERO_WIDTH_NON_JOINER = "\u200c"
ZERO_WIDTH_JOINER = "\u200d"
JOINERS = {ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER}
# Letters, marks and symbols that Unicode does not call format characters and fonts draw as nothing.
BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
VARIED = {"So", "Sm", "Po", "Nd", "Lo"}  # general categories of pictures, keycaps and ideographs
VIRAMA = 9  # canonical combining class of the sign that silences an Indic vowel


class InvalidName(ValueError):
    """This is no name to call anybody by; str() says what to do about it."""


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
        raise InvalidName(
            _("A name can have up to %(most)s characters. Shorten it.", most=LONGEST_NAME)
        )
    visible = _without_invisible(unicodedata.normalize("NFC", name))
    joined = _without_unseen_joiners(unicodedata.normalize("NFC", visible))
    cleaned = unicodedata.normalize("NFC", " ".join(joined.split()))
    if not any(unicodedata.category(c)[0] in "LNPS" for c in cleaned):
        raise InvalidName(_("Enter a name."))
    if len(cleaned) > LONGEST_NAME:
        raise InvalidName(
            _("A name can have up to %(most)s characters. Shorten it.", most=LONGEST_NAME)
        )
    return cleaned


def typed_name(name: str) -> str:
    """Return clean_name() of what somebody types into a field; dots and dashes alone are no name.

    A letter of any script makes one, and so do the digits and pictures of odd names (A9). What a
    door took down offline is not asked for any: who came in came in. Raises InvalidName.
    """
    cleaned = clean_name(name)
    kinds = {unicodedata.category(c) for c in cleaned}
    if "So" not in kinds and not any(kind[0] in "LN" for kind in kinds):
        raise InvalidName(_("A name needs at least one letter."))
    return cleaned


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
