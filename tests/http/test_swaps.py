"""A hundred swaps of two timetables while clients ask without a pause: test_swaps.py TRAJET."""
import http.client
import json
import os
import subprocess
import sys
import threading
import unittest

from supervised import PLAN, Supervised, seen_version

TRAJET = []
SWAPS, CLIENTS = 100, 4


class Swaps(unittest.TestCase):
    """The input is an image, so that a swap costs no build."""

    def setUp(self):
        self.images = {}
        self.allowed = (1,)
        self.faults, self.count, self.seen = [], 0, set()
        self.lock, self.ending = threading.Lock(), threading.Event()
        self.service = Supervised(TRAJET[0], "--watch", "0", "--quiet", "--threads", "2",
                                  inputs=self.build)

    def build(self, service):
        from supervised import version
        for number in (1, 2):
            service.write(version(number))
            path = os.path.join(service.folder.name, "%d.trajet" % number)
            subprocess.run([TRAJET[0], "build", "-q", "-o", path, service.feed], check=True)
            with open(path, "rb") as image:
                self.images[number] = image.read()
        self.input = os.path.join(service.folder.name, "input.trajet")
        self.put(1)
        return [self.input]

    def put(self, number):
        with open(self.input + ".new", "wb") as image:
            image.write(self.images[number])
        os.replace(self.input + ".new", self.input)

    def client(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=30)
        while not self.ending.is_set():
            before = self.allowed
            try:
                connection.request("GET", PLAN)
                answer = connection.getresponse()
                body = answer.read()
                number = seen_version(json.loads(body)) if answer.status == 200 else None
                fault = None if number in before + self.allowed else (answer.status, body[:200])
            except (OSError, AssertionError, http.client.HTTPException, ValueError) as error:
                number, fault = None, repr(error)
            with self.lock:
                self.count += 1
                self.seen.add(number)
                if fault:
                    self.faults.append(fault)
        connection.close()

    def swap(self, number):
        """Until the swap is done both versions are right answers, afterwards only the new one."""
        before = self.service.status()
        self.allowed = (1, 2)
        self.put(number)
        self.service.admin("reload", "POST")
        status = self.service.wait_for_change(before)
        self.assertEqual(status["quarantined"], [])
        self.allowed = (number,)

    def test_no_request_fails(self):
        threads = [threading.Thread(target=self.client) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        try:
            for i in range(SWAPS):
                self.swap(2 - i % 2)
        finally:
            self.ending.set()
            for thread in threads:
                thread.join()
        print("%d swaps, %d requests, %d bad" % (SWAPS, self.count, len(self.faults)))
        self.assertEqual(self.faults[:3], [])
        self.assertEqual(self.seen, {1, 2})
        self.assertEqual(self.service.child("trajet-serve")["restarts"], 0)
        self.assertEqual(self.service.finish(), 0)


if __name__ == "__main__":
    TRAJET.append(sys.argv[1])
    unittest.main(argv=sys.argv[:1])
