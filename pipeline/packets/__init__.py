"""Packets: everybody's forms made and written to their leader's folder.

In: the plan, the catalog, and what is known from before. Out: `packets/<leader>/<person or group>/<form>.docx`, each
file whole or not at all. Running twice changes nothing: the id, the day of issue and the bytes of a form are the same.
"""

from pipeline.packets.making import Before, Bench, MadeForm, Pattern, make_packet, pattern_of
from pipeline.packets.paths import FOLDER, leader_folder
from pipeline.packets.writing import late_problems, plan_writing, write_packets, write_whole

__all__ = [
    "FOLDER",
    "Before",
    "Bench",
    "MadeForm",
    "Pattern",
    "late_problems",
    "leader_folder",
    "make_packet",
    "pattern_of",
    "plan_writing",
    "write_packets",
    "write_whole",
]
