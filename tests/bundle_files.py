"""Small builders of zips and mails, for tests. Everybody in them is made up."""

from __future__ import annotations

import io
import stat
import zipfile
from email.message import EmailMessage

SENT = "Thu, 12 Nov 2026 09:30:00 +0100"
WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def zipped(*members, dates=None, compress=zipfile.ZIP_DEFLATED):
    """A zip of (name, bytes) pairs; `dates` by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compress) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, (dates or {}).get(name, (2026, 11, 12, 9, 30, 0)))
            info.compress_type = compress
            archive.writestr(info, content)
    return buffer.getvalue()


def zipped_link(name, target):
    """A zip with a symbolic link in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, target)
    return buffer.getvalue()


def a_mail(*attached, sent=SENT, text="Hej. Her er skemaet.", html=""):
    """A mail with files attached as (name, bytes), or with a mail in place of the bytes."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Anna Holm <anna@example.dk>", "hr@example.dk", "Referat"
    if sent:
        mail["Date"] = sent
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in attached:
        if isinstance(content, EmailMessage):
            mail.add_attachment(content)
        else:
            mail.add_attachment(content, *WORD, filename=name)
    return mail
