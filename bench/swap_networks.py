"""Timetables swapped under load: swap_networks.py TRAJET LOAD CITY_FOLDER [SWAPS [SECONDS]].

Two images of the city, alike but for the name of the tram, take each other's place under
`trajet serve` while LOAD asks as fast as it is answered, four connections, and checks that each
answer calls the tram as the timetable does that it names. The same load runs for SECONDS without
swaps before and after.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "tests", "http"))
from supervised import Supervised  # noqa: E402

PLAN = ("/api/v6/plan?fromPlace=45.9990,-4.0010&toPlace=46.0068,-4.0262"
        "&time=2026-06-02T08:10:00%2B02:00&numItineraries=3")
TRAMS = ("T1", "U1")


def build(trajet, city, folder, tram):
    copy = os.path.join(folder, "city-" + tram)
    shutil.copytree(city, copy)
    routes = os.path.join(copy, "maree", "routes.txt")
    with open(routes, encoding="utf-8") as file:
        text = file.read()
    with open(routes, "w", encoding="utf-8") as file:
        file.write(text.replace(",T1,", ",%s," % tram))
    image = os.path.join(folder, tram + ".trajet")
    subprocess.run([trajet, "build", "-q", "-o", image, os.path.join(copy, "city.json")], check=True)
    return image


class Bench:
    def __init__(self, trajet, load, city, folder):
        self.load = load
        self.images = [build(trajet, city, folder, tram) for tram in TRAMS]
        self.input = os.path.join(folder, "input.trajet")
        self.put(0)
        self.service = Supervised(trajet, "--watch", "0", "--quiet", "--threads", "2",
                                  inputs=lambda service: [self.input])
        self.pairs, self.slowest = [], 0

    def put(self, number):
        shutil.copyfile(self.images[number], self.input + ".new")
        os.replace(self.input + ".new", self.input)

    def swap(self, number):
        """Returns once the other timetable is the served one."""
        before = self.service.status()
        self.put(number)
        self.service.admin("reload", "POST")
        began = time.monotonic()
        assert self.service.wait_for_change(before)["quarantined"] == []
        self.slowest = max(self.slowest, time.monotonic() - began)

    def learn(self, number):
        """What an answer of this timetable says: the digest it names, and the tram."""
        body = self.service.ask(PLAN).body.decode()
        digest = re.search(r'"timetable":"[0-9a-f]+"', body).group()
        tram = '"routeShortName":"%s"' % TRAMS[number]
        assert tram in body, body[:2000]
        self.pairs.append("%s=%s" % (digest, tram))

    def begin(self, seconds):
        return subprocess.Popen([self.load, str(self.service.port), PLAN, "4", str(seconds), "0",
                                 *self.pairs], stdout=subprocess.PIPE, text=True)

    def end(self, run, what):
        out, _ = run.communicate()
        print("%-8s %s" % (what, out.strip().replace("\n", "\n         ")), flush=True)
        return float(re.search(r"p99_ms=([0-9.]+)", out).group(1)), run.returncode

    def memory(self):
        """Resident and private memory of the server, in KiB."""
        pid = self.service.child("trajet-serve")["pid"]
        with open("/proc/%d/smaps_rollup" % pid, encoding="ascii") as file:
            lines = dict(line.split()[:2] for line in file if line.startswith(("Rss", "Private_D")))
        files = len(os.listdir("/proc/%d/fd" % pid))
        return "resident %s KiB, private %s KiB, %d open files" % (
            lines["Rss:"], lines["Private_Dirty:"], files)


def main():
    trajet, load, city = sys.argv[1:4]
    swaps = int(sys.argv[4]) if len(sys.argv) > 4 else 100
    seconds = int(sys.argv[5]) if len(sys.argv) > 5 else 20
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(trajet, load, city, folder)
        for number in (0, 1):
            if number:
                bench.swap(number)
            bench.learn(number)
        before, failed = bench.end(bench.begin(seconds), "without")
        print("memory   " + bench.memory())
        run, pause = bench.begin(seconds * 3), seconds * 3 / (swaps + 1)
        began = time.monotonic()
        for i in range(swaps):
            bench.swap(i % 2)
            time.sleep(max(0, began + (i + 1) * pause - time.monotonic()))
        during, more = bench.end(run, "swapping")
        print("swaps    %d, slowest %.0f ms" % (swaps, 1000 * bench.slowest))
        after, most = bench.end(bench.begin(seconds), "after")
        print("memory   " + bench.memory())
        print("p99      swapping / without %.2f, swapping / after %.2f" % (
            during / before, during / after))
        restarts = bench.service.child("trajet-serve")["restarts"]
        bench.service.finish()
    return 1 if failed or more or most or restarts else 0


if __name__ == "__main__":
    sys.exit(main())
