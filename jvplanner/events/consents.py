"""The words in which guests are asked to agree to more than coming."""

from jvplanner.events.models.consent import ConsentPurpose
from jvplanner.languages import gettext as _


def wordings(practice: str, partner: str | None) -> dict[ConsentPurpose, str]:
    """Return what may be agreed to at registration, as it is shown and as it is kept.

    partner  the partner's name; without one there is nobody to share with
    """
    words = {}
    if partner:
        words[ConsentPurpose.SHARE_WITH_PARTNER] = _(
            "%(practice)s may share my name and email address with %(partner)s.",
            practice=practice,
            partner=partner,
        )
    words[ConsentPurpose.NEWS] = _(
        "%(practice)s may write to me about further events.", practice=practice
    )
    return words
