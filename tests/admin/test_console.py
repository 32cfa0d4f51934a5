"""What whoever starts the server is told."""

import socket
import subprocess
import sys

from tests.real_server import ROOT, Server, afresh


def test_a_port_that_is_taken_is_said_with_the_way_out_and_the_sign_in_is_not_lost(tmp_path):
    server = Server(tmp_path, begin=afresh)
    with socket.create_server(("127.0.0.1", server.port)):
        refused = subprocess.run(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env={"MOTCUA_ASYNC": "eventlet", "MOTCUA_HOST": "127.0.0.1"}
            | {"MOTCUA_PORT": str(server.port), "MOTCUA_INSTANCE": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert refused.returncode == 1
    assert "MOTCUA_PORT=" in refused.stderr and "Traceback" not in refused.stderr
    try:
        assert str(tmp_path / "first-run.txt") in server.start().said
    finally:
        server.stop()
