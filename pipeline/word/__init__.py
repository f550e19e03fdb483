"""The door to Word: templates out, returned forms in, and LibreOffice for what is neither.

Word's XML is seen in this room only. What leaves it are the nouns of `pipeline.model` and `Returned`.
"""
