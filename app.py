"""Một Cửa: opens the database, admits the rooms, serves. Imports everything; nothing imports it.

`python app.py` serves; `create_app(config)` builds the application for tests and tools.
"""

import os

if __name__ == "__main__":
    os.environ.setdefault("MOTCUA_ASYNC", "eventlet")
import runtime  # isort: skip  (first: everything after it is cooperative)

import sys
from pathlib import Path

from apiflask import APIFlask
from flask import appcontext_pushed, g

import admin.access
import admin.front_door
import api_document
import compressed
import config as configuration
import digits
import envelope
import kiosk.live
import languages
import logs
import minutes
import passing
import phone.live
import sentences
import supervisor.live
import units
import wording
from admin import account, console, devices, sample, sessions
from admin import routes as admin_routes
from admin.tables import TableError
from backup import routes as backup_routes
from config import Config, ConfigError
from counters import live as counters_live
from counters import routes as counters
from dashboard import pages as dashboard_pages
from dashboard import routes as dashboard
from deadlines import pages as deadline_pages
from deadlines import routes as deadlines
from demo import routes as demo
from demo.trial import Trial
from display import live as display_live
from display import notice_pages, screen_pages, voice_pages
from display import routes as display
from extensions import (
    LARGEST_MESSAGE_BYTES,
    PING_PATIENCE_SECONDS,
    PING_SECONDS,
    babel,
    limiter,
    same_origin,
    socketio,
)
from fairness import pages as fairness_pages
from fairness import routes as fairness
from guides import routes as guides
from imports import dossier_routes, reconciliation_routes, rule_routes
from imports import jobs as import_jobs
from imports import routes as imports
from kiosk import routes as kiosk_routes
from kiosk import slips as kiosk_slips
from models.base import db, open_database
from models.centre import Centre
from models.hall import Logo
from models.source import ImportBatch
from models.tables import OtherVersion, create_tables
from phone import booking_routes, come_back_routes, papers_routes
from phone import routes as phone_routes
from printing import live as printing_live
from printing import routes as printing
from printing import shelf as printing_shelf
from publication import routes as publication
from rating import live as rating_live
from rating import routes as rating_routes
from registers import pages as register_pages
from registers import routes as registers
from reports import routes as reports
from setup import routes as setup
from supervisor import pages as supervisor_pages
from supervisor import routes as supervisor_routes

# Imported for their listeners: a room that is not imported is never told.
LIVE = (kiosk.live, phone.live, counters_live, display_live, printing_live, rating_live, supervisor.live)
BLUEPRINTS = (
    kiosk_routes,
    kiosk_slips,
    phone_routes,
    booking_routes,
    come_back_routes,
    papers_routes,
    rating_routes,
    counters,
    display,
    voice_pages,
    notice_pages,
    screen_pages,
    printing,
    reports,
    registers,
    register_pages,
    publication,
    deadlines,
    deadline_pages,
    dashboard,
    dashboard_pages,
    fairness,
    fairness_pages,
    imports,
    dossier_routes,
    reconciliation_routes,
    rule_routes,
    sessions,
    account,
    admin_routes,
    setup,
    demo,
    guides,
    supervisor_routes,
    supervisor_pages,
    backup_routes,
)


def create_app(config: Config) -> APIFlask:
    """The application over an opened database. An empty database is given the sample centre."""
    config.instance.mkdir(parents=True, exist_ok=True)
    open_database(config.database_url)
    create_tables()
    app = APIFlask(__name__, title="Một Cửa", version="0.1.0", spec_path="/api/openapi.json", docs_path=None)
    app.config["MOTCUA"] = config
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    app.json.sort_keys = False
    app.json.ensure_ascii = False
    spoken = languages.of(config.instance)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = languages.folders(config.instance)
    app.config["LANGUAGES"] = spoken
    app.config["SENTENCES"] = languages.sentences(
        config.instance, [code for code in spoken if code not in languages.OWN]
    )
    babel.init_app(app, locale_selector=lambda: languages.locale_of(languages.asked()))
    app.jinja_env.globals["locked_here"] = lambda: admin.access.current_session(locked=True)
    app.jinja_env.globals["the_centre"] = lambda: Centre.select().order_by(Centre.id).first()
    app.context_processor(lambda: {"page_language": languages.asked(), "languages": spoken})
    app.context_processor(lambda: {"said": sentences.said, "carried": sentences.carried})
    of_centre = {"logo_of": Logo.address_of, "worded": wording.worded, "priority_groups": wording.priority_groups}
    app.context_processor(lambda: of_centre)
    app.jinja_env.globals["file_under_way"] = ImportBatch.under_way
    app.jinja_env.globals["is_sample"] = sample.is_shown
    app.context_processor(lambda: {"along": passing.along, "address_of": passing.to})
    app.jinja_env.globals["_n"] = languages.counted_markup
    app.jinja_env.filters |= units.FILTERS | digits.FILTERS | {"headed": sentences.headed}
    limiter.init_app(app)
    appcontext_pushed.connect(_open_connection, app)  # and not before_request: a socket's handlers pass none
    app.teardown_appcontext(_close_connection)  # and not teardown_request: a socket may be closed within a request
    admin.front_door.init_app(app)
    compressed.init_app(app)
    envelope.init_app(app)
    api_document.init_app(app)
    for room in BLUEPRINTS:
        app.register_blueprint(room.blueprint)
    admin.access.check_doors(app)
    socketio.init_app(
        app,
        async_mode=runtime.MODE,
        cors_allowed_origins=same_origin,
        message_queue=config.redis or None,
        ping_interval=PING_SECONDS,
        ping_timeout=PING_PATIENCE_SECONDS,
        max_http_buffer_size=LARGEST_MESSAGE_BYTES,
    )
    admin.front_door.wrap(app, config)
    with db.connection_context():
        app.extensions["first_run"] = sample.load_into_empty(config)
    return app


def _open_connection(app: APIFlask, **_: object) -> None:
    g.opened_connection = db.connect(reuse_if_open=True)


def _close_connection(error: BaseException | None) -> None:
    if g.pop("opened_connection", False) and not db.is_closed():
        db.close()


def main() -> None:
    """Serve until asked to stop."""
    logs.start()
    instance = Path(os.environ.get("MOTCUA_INSTANCE", "instance")).resolve()
    try:
        config = configuration.load(instance)
        with console.only_server(instance):
            app = create_app(config)
            import_jobs.begin_anew(import_jobs.Place(config.instance, config.database_url))
            devices.note_all_gone()
            minutes.start()
            Trial(config).wipe()  # a power cut may have left one
            supervisor.live.start(config)
            printing_live.start(printing_shelf.folder_of(config))
            runtime.serve(app, socketio, config.host, config.port, lambda: console.welcome(app, config))
    except (ConfigError, console.CannotStart, OSError, TableError, OtherVersion) as error:
        sys.exit(f"Một Cửa cannot start: {console.reason(error)}")


if __name__ == "__main__":
    main()
