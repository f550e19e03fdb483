"""The door to .pdf: a returned form that was printed to paper's format, or filled in one with fields."""
