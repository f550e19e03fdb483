"""What people write and what it means: text, dates, amounts, numbers, choices, ticks and names.

In comes the text of a field as a person typed it, out comes a typed value, None where nothing was
written, or `Unclear` where the text cannot be read as its kind with certainty: nothing is guessed. What was
read by a rule of the house, such as a year nobody wrote, is said in a note beside the value. The way back,
`show`, writes a value as Danes write it. Babel is used here only.
"""

from pipeline.kinds.amounts import parse_amount, parse_number
from pipeline.kinds.choices import parse_choice, parse_yes_no
from pipeline.kinds.dates import parse_date
from pipeline.kinds.people import SamePerson, same_person
from pipeline.kinds.showing import as_json, long_date, months_after, show
from pipeline.kinds.texts import composed, folded, squeezed, tidy_text
from pipeline.kinds.written import Note, Unclear, Written, parse, read

__all__ = [
    "Note",
    "SamePerson",
    "Unclear",
    "Written",
    "as_json",
    "composed",
    "folded",
    "long_date",
    "months_after",
    "parse",
    "parse_amount",
    "parse_choice",
    "parse_date",
    "parse_number",
    "parse_yes_no",
    "read",
    "same_person",
    "show",
    "squeezed",
    "tidy_text",
]
