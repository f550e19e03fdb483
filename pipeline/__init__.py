"""Development talks in a Danish municipality: forms out, forms back, and who owes what."""
