"""What a hostile client sends: each is refused in words or by hanging up, and none of it is a failure of ours."""

import json
import socket
import time

import pytest
import requests
import websocket

from models.access import Device
from tests.conftest import new_key
from tests.real_server import Server

HOST = b"Host: localhost\r\n"
JSON = b"Content-Type: application/json\r\n"


def said(answer) -> tuple[int, str]:
    return answer.status_code, answer.json["error"]["code"]


@pytest.mark.parametrize("origin", ["http://[::1", "http://[", "null", "", "//"])
def test_an_origin_that_cannot_be_read_is_not_ours(app, origin):
    assert said(app.test_client().post("/api/sessions", json={}, headers={"Origin": origin})) == (403, "origin")


@pytest.mark.parametrize("origin", ["http://[::1", "null"])
def test_a_socket_from_an_origin_that_cannot_be_read_is_refused(app, origin):
    answer = app.test_client().get("/socket.io/?EIO=4&transport=polling", headers={"Origin": origin})
    assert answer.status_code == 400


@pytest.mark.parametrize("host", ["a@localhost", "localhost/../", "localhost?x", "localhost#x", "127.0.0.1 evil"])
def test_a_host_that_two_readers_may_take_for_two_is_refused(app, host):
    assert said(app.test_client().get("/", headers={"Host": host})) == (400, "host")


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
def test_json_does_not_come_in_as_a_form(kiosk, certification, kind):
    body = json.dumps({"service": certification.id})
    headers = {"Idempotency-Key": new_key(), "Content-Type": kind}
    assert said(kiosk.post("/api/tickets", data=body, headers=headers)) == (415, "content_type")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("body", [None, b"", b"{", b"{}"])
def test_a_method_that_an_address_does_not_take_is_refused_as_such_whatever_the_body(kiosk, method, body):
    answer = kiosk.client.open("/api/tickets", method=method, data=body)
    assert said(answer) == (405, "method")
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("key", [None, "", "again", "x" * 10_000, "0" * 32, "-" * 36, "{" + "0" * 34 + "}"])
@pytest.mark.parametrize("act", ["/api/tickets", "/api/print-jobs", "/api/counters/1/entries"])
def test_a_press_without_a_key_or_with_an_odd_one_is_refused_alike_everywhere(person, centre, act, key):
    everybody = person().sign_in("lan", counter=1).at_device(Device.KIOSK, centre)
    answer = everybody.post(act, json={}, headers={} if key is None else {"Idempotency-Key": key})
    assert (*said(answer), answer.json["error"]["field"]) == (400, "header", "Idempotency-Key")


def test_a_key_in_capitals_is_the_same_key(kiosk, certification):
    key = new_key()
    first, again = kiosk.take_number(certification, key=key), kiosk.take_number(certification, key=key.upper())
    assert first.json["ticket"]["token"] == again.json["ticket"]["token"]


@pytest.mark.parametrize(
    "address", ["/api/tickets/%00", "/t/%ff", "/static/%ed%a0%80", "/api/procedures?q=%00", "/api/procedures?%00=1"]
)
def test_an_address_that_is_no_text_is_refused(kiosk, address):
    assert said(kiosk.get(address)) == (400, "encoding")


def test_an_address_with_a_wrong_part_says_so_and_does_not_ask_to_send_again(app):
    page = app.test_client().get("/reports/history?page=nghin", headers={"Accept": "text/html"})
    assert page.status_code == 422 and "Địa chỉ này có phần chưa đúng." in page.text
    assert "Tải lại trang" not in page.text


@pytest.mark.parametrize("token", ["ıſﬀ", "Ａ", "-", "../x", "A" * 5000])
def test_a_token_is_letters_and_digits(app, token):
    assert said(app.test_client().get(f"/api/tickets/{token}")) == (404, "not_found")


def send(server, request: bytes, patience: float = 15) -> bytes:
    """All that the server answers before it hangs up. Raises TimeoutError when it does not."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=patience) as line:
        line.sendall(request)
        heard = b""
        while more := line.recv(65_536):
            heard += more
        return heard


@pytest.mark.parametrize(
    "request_",
    [
        b"POST /api/sessions HTTP/1.1\r\n" + HOST + b"Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}",
        b"POST /api/sessions HTTP/1.1\r\n" + HOST + b"Content-Length: +2\r\n\r\n{}",
        b"POST /api/sessions HTTP/1.1\r\n" + HOST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding : chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n b\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"X: a\x00b\r\n\r\n",
        b"GET / HTTP/1.1\nHost: localhost\n\n",
    ],
)
def test_a_request_that_two_readers_may_take_for_two_is_refused_and_the_line_cut(server, request_):
    heard = send(server, request_)
    assert heard.split(b" ")[1] == b"400"
    assert heard.count(b"HTTP/1.") == 1
    assert in_the_envelope(heard)["code"] == "bad_request"


def in_the_envelope(heard: bytes) -> dict:
    """The error of a raw answer: said in both languages, with an id."""
    error = json.loads(heard.split(b"\r\n\r\n", 1)[1])["error"]
    assert error["message_vi"] and error["message_en"] and error["request_id"]
    return error


def test_a_header_of_ten_thousand_letters_is_refused_in_words_by_the_real_server(server):
    head = b"POST /api/tickets HTTP/1.1\r\n" + HOST + JSON + b"Idempotency-Key: " + b"x" * 10_000 + b"\r\n"
    heard = send(server, head + b"Content-Length: 2\r\n\r\n{}")
    assert heard.split(b" ")[1] == b"400"
    assert in_the_envelope(heard)["code"] == "bad_request"


def test_two_hundred_headers_are_refused_in_words(server):
    heard = send(server, b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 200 + b"\r\n")
    assert heard.split(b" ")[1] == b"431"
    assert in_the_envelope(heard)


def test_every_act_says_in_the_document_what_it_takes(app):
    paths = app.test_client().get("/api/openapi.json").json["paths"]
    acts = [(method, path, one) for path, kinds in paths.items() for method, one in kinds.items()]
    assert not [(method, path) for method, path, one in acts if method in ("post", "put") and "requestBody" not in one]


def test_an_address_with_raw_bytes_is_no_failure(server):
    for head in (b"GET /?q=\xff HTTP/1.1\r\nAccept: text/html\r\n", b"GET /\xff HTTP/1.1\r\n"):
        assert send(server, head + HOST + b"Connection: close\r\n\r\n").split(b" ")[1] == b"400"
    assert "Traceback" not in server.log()


@pytest.mark.parametrize(
    "upgrade", [b"", b"Upgrade: websocket\r\nConnection: Upgrade\r\n"], ids=["plain", "called a WebSocket"]
)
def test_a_body_that_never_comes_is_not_waited_for(server, upgrade):
    head = b"POST /api/sessions HTTP/1.1\r\n" + HOST + JSON + upgrade
    began = time.monotonic()
    heard = send(server, head + b"Content-Length: 100\r\n\r\n{}")
    assert heard.split(b" ")[1] in (b"400", b"408")
    assert in_the_envelope(heard)
    assert time.monotonic() - began < 9


def test_a_large_body_that_trickles_in_for_ever_is_cut_off(tmp_path):
    impatient = "import runtime; runtime.BODY_SECONDS = 1; import app; app.main()"
    server = Server(tmp_path, script=("-c", impatient)).start()
    try:
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            line.sendall(b"POST /api/imports HTTP/1.1\r\n" + HOST + b"Content-Length: 200000\r\n\r\n")
            line.settimeout(0.1)
            heard, began = b"", time.monotonic()
            while time.monotonic() - began < 9:  # a line where nothing comes at all is cut after five
                try:
                    line.sendall(b"a")
                    if not (more := line.recv(4096)):
                        break
                    heard += more
                except TimeoutError:
                    continue
                except OSError:
                    break
            else:
                raise AssertionError("still listening")
            assert heard.split(b" ")[1] == b"415"
    finally:
        server.stop()


def knock(server, *packets: str | bytes) -> list[str]:
    """What a socket of the hall screen hears once it has sent `packets`, up to its end."""
    cookie = "; ".join(f"{c.name}={c.value}" for c in server.screen("/display").cookies)
    address = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
    line = websocket.create_connection(address, timeout=4, cookie=cookie, suppress_origin=True)
    line.settimeout(2)
    heard = []
    try:
        for packet in packets:
            if isinstance(packet, str):
                line.send(packet)
            else:
                line.send_binary(packet)
        while packet := line.recv():
            heard.append(packet)
    except (websocket.WebSocketException, OSError):
        heard.append("silence")
    finally:
        line.shutdown()
    return heard


@pytest.mark.parametrize(
    ("packet", "word"),
    [
        ("42[", "unreadable"),
        ("42/display,[]", "unreadable"),
        ('42/display,[["a"]]', "unreadable"),
        ('42/display,["connect"]', "unreadable"),
        ('42/display,["disconnect"]', "unreadable"),
        ("42/display,[" + "[" * 7000 + "]" * 7000 + "]", "unreadable"),
        ("42/display," + "9" * 5000 + '["since",1]', "unreadable"),
        ('459999999-/display,["since",{"_placeholder":true,"num":0}]', "unreadable"),
        ("44/display,", "unreadable"),
        (b"abc", "binary"),
        ('42/counter,["since",1]', "unauthorized"),
        ('42/display,["join","centre:2"]', "unknown_event"),
    ],
)
def test_a_packet_that_no_screen_of_ours_sends_closes_the_socket_with_one_line(server, packet, word):
    before = server.log().count("\n")
    assert f'44{{"message": "{word}"}}' in knock(server, "40/display,", packet)
    assert server.log()[-200:].rstrip().endswith(f"socket closed: {word}")
    assert server.log().count("\n") == before + 1


def test_a_socket_that_never_stops_talking_is_told_so_and_closed(server):
    heard = knock(server, "40/display,", *(f'42/display,{n}["since",0]' for n in range(200)))
    assert '44{"message": "slow_down"}' in heard
    assert len([packet for packet in heard if packet.startswith("43")]) < 45


def test_one_address_has_only_so_many_sockets(new_server):
    server = new_server(MOTCUA_SOCKETS_PER_ADDRESS="3")
    address = server.url + "/socket.io/?EIO=4&transport=polling"
    answers = [requests.get(address, timeout=5) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 401]
    assert answers[3].json() == "slow_down"
    first = json.loads(answers[0].text[1:])["sid"]
    requests.post(f"{address}&sid={first}", data="1", timeout=5)  # it takes its leave
    assert requests.get(address, timeout=5).status_code == 200


def test_garbage_by_polling_is_one_line_in_the_log(server):
    address = server.url + "/socket.io/?EIO=4&transport=polling"
    for body in (b"zzz", b"\xff\xff", b"\x1e".join([b"4x"] * 17)):
        sid = json.loads(requests.get(address, timeout=5).text[1:])["sid"]
        requests.post(f"{address}&sid={sid}", data=body, timeout=5)
    assert "Traceback" not in server.log()


@pytest.mark.parametrize("token", ["\\ud800", "\\u0000"])
def test_a_phone_with_a_token_that_is_no_text_is_not_let_in(server, token):
    heard = knock(server, f'40/phone,{{"token":"{token}"}}')
    assert heard[1] == '44/phone,{"message":"unauthorized"}'
    assert "Traceback" not in server.log()
