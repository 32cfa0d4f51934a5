"""The floor: the least that the same stack must do. One Flask-SocketIO route that commits one row and emits one
message to whoever is connected; the same server loop, the same database settings."""

import runtime  # isort: skip  (first: everything after it is cooperative)

import sys

from flask import Flask
from flask_socketio import SocketIO
from peewee import CharField

from models.base import BaseModel, db, open_database, unit_of_work


class Row(BaseModel):
    """The one row."""

    text = CharField()


def main(folder: str, port: int) -> None:
    app, socketio = Flask(__name__), SocketIO()
    open_database(f"sqlite:///{folder}/floor.sqlite3")
    with unit_of_work():
        db.create_tables([Row])
    socketio.init_app(app, async_mode=runtime.MODE)

    @socketio.on("connect", namespace="/display")
    def connect(auth=None):
        return None

    @app.post("/act")
    def act():
        with unit_of_work():
            row = Row.insert(text="C025").execute()
        socketio.emit("call", {"id": row, "number": "C025", "counter": 4}, namespace="/display")
        return {"id": row}, 201

    runtime.serve(app, socketio, "127.0.0.1", port, lambda: print("ready", flush=True))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
