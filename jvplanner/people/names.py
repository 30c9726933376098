"""How names are sorted and searched: folded once when written, so both engines agree."""

import unicodedata

LONGEST_KEY = 240  # characters; the columns that keep a key
# Typed, curly, turned, prime, accent on its own, full width, Armenian and Hebrew: one name is
# written with any of them, and without.
APOSTROPHES = frozenset(
    "'\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02c8\u2032\u0060\u00b4\uff07\u055a\u05f3"
)
MINUS = "\u2212"


def name_key(name: str) -> str:
    """Return the form under which a name is sorted and searched.

    Case, accents, width, ligatures, apostrophes, invisible characters and runs of white space make
    no difference, and a hyphen or dash is a space; letters of other scripts stay themselves. What
    is searched for goes through here too, so that "muller" finds "Müller" and "odalaigh"
    "O’Dálaigh". Cut at LONGEST_KEY characters, because some characters unfold to many.
    """
    # An accent on its own would unfold to a space with an accent.
    whole = "".join(letter for letter in name if letter not in APOSTROPHES)
    unfolded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", whole).casefold())
    letters = "".join(map(_folded, unfolded))
    return " ".join(letters.split())[:LONGEST_KEY].rstrip()


def _folded(letter: str) -> str:
    """Return a letter as it is compared: as nothing if it only decorates or parts another."""
    category = unicodedata.category(letter)
    if category == "Pd" or letter == MINUS or letter.isspace():
        return " "
    unseen = unicodedata.combining(letter) or category in {"Cc", "Cf", "Cs"}
    return "" if unseen or letter in APOSTROPHES else letter
