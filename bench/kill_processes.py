"""Deaths under load: kill_processes.py TRAJET CITY_FOLDER MAKE_LIVE [DEATHS [SECONDS]].

`trajet serve` runs the demo city with its live feeds while four clients ask without a pause, a new
connection each time. The feeder, then the server, is killed with SIGKILL, again and again, SECONDS
apart. Prints how long each takes to be there again and how many requests failed. A request that a
server was answering when it died fails; none may be refused, and none may fail for the feeder.
"""
import http.client
import os
import signal
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "tests", "http"))
from supervised import NOW, Supervised, wait_for  # noqa: E402

PLAN = ("/api/v6/plan?fromPlace=45.9990,-4.0010&toPlace=46.0068,-4.0262"
        "&time=2026-06-02T08:16:00%2B02:00&timetableView=false&detailedLegs=false")
CLIENTS = 4


class Clients:
    """Ask until they are told to stop."""

    def __init__(self, port):
        self.port, self.ending = port, threading.Event()
        self.lock, self.count, self.faults = threading.Lock(), 0, []
        self.threads = [threading.Thread(target=self.ask) for _ in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def ask(self):
        while not self.ending.is_set():
            fault = None
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                connection.request("GET", PLAN)
                answer = connection.getresponse()
                answer.read()
                fault = None if answer.status == 200 else answer.status
            except (OSError, http.client.HTTPException) as error:
                fault = type(error).__name__
            connection.close()
            with self.lock:
                self.count += 1
                if fault:
                    self.faults.append(fault)

    def end(self):
        self.ending.set()
        for thread in self.threads:
            thread.join()
        return self.count, self.faults


def kill(service, name, deaths, pause):
    clients, times = Clients(service.port), []
    for _ in range(deaths):
        old = service.child(name)["pid"]

        def is_back():
            there = service.child(name).get("pid", 0) not in (0, old)
            return there and service.ask(PLAN).status == 200

        began = time.monotonic()
        os.kill(old, signal.SIGKILL)
        wait_for(is_back, 60)
        times.append(1000 * (time.monotonic() - began))
        time.sleep(pause)
    count, faults = clients.end()
    kinds = {kind: faults.count(kind) for kind in sorted(set(map(str, faults)))}
    print("%-13s %d deaths; back after ms median %.0f, max %.0f; %d requests, %d failed %s" % (
        name, deaths, statistics.median(times), max(times), count, len(faults), kinds), flush=True)
    return faults


def main():
    trajet, city, make_live = sys.argv[1:4]
    deaths = int(sys.argv[4]) if len(sys.argv) > 4 else 100
    pause = float(sys.argv[5]) if len(sys.argv) > 5 else 5
    with tempfile.TemporaryDirectory() as folder:
        root = os.path.join(folder, "data", "city")
        shutil.copytree(city, root)
        said = os.path.join(folder, "build", "live")
        os.makedirs(said)
        image = os.path.join(folder, "city.trajet")
        subprocess.run([trajet, "build", "-q", "-o", image, os.path.join(root, "city.json")],
                       check=True)
        speaker = subprocess.Popen([make_live, "--now", NOW, image, said],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        service = Supervised(trajet, "--watch", "0", "--quiet", "--threads", "2",
                             inputs=lambda _: [os.path.join(root, "city.json")])
        lost = kill(service, "trajet-feed", deaths, pause)
        kill(service, "trajet-serve", deaths, pause)
        speaker.terminate()
        speaker.wait()
        service.finish()
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
