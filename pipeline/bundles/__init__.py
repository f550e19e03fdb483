"""The door to files that hold files: .zip, .eml and .msg with returned forms in them.

In: a file's bytes and name. Out: a `Bundle`: what it holds, each member with its own name, bytes and time, and how much
of it was passed over (logos, calendars, what systems leave behind). A bundle that cannot be opened, or is larger than
any returned form asks for, raises UnreadableFile with the Danish reason.

One surprise: a Word or OpenDocument file is a zip too. It is no bundle, whatever its name.
"""

from pipeline.bundles.nouns import Member
from pipeline.bundles.opening import open_bundle
from pipeline.bundles.passed import leftover_kind
from pipeline.bundles.sniffing import bundle_kind, is_bundle
from pipeline.bundles.whole import is_whole_mail, is_whole_ole, is_whole_zip

__all__ = [
    "Member",
    "bundle_kind",
    "is_bundle",
    "is_whole_mail",
    "is_whole_ole",
    "is_whole_zip",
    "leftover_kind",
    "open_bundle",
]
