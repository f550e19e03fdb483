"""Draws the shipped Word forms: `python -m forms.build` writes forms/*.docx.

One file per form tells what stands in it; `page`, `controls`, `tables` and `passages` hold what the forms
share; `base/` is an empty Word file, unpacked: styles, settings, document properties. What goes out is
written in docxtpl's language, what comes back is a tagged content control; compiling a template adds row
ids, bookmarks and the municipality's colours, so nothing of that is here.

One surprise: the built files are what counts. HR edits them in Word; this package only makes the first
version, byte for byte the same each time, so that a change to a shipped form reads as a diff.
"""
