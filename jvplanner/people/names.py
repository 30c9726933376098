"""How names are sorted and searched: folded once when written, so both engines agree."""

import unicodedata

LONGEST_KEY = 240  # characters; the columns that keep a key


def name_key(name: str) -> str:
    """Return the form under which a name is sorted and searched.

    Case, accents, width, ligatures, invisible characters and runs of white space make no
    difference; letters of other scripts stay themselves. What is searched for goes through here
    too, so that "muller" finds "Müller". Cut at LONGEST_KEY characters, because some characters
    unfold to many.
    """
    unfolded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    letters = "".join(letter for letter in unfolded if letter.isspace() or _is_seen(letter))
    return " ".join(letters.split())[:LONGEST_KEY]


def _is_seen(letter: str) -> bool:
    """Tell accents, control characters and half characters from letters."""
    category = unicodedata.category(letter)
    return not unicodedata.combining(letter) and category not in {"Cc", "Cf", "Cs"}
