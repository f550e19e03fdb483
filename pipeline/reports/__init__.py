"""The reports: one file per report, each a view of the same facts. They never meet an answer."""
