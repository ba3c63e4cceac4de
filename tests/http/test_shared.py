"""Shared vehicles from their documents to what the server says: test_shared.py TRAJET."""
import glob
import http.server
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

from door import homeless, write_feed
from supervised import Supervised, wait_for

TRAJET = []
NOW = "2026-06-01T08:00:00Z"
STAMP = 1780300800


def document(data, **head):
    return {"last_updated": STAMP, "ttl": 0, "version": "2.3", "data": data, **head}


def discovery(links):
    return document({"en": {"feeds": [{"name": name, "url": url} for name, url in links]}})


def status(vehicles):
    return document({"stations": [{
        "station_id": "a", "num_bikes_available": vehicles, "num_docks_available": 4,
        "is_installed": True, "is_renting": True, "is_returning": True, "last_reported": STAMP}]})


STATIONS = document({"stations": [
    {"station_id": "a", "name": "A", "lat": 46.0, "lon": -1.5, "capacity": 9}]})


class Publisher(http.server.ThreadingHTTPServer):
    """Who lends vehicles: `documents` by path, or a number, which is a status."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answerer)
        self.port = self.server_address[1]
        self.root = "http://127.0.0.1:%d/" % self.port
        self.documents, self.asked = {}, []
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)
        self.thread.start()

    def finish(self):
        self.shutdown()
        self.thread.join()
        self.server_close()


class Answerer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        said = self.server.documents.get(self.path.lstrip("/"), 404)
        body = b"" if isinstance(said, int) else json.dumps(said).encode()
        etag = '"%08x"' % (hash(body) & 0xffffffff)
        code = said if isinstance(said, int) else 200
        if code == 200 and self.headers.get("If-None-Match") == etag:
            code, body = 304, b""
        self.server.asked.append((self.path, code, self.headers.get("X-Key")))
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):
        pass


def write_json(path, value):
    """All at once, as who publishes files should."""
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump(value, file)
    os.replace(path + ".part", path)


class Shared(unittest.TestCase):
    """A city with two systems: one behind a server, one a folder of files."""

    def setUp(self):
        self.publisher, self.other = Publisher(), Publisher()
        self.publisher.documents = {
            "gbfs.json": discovery([("station_status", self.publisher.root + "status"),
                                    ("station_information", self.other.root + "stations")]),
            "status": status(3)}
        self.other.documents = {"stations": STATIONS}
        os.environ["TRAJET_TEST_KEY"] = "hush"
        self.service = Supervised(TRAJET[0], "--watch", "0", inputs=self.configure)

    def tearDown(self):
        self.assertEqual(self.service.finish(), 0)
        self.publisher.finish()
        self.other.finish()

    def configure(self, service):
        self.folder = os.path.join(service.folder.name, "scooters")
        os.mkdir(self.folder)
        write_json(os.path.join(self.folder, "station_information.json"), STATIONS)
        write_json(os.path.join(self.folder, "station_status.json"), status(7))
        city = os.path.join(service.folder.name, "city.json")
        write_json(city, {"feeds": [{"path": "feed"}], "shared": [
            {"url": self.publisher.root + "gbfs.json?key=${TRAJET_TEST_KEY}", "tag": "bikes",
             "every_seconds": 1, "ports": [self.publisher.port, self.other.port],
             "allow_http": True, "allow_private": True, "hosts": ["127.0.0.1"],
             "headers": {"X-Key": "${TRAJET_TEST_KEY}"}},
            {"path": "scooters", "every_seconds": 1}]})
        self.publisher.documents["gbfs.json?key=hush"] = self.publisher.documents["gbfs.json"]
        return [city]

    def system(self, tag):
        rows = [row for row in self.service.ask("/x/v1/feeds").json()["shared"]
                if row["tag"] == tag]
        return rows[0] if rows else {}

    def wait(self, tag, **wanted):
        def seen():
            row = self.system(tag)
            return row if all(row.get(key) == value for key, value in wanted.items()) else None
        return wait_for(seen)

    def feeder(self):
        return wait_for(lambda: self.service.child("trajet-feed").get("pid"))

    def test_what_is_said_is_served_and_who_fails_stands_alone(self):
        bikes = self.wait("bikes", state="FRESH", vehicles=3, stations=1, docks=4)
        self.assertEqual(bikes["documents"], 2)
        self.wait("scooters", state="FRESH", vehicles=7)
        self.assertIs(self.service.ask("/health").json()["gbfs"], True)
        self.assertNotIn("rt", self.service.ask("/health").json())

        self.publisher.documents["status"] = status(2)
        self.wait("bikes", vehicles=2)
        write_json(os.path.join(self.folder, "station_status.json"), status(6))
        self.wait("scooters", vehicles=6)

        self.publisher.documents["status"] = 500
        failed = self.wait("bikes", state="FAILED", vehicles=2)
        self.assertEqual(failed["problem"], "station_status: answers with HTTP 500")
        self.assertEqual(self.system("scooters")["state"], "FRESH")
        self.publisher.documents["status"] = status(1)
        self.wait("bikes", state="FRESH", vehicles=1)

        self.assertIn(("/status", 304, "hush"), self.publisher.asked)
        self.assertEqual({key for _, _, key in self.publisher.asked}, {"hush"})
        self.assertEqual({key for _, _, key in self.other.asked}, {None})
        self.assertNotIn("hush", self.service.log())

    def test_a_killed_feeder_takes_nothing_away(self):
        self.wait("bikes", state="FRESH", vehicles=3)
        for vehicles in (2, 1):
            os.kill(self.feeder(), signal.SIGKILL)
            self.assertEqual(self.system("bikes")["stations"], 1)
            self.publisher.documents["status"] = status(vehicles)
            self.wait("bikes", state="FRESH", vehicles=vehicles)
        self.assertEqual(self.service.child("trajet-serve")["restarts"], 0)


# Discovery files that lead where nobody may go.

def poison_folder():
    here = os.path.dirname(os.path.abspath(__file__))
    shared = os.environ.get("SHARED") or os.path.join(here, "..", "..", "..", "shared")
    return os.path.join(shared, "conformance", "poison", "gbfs")


class Listener:
    """Counts who comes to an address; there may be no right to listen there."""

    def __init__(self, family, host, port):
        self.socket = socket.socket(family)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind((host, port))
        self.socket.listen()
        self.socket.setblocking(False)
        self.port = self.socket.getsockname()[1]

    def count(self):
        came = 0
        while True:
            try:
                self.socket.accept()[0].close()
            except BlockingIOError:
                return came
            came += 1


def listen(test, *ports):
    listeners = []
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        for port in ports:
            try:
                listeners.append(Listener(family, host, port))
                test.addCleanup(listeners[-1].socket.close)
            except OSError:
                pass
    return listeners


class Poison(unittest.TestCase):
    def setUp(self):
        if not os.path.isdir(poison_folder()):
            self.skipTest("no hostile documents at %s (set SHARED)" % poison_folder())
        self.scratch = tempfile.TemporaryDirectory()
        self.image = self.at("net.trajet")
        os.mkdir(self.at("feed"))
        write_feed(self.at("feed"))
        subprocess.run([TRAJET[0], "build", "-q", "-o", self.image, self.at("feed")], check=True)

    def tearDown(self):
        if hasattr(self, "scratch"):
            self.scratch.cleanup()

    def at(self, name):
        return os.path.join(self.scratch.name, name)

    def feed(self, **shared):
        """The row of a system after one look, and what there is to say about it."""
        write_json(self.at("city.json"), {"feeds": [{"path": "feed"}],
                                          "shared": [{"tag": "poison", **shared}]})
        ran = subprocess.run(
            [TRAJET[0], "feed", "--now", NOW, "--once", "--image", self.image,
             self.at("city.json")], capture_output=True, text=True, timeout=60, env=homeless())
        self.assertIn(ran.returncode, (0, 1), ran.stderr)
        row, = re.findall(r"^poison +(\w+) +\S+(?: \w+)?(?: +\d+){6}  (.*)$", ran.stdout, re.M)
        return row

    def test_no_url_of_a_file_leads_astray(self):
        listeners = listen(self, 22, 80, 443, 8080)
        cases = sorted(glob.glob(os.path.join(poison_folder(), "url-*", "gbfs.json")))
        self.assertGreaterEqual(len(cases), 14)
        for path in cases:
            state, problem = self.feed(path=path)
            self.assertEqual(state, "silent", path)
            self.assertTrue(problem, path)
        print("%d cases, %d listeners" % (len(cases), len(listeners)))
        self.assertEqual(sum(listener.count() for listener in listeners), 0)

    def test_addresses_are_judged_even_when_their_names_are_allowed(self):
        """As above, but with all that a configuration can allow save private addresses."""
        listeners = listen(self, 22, 80, 443, 8080)
        for path in sorted(glob.glob(os.path.join(poison_folder(), "url-*", "gbfs.json"))):
            with open(path, encoding="utf-8") as file:
                text = file.read().replace('"station_information"', '"station_status"')
            os.makedirs(self.at("case"), exist_ok=True)
            with open(self.at("case/gbfs.json"), "w", encoding="utf-8") as file:
                file.write(text)
            state, problem = self.feed(
                path="case/gbfs.json", allow_http=True, ports=[8080],
                hosts=["127.0.0.1", "localhost", "[::1]", "[fd00::1]", "10.0.0.1", "0.0.0.0",
                       "example.org", "1.1.1.1"])
            self.assertEqual(state, "silent", path)
            self.assertRegex(problem, r"^(station_status: (leads to |has |must )|names neither )",
                             path)
        self.assertEqual(sum(listener.count() for listener in listeners), 0)

    def test_own_listeners_are_reached_only_when_that_is_said(self):
        listener = Listener(socket.AF_INET, "127.0.0.1", 0)
        self.addCleanup(listener.socket.close)
        hosts = ["127.0.0.1", "localhost"]
        for host in ("127.0.0.1", "localhost", "0x7f000001", "0177.0.0.1", "127.1", "2130706433"):
            write_json(self.at("gbfs.json"), discovery(
                [("station_status", "http://%s:%d/" % (host, listener.port))]))
            for more in ({}, {"hosts": hosts}, {"allow_private": True}):
                _, problem = self.feed(path="gbfs.json", allow_http=True, ports=[listener.port],
                                       **more)
                self.assertRegex(problem, "^station_status: leads to ")
        self.assertEqual(listener.count(), 0)
        answerer = threading.Thread(target=lambda: wait_for(listener.count))
        answerer.start()
        _, problem = self.feed(path="gbfs.json", allow_http=True, ports=[listener.port],
                               hosts=hosts, allow_private=True)
        answerer.join()
        self.assertNotRegex(problem, "leads to")

    def test_what_was_served_stays_served(self):
        """Each hostile discovery file comes in the place of a good one."""
        os.makedirs(self.at("bikes"))
        write_json(self.at("bikes/station_status.json"), status(3))
        write_json(self.at("bikes/gbfs.json"), discovery([("station_status", "https://h/s")]))
        write_json(self.at("city.json"), {"feeds": [{"path": "feed"}], "shared": [
            {"path": "bikes/gbfs.json", "tag": "bikes", "every_seconds": 1}]})
        with open(self.at("log"), "wb") as log:
            feeder = subprocess.Popen([TRAJET[0], "feed", "--now", NOW, "--image", self.image,
                                       self.at("city.json")], stderr=log, env=homeless())
        good = self.at("bikes/gbfs.json")
        os.link(good, self.at("good"))
        try:
            for i, name in enumerate(("url-file", "url-crlf", "url-localhost", "empty"), 1):
                self.await_log("tag=bikes state=fresh", i)
                shutil.copy(os.path.join(poison_folder(), name, "gbfs.json"), self.at("bad"))
                os.replace(self.at("bad"), good)
                self.await_log("tag=bikes state=failed", i)
                shutil.copy(self.at("good"), self.at("again"))
                os.replace(self.at("again"), good)
        finally:
            feeder.send_signal(signal.SIGTERM)
            self.assertEqual(feeder.wait(30), 0)
        with open(self.at("log"), encoding="utf-8") as log:
            self.assertNotRegex(log.read(), "state=(silent|stale)")

    def await_log(self, words, times):
        def logged():
            with open(self.at("log"), encoding="utf-8") as log:
                return log.read().count(words) >= times
        wait_for(logged)


if __name__ == "__main__":
    TRAJET.append(sys.argv[1])
    unittest.main(argv=sys.argv[:1])
