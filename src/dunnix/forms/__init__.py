"""What a value of a file may be, as JSON Schema says it: its readers say it of themselves."""

from dunnix.forms.forms import Form
from dunnix.forms.reader import Formed, form_of, formed

__all__ = ["Form", "Formed", "form_of", "formed"]
