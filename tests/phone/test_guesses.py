"""Somebody tries tokens until one fits; the other phones behind the same address go on."""

from dataclasses import replace

import pytest
import requests
import websocket

import queueing
from tests.conftest import new_key


@pytest.fixture
def guesser(app, person):
    """Somebody whose address may miss three times a minute."""
    app.config["MOTCUA"] = replace(app.config["MOTCUA"], phone_limit="3 per minute")
    return person()


@pytest.mark.parametrize("address", ["/t/{}", "/t/{}/qr.svg", "/api/tickets/{}"])
def test_guesses_run_out_and_the_other_phones_of_the_address_go_on(guesser, certification, address):
    ticket = queueing.issue(certification, key=new_key())
    queueing.issue(certification, key=new_key())  # somebody whom to let pass
    answers = [guesser.get(address.format("BCGHKLMN")).status_code for _ in range(5)]
    assert answers == [404] * 3 + [429] * 2
    assert guesser.get(address.format(ticket.token)).status_code == 200
    assert guesser.post(f"/t/{ticket.token}/deferrals").status_code == 303


def test_a_guess_by_form_is_told_to_wait(guesser):
    pages = [guesser.post("/t/BCGHKLMN/deferrals") for _ in range(4)]
    assert [page.status_code for page in pages] == [404] * 3 + [429]
    assert "Mời đợi một phút." in pages[3].text


def test_guesses_by_socket_count_with_the_others_and_close_it(new_server):
    server = new_server(MOTCUA_PHONE_LIMIT="3 per minute")
    assert requests.get(server.url + "/api/tickets/BCGHKLMN", timeout=5).status_code == 404
    address = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
    line = websocket.create_connection(address, timeout=5, suppress_origin=True)
    line.recv()
    heard = []
    try:
        for _ in range(3):
            line.send('40/phone,{"token":"BCGHKLMN"}')
            heard.append(line.recv())
        while line.recv():
            pass
        closed = True
    except websocket.WebSocketTimeoutException:
        closed = False
    except websocket.WebSocketException:
        closed = True
    finally:
        line.shutdown()
    refused = '44/phone,{"message":"%s"}'
    assert heard == [refused % "unauthorized"] * 2 + [refused % "slow_down"]
    assert closed
    assert "Traceback" not in server.log()
