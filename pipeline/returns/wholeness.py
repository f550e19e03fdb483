"""Whether a file's content has come to its end, by what the format has last."""

from __future__ import annotations

from pipeline.bundles import bundle_kind, is_whole_mail, is_whole_ole, is_whole_zip

_PDF_TAIL = 2_048  # Acrobat accepts %%EOF within the last 1,024 bytes; mail programs add line ends


def is_whole(content: bytes, name: str) -> bool:
    """Whether nothing seems to be missing; of a format we do not know the end of, only that there is something."""
    if content.startswith(b"PK"):
        return is_whole_zip(content)
    if content.startswith(b"%PDF"):
        return b"%%EOF" in content[-_PDF_TAIL:]
    if content.startswith(b"{\\rtf"):
        return content.rstrip(b"\0\r\n\t ").endswith(b"}")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return is_whole_ole(content)
    if bundle_kind(content, name) == "mail":
        return is_whole_mail(content)
    return bool(content) and not name.lower().endswith(
        (".docx", ".dotx", ".odt", ".zip", ".pdf", ".doc", ".msg")
    )
