"""Migrations and models say the same, and every step goes both ways with rows in place."""

from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import func, inspect, select, text

from jvplanner import create_app, schema
from jvplanner.agreements.models import Duty
from jvplanner.db import Base, db
from jvplanner.door.models import KeptScan, Scan
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.events.rules import deleted_from
from jvplanner.papers import actions
from jvplanner.people.models import Person
from jvplanner.tenancy import across_practices, acting_for
from tests import builders
from tests.builders_agreements import make_agreement
from tests.builders_events import again, make_event, make_guest
from tests.builders_papers import make_sent, recipient_of
from tests.conftest import settings_for
from tests.evening import make_evening


@pytest.fixture
def migrated(engine: str, open_database) -> Flask:
    """An application with a migrated database of its own, which the test may take apart."""
    return create_app(settings_for(open_database(engine, f"migrations_{uuid4().hex}")))


def test_the_models_are_what_the_migrations_make(app: Flask) -> None:
    context = MigrationContext.configure(
        db.session.connection(), opts={"compare_type": True, "compare_server_default": True}
    )
    assert compare_metadata(context, Base.metadata) == []


def test_no_step_lets_sqlite_give_an_id_twice(app: Flask) -> None:
    """Links, letters and open pages hold on to ids."""
    if db.engine.dialect.name != "sqlite":
        return
    made = dict(db.session.execute(text("SELECT name, sql FROM sqlite_master")).all())
    lost = [
        table.name
        for table in Base.metadata.sorted_tables
        if table.dialect_options["sqlite"]["autoincrement"]
        and "AUTOINCREMENT" not in made[table.name]
    ]
    assert not lost, "rebuild them with table_kwargs={'sqlite_autoincrement': True}"


def test_every_migration_goes_back_and_forth_with_rows_in_place(migrated: Flask) -> None:
    with migrated.app_context():
        make_evening(builders.make_practice("Hillside", owner=("Noor", "noor@a.example")))
        with across_practices():
            people = db.session.scalar(select(func.count(Person.id)))
        db.session.remove()
        for revision, before in schema.revisions():
            schema.downgrade(before)
            schema.upgrade(revision)
            kept = db.session.scalar(text("SELECT count(*) FROM person"))
            db.session.remove()
            assert kept == (people if before != "base" else 0)
            schema.downgrade(before)
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        schema.upgrade()
        db.engine.dispose()


def test_migrations_import_no_models() -> None:
    migrations = list((schema.FOLDER / "versions").glob("*.py"))
    assert migrations
    for path in migrations:
        assert "jvplanner" not in path.read_text(), path.name


def test_what_closed_doors_sent_before_waits_for_a_decision_and_outlives_going_back(
    migrated: Flask,
) -> None:
    with migrated.app_context():
        practice = builders.make_practice("Hillside", owner=("Noor", "noor@a.example"))
        make_evening(practice)
        kept = select(Scan.sent).join(KeptScan, KeptScan.scan_id == Scan.id)
        with acting_for(practice.id):
            assert len(db.session.scalars(kept).all()) == 1
            db.session.remove()
            schema.downgrade("20261127a")
            assert db.session.scalar(select(func.count(Scan.id))) == 1
            db.session.remove()
            schema.upgrade()
            assert len(db.session.scalars(kept).all()) == 1
            db.session.remove()
        db.engine.dispose()


def test_papers_from_before_the_chains_are_adopted_and_outlive_going_back(
    migrated: Flask,
) -> None:
    with migrated.app_context():
        practice = builders.make_practice("Hillside", owner=("Noor", "noor@a.example"))

        def kinds() -> list[str]:
            """What the chain of the one paper tells; nothing in it is at fault."""
            with acting_for(practice.id):
                assert [proof.faults for proof in actions.verified()] == [()]
            entries = text("SELECT kind FROM paper_entry ORDER BY number")
            found = list(db.session.scalars(entries))
            db.session.remove()
            return found

        with acting_for(practice.id):
            sent = make_sent()
            assert kinds() == ["sent"]
            schema.downgrade("20261127b")
            schema.upgrade()
            assert kinds() == ["adopted"]
            actions.see(recipient_of(sent))
            db.session.commit()
            assert kinds() == ["adopted", "seen"]
            db.session.remove()
            schema.downgrade("20261127n")
            left = list(db.session.scalars(text("SELECT kind FROM paper_entry")))
            db.session.remove()
            assert left == ["seen"]
            schema.upgrade()
            assert kinds() == ["seen", "adopted"]
        db.engine.dispose()


def test_names_kept_before_are_found_whatever_their_apostrophes(migrated: Flask) -> None:
    """And going back they are what they were; of two duties that read alike, both stay."""
    with migrated.app_context():
        practice = builders.make_practice("Hillside", owner=("Noor", "noor@a.example"))
        with acting_for(practice.id):
            db.session.add(Person(name="Siún O’Dálaigh-Berg"))
            agreement = make_agreement()
            for duty, text in zip(
                agreement.duties, ("Patient's notes", "Patients notes"), strict=False
            ):
                duty.text, duty.text_key = text, text.lower()
            db.session.commit()
        keys = select(Person.name_key).where(Person.name.startswith("Siún"))
        duties = select(Duty.text_key).where(Duty.text.startswith("Patient")).order_by(Duty.id)

        def kept() -> tuple[str | None, list[str]]:
            with across_practices():
                found = db.session.scalar(keys), list(db.session.scalars(duties))
            db.session.remove()
            return found

        db.session.remove()
        schema.downgrade("20261127g")
        assert kept() == ("siun o’dalaigh-berg", ["patient's notes", "patients notes"])
        schema.upgrade()
        assert kept() == ("siun odalaigh berg", ["patient's notes", "patients notes"])
        db.engine.dispose()


def test_events_and_their_guests_outlive_a_step_that_rebuilds_their_table(
    migrated: Flask,
) -> None:
    with migrated.app_context():
        practice = builders.make_practice("Hillside", owner=("Noor", "noor@a.example"))
        make_evening(practice)
        db.session.remove()
        schema.downgrade("20261127zd")
        schema.upgrade()
        with acting_for(practice.id):
            event = db.session.scalars(select(Event)).one()
            assert (event.room, event.parking, event.reminds_day) == ("", "", True)
            assert (event.closes_at, event.series_id) == (None, None)
            assert event.guests_due_at == deleted_from(event.ends_at, "UTC", 24)
            assert db.session.scalar(select(func.count(Guest.id))) == 1
            db.session.remove()
        db.engine.dispose()


def test_whoever_is_offered_a_seat_waits_again_before_offers_were_made(migrated: Flask) -> None:
    """A7: going back, the seat is free; nobody is lost and nothing is overbooked."""
    with migrated.app_context():
        practice = builders.make_practice("Hillside", owner=("Noor", "noor@a.example"))
        with acting_for(practice.id):
            event = make_event(seats=1)
            make_guest(event, state=GuestState.OFFERED)
            db.session.remove()
        schema.downgrade("20261127zy")
        taken = text("SELECT guest.state, seats_taken FROM guest JOIN event ON event.id = event_id")
        assert db.session.execute(taken).all() == [("waiting", 0)]
        db.session.remove()
        schema.upgrade()
        with acting_for(practice.id):
            due = again(event).line_due_at
        assert due is not None, "it is offered anew"
        db.engine.dispose()
