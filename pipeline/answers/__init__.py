"""From what was found in a returned file to what it answers, whatever program wrote the file.

In: what a door (`word`, `pdf`) found, the layout of the form, and its skeleton as it was issued. Out: typed answers,
each with the evidence it was found by; problems; and doubts that a person must decide.
"""
