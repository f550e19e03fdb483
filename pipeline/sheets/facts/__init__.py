"""What a workbook says that calamine does not give: hidden rows, sizes, merges, zeros shown, the day numbers count from."""
