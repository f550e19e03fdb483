"""The door to workbooks: reading through python-calamine, writing through openpyxl, nothing of either outside."""
