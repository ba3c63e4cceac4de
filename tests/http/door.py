"""What the black-box tests share: a server over the tiny network, and raw requests."""
import json
import os
import signal
import socket
import subprocess
import tempfile


FEED = {
    "agency": "agency_id,agency_name,agency_url,agency_timezone\na,A,https://example.org,UTC\n",
    "stops": "stop_id,stop_name,stop_lat,stop_lon\none,One,46,-1.5\ntwo,Two,46.1,-1.5\n",
    "routes": "route_id,agency_id,route_short_name,route_type\nr,a,1,3\n",
    "calendar": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,"
                "end_date\ns,1,1,1,1,1,1,1,20260101,20261231\n",
    "trips": "route_id,service_id,trip_id\nr,s,t\n",
    "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                  "t,08:00:00,08:00:00,one,1\nt,08:10:00,08:10:00,two,2\n",
}


def write_feed(folder, **tables):
    """A feed of one bus from 08:00 to 08:10, every day of 2026; `tables` take the place of its."""
    for name, text in {**FEED, **tables}.items():
        with open(os.path.join(folder, name + ".txt"), "w", encoding="utf-8") as file:
            file.write(text)


def homeless():
    """An environment without a cache folder: nothing is kept, nothing is found."""
    return {**os.environ, "HOME": "", "XDG_CACHE_HOME": ""}


class Server:
    """trajet-serve on a free port; `programs` are its path and that of tiny_image."""

    def __init__(self, programs, *options, now="2026-06-01T08:00:00Z", empty_feeds=1):
        self.folder = tempfile.TemporaryDirectory()
        self.image = os.path.join(self.folder.name, "tiny.trajet")
        subprocess.run([programs[1], self.image, str(empty_feeds)], check=True)
        self.log_path = os.path.join(self.folder.name, "log")
        self.log_file = open(self.log_path, "wb")
        self.process = subprocess.Popen(
            [programs[0], "--listen", "127.0.0.1:0", "--now", now, *options, self.image],
            stdout=subprocess.PIPE, stderr=self.log_file, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on http://127.0.0.1:"):
            raise RuntimeError("the server did not start: %r, %s" % (line, self.log()))
        self.port = int(line.rsplit(":", 1)[1])

    def log(self):
        with open(self.log_path, encoding="utf-8") as log:
            return log.read()

    def connect(self, seconds=10):
        connection = socket.create_connection(("127.0.0.1", self.port))
        connection.settimeout(seconds)
        return connection

    def raw(self, request, seconds=10):
        """Sends bytes, asks for the end, returns all that came until the server closed."""
        with self.connect(seconds) as connection:
            try:
                connection.sendall(request)
            except OSError:
                pass
            return receive_all(connection)

    def get(self, target, method="GET", headers=""):
        text = "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n" % (
            method, target, headers)
        return Answer(self.raw(text.encode()))

    def post(self, target, body, kind="application/json"):
        body = body.encode()
        head = ("POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: %s\r\n"
                "Content-Length: %d\r\n\r\n" % (target, kind, len(body)))
        return Answer(self.raw(head.encode() + body))

    def end(self, sign=signal.SIGTERM):
        if sign:
            self.process.send_signal(sign)
        code = self.process.wait(30)
        self.process.stdout.close()
        self.log_file.close()
        return code


def receive_all(connection):
    out = b""
    try:
        while True:
            block = connection.recv(65536)
            if not block:
                return out
            out += block
    except ConnectionResetError:
        return out


def dechunked(raw):
    """The body that came in chunks, which must be whole."""
    out = b""
    while True:
        size, _, raw = raw.partition(b"\r\n")
        count = int(size, 16)
        out, raw = out + raw[:count], raw[count + 2:]
        if count == 0:
            return out


class Answer:
    """One answer, taken apart."""

    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split(" ")[1]) if lines[0] else 0
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            self.headers.setdefault(name.lower(), []).append(value)
        if "chunked" in self.header("transfer-encoding"):
            self.body = dechunked(self.body)

    def json(self):
        return json.loads(self.body)

    def header(self, name):
        return ", ".join(self.headers.get(name, []))
