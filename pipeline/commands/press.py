"""The press: what every packet of a run is made with, whether it is written afterwards or only told about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from pipeline.commands.opening import Round
from pipeline.model import Issued, Packet, Plan, PlanRow, Roster
from pipeline.packets import Before, MadeForm, make_packet
from pipeline.plan import History


class Press:
    """The round, the plan, and all that went out before. Only `draw` and `keep_layouts` touch the store to write."""

    def __init__(
        self, round_: Round, roster: Roster, plan: Plan, history: History, issued: Mapping[str, Issued]
    ) -> None:
        self.round, self.roster, self.history, self.issued = round_, roster, history, issued
        self.destroyed = round_.store.destroyed_forms()
        self.layouts: set[str] = set()
        self._specimens: set[str] = set()
        self._participants: dict[str, list[str]] = {}
        for packet in plan.packets:
            talk = packet.talk
            if talk.group and talk.person:
                self._participants.setdefault(talk.group, []).append(roster.people[talk.person].name)

    @cached_property
    def drawn(self) -> set[str]:
        """The forms whose copy issued last had left its skeleton when it was first asked for."""
        return self.round.store.forms_with_skeleton(self.round.year)

    def make(self, packet: Packet) -> list[MadeForm]:
        """The packet's forms, but for those that have been destroyed: they must not come to life again."""
        talk, round_ = packet.talk, self.round
        this_year: Sequence[PlanRow] = self.history.plan_rows.get(talk.subject, ())
        earlier = round_.store.plan_rows(talk.subject, round_.year)
        before = Before(self.issued, earlier, this_year, self._participants.get(talk.group, ()))
        made = make_packet(packet, self.roster, round_.catalog, round_.key, round_.today, before)
        return [form for form in made if form.issued.form_id not in self.destroyed]

    def draw(self, made: Iterable[MadeForm]) -> dict[str, str]:
        """The skeletons of these forms by id, each layout's specimen kept first: the store packs them by it."""
        skeletons = {}
        for form in made:
            if form.issued.layout not in self._specimens:
                self._specimens.add(form.issued.layout)
                self.round.store.save_specimen(form.issued.layout, form.specimen)
            skeletons[form.issued.form_id] = form.skeleton
        return skeletons

    def keep_layouts(self, made: Iterable[MadeForm]) -> None:
        """Records the fields of the forms, each layout once, so that a form is read as it was sent."""
        for form in made:
            if form.issued.layout not in self.layouts:
                self.layouts.add(form.issued.layout)
                self.round.store.save_layout(form.layout)
