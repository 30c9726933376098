"""What is typed about an agreement: the editor, its duties, sending it, looking at it again."""

from jvplanner.agreements.forms.editor import DraftForm, DutyForm, draft_form, needs_licence
from jvplanner.agreements.forms.keeping import NewAgreementForm, ReviewForm, SigningForm

__all__ = [
    "DraftForm",
    "DutyForm",
    "NewAgreementForm",
    "ReviewForm",
    "SigningForm",
    "draft_form",
    "needs_licence",
]
