"""The served API, black box: guard, limits, errors, methods, keep-alive, end."""
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

from door import Answer, Server, homeless, receive_all, write_feed

PROGRAMS = []

class Door(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(PROGRAMS)

    @classmethod
    def tearDownClass(cls):
        cls.server.end()
        cls.server.folder.cleanup()

    def refused(self, request, status):
        raw = self.server.raw(request)
        answer = Answer(raw)
        self.assertEqual(answer.status, status, raw[:200])
        self.assertEqual(raw.count(b"HTTP/1.1 "), 1, raw[:400])
        self.assertEqual(answer.header("connection").lower(), "close")
        self.assertTrue(answer.json()["error"])

    # Endpoints

    def test_plain_endpoints(self):
        for path, status in (("/live", "live"), ("/ready", "ready"), ("/health", "ok"),
                             ("/api/v1/health", "ok")):
            answer = self.server.get(path)
            self.assertEqual((answer.status, answer.json()["status"]), (200, status))

    def test_index_names_every_endpoint(self):
        endpoints = self.server.get("/").json()["endpoints"]
        self.assertIn("/x/v1/feeds", endpoints)
        for path in endpoints:
            self.assertNotEqual(self.server.get(path).json().get("error", "")[-5:], "lists")

    def test_feeds(self):
        answer = self.server.get("/x/v1/feeds")
        first, second = answer.json()["feeds"]
        self.assertEqual(first["tag"], "ile")
        self.assertEqual(first["publisher"], "Compagnie des \"trams\" de l'Île")
        self.assertEqual(first["version"], "bad\N{REPLACEMENT CHARACTER}byte")
        self.assertEqual((first["stops"], first["routes"], first["trips"]), (3, 1, 1))
        self.assertEqual((first["firstDay"], first["lastDay"]), ("2026-01-01", "2026-12-31"))
        self.assertEqual(first["attributions"][0]["roles"], ["producer", "authority"])
        self.assertFalse(first["expired"])
        self.assertTrue(second["expired"])
        self.assertEqual((second["stops"], second["trips"]), (0, 0))
        self.assertEqual(answer.header("link"),
                         '<https://example.org/licence>; rel="license", '
                         '<https://example.org/cc0>; rel="license"')

    def test_every_answer_has_the_common_headers(self):
        for path in ("/live", "/nothing", "/live?a=1&a=2"):
            answer = self.server.get(path)
            self.assertEqual(answer.header("access-control-allow-origin"), "*")
            self.assertEqual(answer.header("x-content-type-options"), "nosniff")
            self.assertEqual(answer.header("content-type"), "application/json")

    # Methods

    def test_head_is_get_without_body(self):
        get, head = self.server.get("/x/v1/feeds"), self.server.get("/x/v1/feeds", "HEAD")
        self.assertEqual(head.status, 200)
        self.assertEqual(head.body, b"")
        self.assertEqual(head.header("content-length"), get.header("content-length"))

    def test_options(self):
        for target in ("/api/v5/plan", "*"):
            answer = self.server.get(target, "OPTIONS")
            self.assertEqual(answer.status, 204)
            self.assertIn("GET", answer.header("access-control-allow-methods"))

    def test_other_methods(self):
        for method in ("POST", "PUT", "DELETE", "TRACE", "BREW", "get"):
            answer = self.server.get("/live", method)
            self.assertEqual(answer.status, 405, method)
            self.assertEqual(answer.header("allow"), "GET, HEAD, OPTIONS")

    # Paths and parameters

    def test_unknown_paths(self):
        for path in ("/nothing", "/api/v7/health", "/api/v1/nothing", "/live/", "//live",
                     "/x/v2/feeds", "/%252e%252e/etc"):
            answer = self.server.get(path)
            self.assertEqual(answer.status, 404, path)
            self.assertIn("no such endpoint", answer.json()["error"])

    def test_bad_targets(self):
        for target in ("/a%00b", "/%ff", "/%c0%ae", "/../live", "/%2e%2e/live", "/a/./b", "/%4",
                       "/%zz", "/live?%ff=1", "/live?a=%01", "/live?a=1&a=1", "live",
                       "http://x/live", "/live?" + "&".join("k%d=1" % i for i in range(65))):
            self.refused(("GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % target).encode(), 400)

    def test_unknown_parameters_are_ignored(self):
        self.assertEqual(self.server.get("/live?what=ever&%C3%A9=1&&empty").status, 200)

    # Limits

    def test_long_url(self):
        self.assertEqual(self.server.get("/live?" + "a" * (8192 - 6)).status, 200)
        self.refused(b"GET /live?" + b"a" * 8192 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414)

    def test_many_and_long_headers(self):
        head = b"GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        self.assertEqual(Answer(self.server.raw(head + b"A: b\r\n" * 62 + b"\r\n")).status, 200)
        self.refused(head + b"A: b\r\n" * 63 + b"\r\n", 431)
        self.refused(head + b"A: " + b"b" * 8192 + b"\r\n\r\n", 431)
        self.refused(head + (b"A: " + b"b" * 4000 + b"\r\n") * 5 + b"\r\n", 431)

    # The guard

    def test_what_two_readers_may_read_differently(self):
        start = b"GET /live HTTP/1.1\r\n"
        for lines in (b"Host: x\r\nHost: x\r\n", b"",
                      b"Host: x\r\nContent-Length: 1\r\n",
                      b"Host: x\r\nContent-Length: 0\r\nContent-Length: 0\r\n",
                      b"Host: x\r\nContent-Length: 00\r\n",
                      b"Host: x\r\nTransfer-Encoding: chunked\r\n",
                      b"Host: x\r\nTransfer-Encoding: identity\r\n",
                      b"Host: x\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n",
                      b"Host: x\r\nA\x01: b\r\n", b"Host: x\r\nA: b\x01\r\n",
                      b"Host: x\r\nA: b\x7f\r\n", b"Host: x\r\nA: b\0c\r\n",
                      b"Host: x\r\nA: b\r\n c\r\n"):
            raw = self.server.raw(start + lines + b"\r\nGET /live HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertEqual(Answer(raw).status, 400, lines)
            self.assertNotIn(b"200 OK", raw)

    def test_body_is_refused_on_every_method(self):
        for method in (b"GET", b"HEAD", b"OPTIONS"):
            raw = self.server.raw(method + b" /live HTTP/1.1\r\nHost: x\r\nContent-Length: 5"
                                  b"\r\n\r\nhello")
            self.assertEqual(Answer(raw).status, 400)

    def post(self, target, body, lines=b"Content-Type: application/json\r\n", length=None):
        head = b"POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s" % (target, lines)
        head += b"Content-Length: %d\r\n\r\n" % (len(body) if length is None else length)
        return Answer(self.server.raw(head + body))

    def test_post_is_get_with_a_body(self):
        path = b"/api/v6/one-to-many"
        body = b'{"one": "46;-1.5", "many": ["46;-1.5", "46.001;-1.5", "47;-1.5"], '
        body += b'"mode": "WALK", "max": 600, "maxMatchingDistance": 250, "arriveBy": false}'
        answer = self.post(path, body)
        self.assertEqual(answer.status, 200, answer.body)
        here, near, far = answer.json()
        self.assertEqual(here["duration"], 0)
        self.assertEqual(near["duration"], 121)
        self.assertEqual(far, {})
        asked = "?one=46;-1.5&many=46;-1.5,46.001;-1.5,47;-1.5&mode=WALK&max=600"
        self.assertEqual(self.server.get(path.decode() + asked).body, answer.body)
        self.assertEqual(self.server.get(path.decode(), "OPTIONS").header("allow"),
                         "GET, HEAD, POST, OPTIONS")

    def test_bad_bodies(self):
        path = b"/api/v6/one-to-many"
        for body in (b"", b"[]", b"{", b'{"one": {}}', b'{"one": 1, "one": 2}', b"\xff",
                     b'{"one": "\\u0001"}', b'{"one": [["a"]]}',
                     b"{%s}" % b", ".join(b'"a%d": 1' % i for i in range(65))):
            answer = self.post(path, body)
            self.assertEqual(answer.status, 400, body)
            self.assertIn("error", answer.json())
        self.assertEqual(self.post(path + b"?one=46;-1.5", b"{}").status, 400)
        self.assertEqual(self.post(path, b"{}", b"Content-Type: text/plain\r\n").status, 415)
        self.assertEqual(self.post(path, b"", length=(1 << 20) + 1).status, 413)
        self.assertEqual(self.post(b"/live", b"").status, 405)
        raw = self.server.raw(b"POST " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assertEqual(Answer(raw).status, 411)

    def test_a_long_body_comes_in_parts(self):
        many = ", ".join('"46.%03d;-1.5"' % (i % 1000) for i in range(9999))
        body = '{"one": "46;-1.5", "many": [%s], "mode": "BIKE", "max": 60}' % many
        answer = self.post(b"/api/v1/one-to-many", body.encode())
        self.assertEqual(answer.status, 200)
        self.assertEqual(len(answer.json()), 9999)
        body = body[:-1] + ', "withDistance": true}'
        answer = self.post(b"/api/v1/one-to-many", body.encode())
        self.assertEqual(answer.status, 400)
        self.assertIn("withDistance: ", answer.json()["error"])

    # Connections

    def test_keep_alive_and_pipelining(self):
        ask = b"GET /live HTTP/1.1\r\nHost: x\r\n\r\n"
        last = b"GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        raw = self.server.raw(ask * 20 + last)
        self.assertEqual(raw.count(b"200 OK"), 21)
        self.assertEqual(raw.count(b'{"status":"live"}'), 21)

    def test_http_1_0(self):
        self.assertEqual(Answer(self.server.raw(b"GET /live HTTP/1.0\r\n\r\n")).status, 200)

    def test_a_slow_head_is_cut_off(self):
        with self.server.connect(30) as slow:
            slow.sendall(b"GET /live HTTP/1.1\r\nHost: x\r\nA")
            with self.server.connect(30) as later:
                later.sendall(b"GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
                self.assertIn(b"200 OK", later.recv(65536))
                later.sendall(b"GET /li")
                self.drip(slow)
                self.drip(later)

    def drip(self, connection):
        """Writes on, a byte at a time, until the server has enough."""
        connection.settimeout(0.2)
        for _ in range(150):
            try:
                if connection.recv(100) == b"":
                    return
            except TimeoutError:
                pass
            except ConnectionError:
                return
            try:
                connection.sendall(b"a")
            except OSError:
                return
        self.fail("a client that never ends its head was borne for 30 s")

    # The log

    def test_log_line_has_path_and_no_query(self):
        self.server.get("/live?fromPlace=46.123,-1.456")
        self.server.get("/api/v6/plan/46.123,-1.456")
        self.server.get("/api/v6/12%20Rue%20Saint-Just")
        time.sleep(0.1)
        log = self.server.log()
        self.assertRegex(log, r"request path=/live status=200 bytes=17 us=\d+\n")
        self.assertIn("request path=/api/v6/plan/46 status=404", log)
        for told in ("46.123", "1.456", "Rue"):
            self.assertNotIn(told, log)


class OtherServers(unittest.TestCase):
    def test_end_by_signal(self):
        for sign in (signal.SIGTERM, signal.SIGINT):
            server = Server(PROGRAMS)
            with server.connect() as idle:
                idle.sendall(b"GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
                self.assertIn(b"200 OK", idle.recv(65536))
                self.assertEqual(server.end(sign), 0)
                self.assertEqual(receive_all(idle), b"")
            with self.assertRaises(ConnectionError):
                server.connect()
            server.folder.cleanup()

    def test_connections_of_one_address_are_capped(self):
        server = Server(PROGRAMS, "--per-address", "3")
        taken = [server.connect() for _ in range(3)]
        with server.connect() as one_more:
            self.assertEqual(receive_all(one_more), b"")
        for connection in taken:
            connection.sendall(b"GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            self.assertIn(b"200 OK", receive_all(connection))
            connection.close()
        self.assertEqual(server.get("/live").status, 200)
        self.assertEqual(server.end(), 0)
        server.folder.cleanup()

    def test_an_answer_under_way_goes_out_before_the_end(self):
        server = Server(PROGRAMS, empty_feeds=30000)
        with socket.socket() as busy:
            busy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
            busy.settimeout(30)
            busy.connect(("127.0.0.1", server.port))
            busy.sendall(b"GET /x/v1/feeds HTTP/1.1\r\nHost: x\r\n\r\n")
            start = busy.recv(100)
            server.process.send_signal(signal.SIGTERM)
            self.wait_for_refusal(server)
            self.assertIsNone(server.process.poll())
            answer = Answer(start + receive_all(busy))
        self.assertEqual(len(answer.json()["feeds"]), 30001)
        self.assertEqual(server.end(None), 0)
        server.folder.cleanup()

    def wait_for_refusal(self, server):
        for _ in range(1000):
            try:
                server.connect().close()
            except ConnectionError:
                return
            time.sleep(0.01)
        self.fail("connections are still taken after SIGTERM")

    def test_health_when_all_timetables_have_ended(self):
        server = Server(PROGRAMS, now="2027-06-01T08:00:00Z")
        answer = server.get("/api/v1/health")
        self.assertEqual((answer.status, answer.json()["timetable"]), (400, False))
        self.assertEqual(server.end(), 0)
        server.folder.cleanup()

    def test_one_thread(self):
        server = Server(PROGRAMS, "--threads", "1", "--quiet")
        self.assertEqual(server.get("/live").status, 200)
        self.assertEqual(server.end(), 0)
        self.assertEqual(server.log(), "")
        server.folder.cleanup()


class CommandLine(unittest.TestCase):
    def run_serve(self, *arguments, words=None):
        return subprocess.run([*(words or PROGRAMS[:1]), *arguments], capture_output=True,
                              text=True, timeout=60, check=False, env=homeless())

    def run_trajet(self, *arguments):
        return self.run_serve(*arguments, words=[PROGRAMS[2], "serve"])

    def test_endings(self):
        for code, arguments in ((2, []), (2, ["--no-such"]), (3, ["/no/such/file"]),
                                (0, ["--help"]), (0, ["--version"])):
            self.assertEqual(self.run_serve(*arguments).returncode, code, arguments)
            self.assertEqual(self.run_trajet(*arguments).returncode, code, arguments)

    def test_feeds_are_built_first(self):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as feed:
            write_feed(feed)
            process = subprocess.Popen(
                [PROGRAMS[2], "serve", "--listen", "127.0.0.1:0", feed], stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, text=True, env={**homeless(), "TMPDIR": folder})
            line = process.stdout.readline()
            self.assertRegex(line, r"^listening on http://127\.0\.0\.1:\d+\n$")
            process.terminate()
            self.assertEqual(process.wait(30), 0)
            self.assertEqual(os.listdir(folder), [])
            process.stdout.close()

    def test_a_feed_that_cannot_be_built(self):
        with tempfile.TemporaryDirectory() as folder:
            result = self.run_trajet("--listen", "127.0.0.1:0", "--quiet", folder)
        self.assertEqual((result.returncode, result.stdout), (3, ""))
        self.assertIn("could not be built", result.stderr)

    def test_bad_address_and_damaged_image(self):
        server = Server(PROGRAMS)
        for address in ("nowhere", "127.0.0.1", "1.2.3.4.5:1", "127.0.0.1:http",
                        "127.0.0.1:%d" % server.port):
            for run in self.run_serve, self.run_trajet:
                result = run("--listen", address, server.image)
                self.assertEqual(result.returncode, 3, address)
                self.assertIn(address, result.stderr)
        with open(server.image, "rb") as image:
            whole = image.read()
        with open(server.image, "wb") as image:
            image.write(whole.replace(b"plage", b"plaga"))
        self.assertEqual(server.end(), 0)
        for run in self.run_serve, self.run_trajet:
            result = run("--listen", "127.0.0.1:0", server.image)
            self.assertEqual((result.returncode, result.stdout), (3, ""))
        server.folder.cleanup()


if __name__ == "__main__":
    PROGRAMS[:] = sys.argv[1:4]
    unittest.main(argv=sys.argv[:1] + sys.argv[4:])
