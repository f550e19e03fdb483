"""Rosters as the payroll and HR systems of Danish municipalities write them. Everybody in them is made up.

One module per system: its headers in their order, its rows, its file. Headers, order, separators and quirks are those of
the public code and documentation named in each module; no person, number, address or CPR number in them exists.
"""
