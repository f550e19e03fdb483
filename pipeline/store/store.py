"""The store: all that one round hands to the next command, the next night and the next year.

Nouns of the model go in and come out; every method that writes is one transaction. The tables are in
`schema.py`; what each method does stands in the room of its subject.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from pipeline.model import (
    Answer,
    Comment,
    Event,
    Issued,
    Layout,
    Person,
    PlanRow,
    Reading,
    ReturnedFile,
    Roster,
    Talk,
    TalkKey,
    TalkKind,
)
from pipeline.problems import UnreadableFile
from pipeline.problems.workspace import store_unusable
from pipeline.store import (
    chosen,
    coming_back,
    destruction,
    going_out,
    happenings,
    kept,
    layouts,
    looking_back,
    notes,
    outputs,
    plan_rows,
    planned,
    skeletons,
)
from pipeline.store.destruction import Destruction
from pipeline.store.migrations import migrate
from pipeline.store.opening import Engines, Joined, open_engine, place_of


def open_store(path: Path | str) -> Store:
    """The store in a SQLite file (made if missing, 0600) or at a SQLAlchemy URL, brought up to date.

    Raises UnreadableFile for what is no database. A URL may hold a password, so it is never shown.
    """
    try:
        engine = open_engine(path)
        with engine.begin() as connection:
            migrate(connection)
    except (SQLAlchemyError, OSError, ImportError) as error:
        raise UnreadableFile(store_unusable(place_of(path))) from error
    return Store(engine)


class Store:
    """An open store; a context manager that closes it."""

    def __init__(self, engine: Engine) -> None:
        self._engine: Engines | Joined = Engines(engine)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the connections back; SQLite then folds its write-ahead log into the file."""
        self._engine.dispose()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is done in here is one transaction, kept whole or not at all; it sees what it has written itself.

        A connection taken once and not per call saves a returned form 2 ms of 4 in the store (measured).
        """
        with self._engine.begin() as connection, self._joined(connection, writes=True):
            yield

    @contextmanager
    def looking(self) -> Iterator[None]:
        """The same for look-ups only: it stands in nobody's way who writes."""
        with self._engine.connect() as connection, self._joined(connection, writes=False):
            yield

    @contextmanager
    def _joined(self, connection: Connection, writes: bool) -> Iterator[None]:
        engine = self._engine
        self._engine = Joined(connection, writes)
        try:
            yield
        finally:
            self._engine = engine

    # --- the round ------------------------------------------------------------------------------

    def save_roster(self, roster: Roster, year: int) -> None:
        """Makes this the year's roster, in place of any other."""
        with self._engine.begin() as connection:
            planned.record_roster(connection, roster, year)

    def roster(self, year: int) -> Roster | None:
        """The year's roster in the order of its file, or None."""
        with self._engine.connect() as connection:
            return planned.find_roster(connection, year)

    def people(self, year: int, numbers: Collection[str]) -> dict[str, Person]:
        """Those of the numbers that are on the year's roster: a few people, of 45,000."""
        with self._engine.connect() as connection:
            return planned.find_people(connection, year, numbers)

    def save_talks(self, talks: Sequence[Talk]) -> None:
        """Makes these the talks of the years they belong to, in place of any others."""
        with self._engine.begin() as connection:
            planned.record_talks(connection, talks)

    def talks(self, year: int) -> list[Talk]:
        """The year's talks as planned."""
        with self._engine.connect() as connection:
            return planned.find_talks(connection, year)

    def earlier_talks(self, year: int) -> list[Talk]:
        """The talks of all rounds before this one, the oldest round first."""
        with self._engine.connect() as connection:
            return planned.find_earlier_talks(connection, year)

    def years(self) -> list[int]:
        """The years of all rounds the store knows of, oldest first."""
        with self._engine.connect() as connection:
            return planned.find_years(connection)

    # --- what goes out --------------------------------------------------------------------------

    def save_layout(self, layout: Layout) -> str:
        """Keeps a form's fields as issued, and returns their digest."""
        with self._engine.begin() as connection:
            return layouts.record_layout(connection, layout)

    def layout(self, digest: str) -> Layout | None:
        """The fields of a form as issued, by digest."""
        with self._engine.connect() as connection:
            return layouts.find_layout(connection, digest)

    def kept_layouts(self) -> set[str]:
        """The digests of the layouts that are kept together with a made-up person's skeleton."""
        with self._engine.connect() as connection:
            return layouts.find_kept_layouts(connection)

    def record_issued(self, forms: Sequence[Issued], drawn: Mapping[str, str] | None = None) -> None:
        """Keeps the forms by id, and with them the skeletons drawn of them. The first day of issue stands."""
        with self._engine.begin() as connection:
            going_out.record_issued(connection, forms)
            skeletons.record_skeletons(connection, drawn or {})

    def save_specimen(self, layout: str, skeleton: str) -> None:
        """Keeps the skeleton of a made-up person's copy beside a layout that is there; the first one stays."""
        with self._engine.begin() as connection:
            skeletons.record_specimen(connection, layout, skeleton)

    def skeletons(self, form_id: str) -> list[str]:
        """The skeletons of every copy of the form that went out, newest first: the leader may return an older one."""
        with self._engine.connect() as connection:
            return skeletons.find_skeletons(connection, form_id)

    def drawn(self, form_ids: Collection[str]) -> set[str]:
        """Those of the forms of which the copy issued last has left its skeleton."""
        with self._engine.connect() as connection:
            return skeletons.find_drawn(connection, form_ids)

    def first_issued(self, subject: str, year: int) -> date | None:
        """The first day a form of the year was issued to a person or a group, or None."""
        with self._engine.connect() as connection:
            return going_out.find_first_issued(connection, subject, year)

    def has_issued(self) -> bool:
        """Whether any form was ever issued from this store."""
        with self._engine.connect() as connection:
            return going_out.has_issued(connection)

    def forget_issued(self, form_ids: Sequence[str]) -> None:
        """Forgets forms that were recorded and then could not be written."""
        with self._engine.begin() as connection:
            going_out.forget_issued(connection, form_ids)
            skeletons.forget_skeletons(connection, form_ids)

    def issued(self, form_id: str) -> Issued | None:
        """The form with this id, or None."""
        with self._engine.connect() as connection:
            return going_out.find_issued(connection, form_id)

    def issued_to(self, subjects: Collection[str], year: int) -> dict[str, Issued]:
        """The year's forms of some people, and of groups themselves, by form id."""
        with self._engine.connect() as connection:
            return going_out.find_issued_to(connection, subjects, year)

    def issued_by_talk(self, year: int) -> dict[tuple[str, str, TalkKind], str]:
        """One form's id of every talk that any went out for."""
        with self._engine.connect() as connection:
            return going_out.find_issued_by_talk(connection, year)

    def leaders_issued_to(self, year: int) -> list[tuple[TalkKey, str]]:
        """Every talk that forms went out for, with each leader that any of them was issued to."""
        with self._engine.connect() as connection:
            return going_out.find_leaders_issued_to(connection, year)

    def issued_of(self, form: str, year: int) -> list[Issued]:
        """The year's copies of one form, by form id."""
        with self._engine.connect() as connection:
            return going_out.find_issued_of(connection, form, year)

    def all_issued(self, year: int) -> list[Issued]:
        """All forms of the year, by form id."""
        with self._engine.connect() as connection:
            return going_out.find_all_issued(connection, year)

    # --- what comes back ------------------------------------------------------------------------

    def known(self, form_ids: Collection[str]) -> tuple[dict[str, Issued], dict[str, list[str]], set[str]]:
        """Of several forms at once: those issued, the skeletons of each, and those that have been destroyed."""
        with self._engine.connect() as connection:
            return (
                going_out.find_issued_among(connection, form_ids),
                skeletons.find_skeletons_among(connection, form_ids),
                destruction.find_destroyed_among(connection, form_ids),
            )

    def seen(self, digest: str) -> ReturnedFile | None:
        """The file with these bytes, if it has come before."""
        with self._engine.connect() as connection:
            return coming_back.find_return(connection, digest)

    def record_return(self, returned: ReturnedFile, reading: Reading, events: Sequence[Event]) -> bool:
        """Keeps one returned file and all it says, whole or not at all, and tells whether it was new.

        An accepted return supersedes the accepted one recorded before it of the same form.
        """
        with self._engine.begin() as connection:
            return coming_back.record_return(connection, returned, reading, events)

    def alike(self, digest: str, form_id: str) -> list[ReturnedFile]:
        """The file with these bytes and all files that came of this form, in the order they came."""
        with self._engine.connect() as connection:
            return coming_back.find_alike(connection, digest, form_id)

    def answered_by(self, digest: str) -> list[ReturnedFile]:
        """The refused and doubtful files that this accepted return has answered."""
        with self._engine.connect() as connection:
            return coming_back.find_answered(connection, digest)

    def moved(self, digest: str, kept_at: str) -> None:
        """Keeps where a returned file has been moved to."""
        with self._engine.begin() as connection:
            coming_back.record_kept_at(connection, digest, kept_at)

    def returned_files(self, year: int) -> list[ReturnedFile]:
        """The files that came back, without those that a newer one has superseded."""
        with self._engine.connect() as connection:
            return coming_back.find_returns(connection, year)

    def every_return(self) -> list[ReturnedFile]:
        """All files that ever came back, superseded or not, in the order they came."""
        with self._engine.connect() as connection:
            return coming_back.find_every_return(connection)

    def answers(self, form_id: str) -> list[Answer]:
        """The answers of the form's current return, in layout order."""
        with self._engine.connect() as connection:
            return coming_back.find_answers(connection, form_id)

    def comments(self, form_id: str) -> list[Comment]:
        """What was written in the margin of the form's current return: private, for the two who talked."""
        with self._engine.connect() as connection:
            return coming_back.find_comments(connection, form_id)

    def chosen_questions(self, year: int) -> dict[TalkKey, tuple[str, ...]]:
        """The questions leader and employee have chosen for their talk, once each, by talk (HER-7)."""
        with self._engine.connect() as connection:
            return chosen.find_chosen_questions(connection, year)

    # --- plans ----------------------------------------------------------------------------------

    def plan_rows(self, subject: str, before_year: int) -> list[PlanRow]:
        """The rows of the newest year before this one, of a person or of a group itself, as last returned."""
        with self._engine.connect() as connection:
            return plan_rows.find_plan_rows(connection, subject, before_year)

    def current_plan_rows(self, year: int) -> dict[str, list[PlanRow]]:
        """The year's rows as last returned, by employee number or group's id; a follow-up copy's count (SYD-36)."""
        with self._engine.connect() as connection:
            return plan_rows.find_current_plan_rows(connection, year)

    def plan_so_far(self, subject: str, year: int) -> list[PlanRow]:
        """The rows of the newest year before this one, and every version of the year's own, oldest first."""
        with self._engine.connect() as connection:
            return plan_rows.find_plan_so_far(connection, subject, year)

    def plan_versions(self, subject: str, year: int) -> list[PlanRow]:
        """Every version of every row of the year, oldest first; unchanged ones once."""
        with self._engine.connect() as connection:
            return plan_rows.find_plan_versions(connection, subject, year)

    # --- what happened --------------------------------------------------------------------------

    def record_event(self, event: Event) -> None:
        """Keeps an event told by hand; telling it twice is telling it once."""
        with self._engine.begin() as connection:
            happenings.insert_events(connection, [event])

    def events(self, year: int) -> list[Event]:
        """The round's events by day."""
        with self._engine.connect() as connection:
            return happenings.find_events(connection, year)

    def earlier_events(self, year: int) -> list[Event]:
        """The events of all rounds before this one, by day."""
        with self._engine.connect() as connection:
            return happenings.find_earlier_events(connection, year)

    def events_of(self, subject: str, year: int) -> list[Event]:
        """What is known of one person's year, or of what a group did as a group, by day."""
        with self._engine.connect() as connection:
            return happenings.find_events_of(connection, subject, year)

    def save_notes(self, texts: Mapping[str, str]) -> None:
        """Keeps HR's notes by key; an empty text removes the note."""
        with self._engine.begin() as connection:
            notes.record_notes(connection, texts)

    def notes(self) -> dict[str, str]:
        """HR's notes by key."""
        with self._engine.connect() as connection:
            return notes.find_notes(connection)

    # --- what a run keeps for the next -------------------------------------------------------------

    def changes(self) -> int:
        """How often anything has changed in the store that a status depends on, whoever changed it."""
        with self._engine.connect() as connection:
            return kept.find_changes(connection)

    def kept(self, name: str) -> tuple[str, str] | None:
        """What was kept under a name: the digest of all it came from, and what was told."""
        with self._engine.connect() as connection:
            return kept.find_kept(connection, name)

    def keep(self, name: str, inputs: str, told: str) -> None:
        """Keeps this under a name, in place of what was kept before. Nothing of what a form says may be in it."""
        with self._engine.begin() as connection:
            kept.record_kept(connection, name, inputs, told)

    # --- all rounds at once, for a night ----------------------------------------------------------

    def papers(self) -> list[looking_back.Paper]:
        """The forms of all rounds that have not been destroyed, each sort once for a talk."""
        with self._engine.connect() as connection:
            return looking_back.find_papers(connection)

    def refusals(self) -> list[looking_back.Refusal]:
        """Every file that waits for a person or was turned away."""
        with self._engine.connect() as connection:
            return looking_back.find_refusals(connection)

    def waiting(self) -> list[str]:
        """Where the files that wait for a person lie, in the order they came."""
        with self._engine.connect() as connection:
            return looking_back.find_waiting(connection)

    def endings(self, today: date) -> list[Event]:
        """The first day that each talk was held, and each plan written, in every round until today."""
        with self._engine.connect() as connection:
            return looking_back.find_endings(connection, today)

    def earlier_facts(self, year: int) -> list[Event]:
        """What of all rounds before this one the round's obligations may depend on, by day."""
        with self._engine.connect() as connection:
            return looking_back.find_earlier_facts(connection, year)

    def earlier_groups(self, year: int) -> list[Talk]:
        """Who took part in whose talk in the rounds before this one, the oldest round first."""
        with self._engine.connect() as connection:
            return looking_back.find_earlier_groups(connection, year)

    def issued_as(self, form: str, year: int) -> list[Event]:
        """The issuing of every copy of one form that is not the leader's own."""
        with self._engine.connect() as connection:
            return looking_back.find_issued_as(connection, form, year)

    def last_known(self) -> dict[str, Person]:
        """Everybody of all rounds by number, as last known; who is not on the newest roster has left."""
        with self._engine.connect() as connection:
            return looking_back.find_last_known(connection)

    # --- where it lies --------------------------------------------------------------------------

    def save_output(self, folder: str) -> None:
        """Remembers a folder that files are written to."""
        with self._engine.begin() as connection:
            outputs.record_output(connection, folder)

    def forget_output(self, folder: str) -> None:
        """Forgets a folder that is gone."""
        with self._engine.begin() as connection:
            outputs.forget_output(connection, folder)

    def outputs(self) -> list[str]:
        """Every folder that files of any round were written to."""
        with self._engine.connect() as connection:
            return outputs.find_outputs(connection)

    # --- what is destroyed ----------------------------------------------------------------------

    def destroy(self, gone: Destruction) -> None:
        """Removes what some forms and files said, and keeps the proof that it is gone."""
        with self._engine.begin() as connection:
            destruction.record_destruction(connection, gone)

    def destroyed(self, form_id: str) -> bool:
        """Whether the form has been destroyed: it must not come to life again."""
        with self._engine.connect() as connection:
            return destruction.is_destroyed(connection, form_id)

    def destroyed_forms(self) -> dict[str, date]:
        """The day each destroyed form went, by form id."""
        with self._engine.connect() as connection:
            return destruction.find_destroyed(connection)

    def sweep(self) -> bool:
        """Rewrites the database so that nothing deleted is left in its files; False where that could not be done."""
        assert isinstance(self._engine, Engines), "a store is not swept inside of a transaction"
        return destruction.sweep(self._engine.plain)
