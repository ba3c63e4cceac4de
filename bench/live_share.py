"""What live feeds take end to end: live_share.py TRAJET MAKE_UPDATES FEED.zip NOW [UPDATES [ROUNDS]].

`trajet serve` runs over FEED with one live feed of UPDATES trip updates, which is replaced each ten
seconds by one that says other times. Prints how long after that the server answers from it, and the
share of a core that the feeder and the server take.
"""
import datetime
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "tests", "http"))
from door import homeless  # noqa: E402

PERIOD = 10
TICKS = os.sysconf("SC_CLK_TCK")


class Processes:
    """`trajet serve` and its children, by what the kernel tells of them."""

    def __init__(self, pid):
        self.pid = pid

    def child(self, program):
        with open("/proc/%d/task/%d/children" % (self.pid, self.pid), encoding="ascii") as file:
            for pid in file.read().split():
                with open("/proc/%s/comm" % pid, encoding="ascii") as name:
                    if name.read().strip() == program:
                        return int(pid)
        raise RuntimeError("%s does not run" % program)

    def seconds(self, program):
        with open("/proc/%d/stat" % self.child(program), encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self, program):
        with open("/proc/%d/status" % self.child(program), encoding="ascii") as file:
            return next(line.split(None, 1)[1].strip() for line in file
                        if line.startswith("VmHWM"))


def digest(port):
    with urllib.request.urlopen("http://127.0.0.1:%d/x/v1/feeds" % port, timeout=30) as answer:
        return (json.load(answer)["snapshot"]["live"] or {}).get("digest")


def wait_for_news(port, old):
    """The seconds until answers come from another live image than `old`, and its digest."""
    began = time.monotonic()
    while True:
        new = digest(port)
        if new and new != old:
            return time.monotonic() - began, new
        if time.monotonic() - began > 60:
            raise RuntimeError("no live data after a minute")
        time.sleep(0.02)


def messages(make, image, now, count, rounds, folder):
    moment = datetime.datetime.fromisoformat(now)
    for i in range(rounds):
        path = os.path.join(folder, "%d.pb" % i)
        subprocess.run([make, "--hours", "12", "--now",
                        (moment + datetime.timedelta(seconds=PERIOD * i)).isoformat(), image,
                        str(count), path], check=True, stdout=subprocess.DEVNULL)
        yield path


def serve(trajet, folder, feed, now):
    city = os.path.join(folder, "city.json")
    with open(city, "w", encoding="utf-8") as file:
        json.dump({"feeds": [{"path": os.path.abspath(feed), "tag": "all", "live": [
            {"path": "now.pb", "tag": "now", "every_seconds": 1, "limit_seconds": 7200}]}]}, file)
    server = subprocess.Popen(
        [trajet, "serve", "--listen", "127.0.0.1:0", "--watch", "0", "--now", now, "--state",
         os.path.join(folder, "state"), city], stdout=subprocess.PIPE, text=True, env=homeless(),
        stderr=subprocess.DEVNULL)
    return server, int(server.stdout.readline().rsplit(":", 1)[1])


def measure(server, port, said, folder):
    processes = Processes(server.pid)
    waits, spent, old = [], [], digest(port)
    programs = ("trajet-feed", "trajet-serve")
    for path in said:
        before = [processes.seconds(program) for program in programs]
        began = time.monotonic()
        shutil.copyfile(path, os.path.join(folder, "next.pb"))
        os.replace(os.path.join(folder, "next.pb"), os.path.join(folder, "now.pb"))
        wait, old = wait_for_news(port, old)
        time.sleep(max(0, began + PERIOD - time.monotonic()))
        waits.append(wait)
        spent.append([processes.seconds(p) - b for p, b in zip(programs, before)])
    waits, spent = waits[1:], spent[1:] # The first brings the feeder's own beginning.
    print("from file to answer: median %.2f s, longest %.2f s (looked at each second)" % (
        statistics.median(waits), max(waits)))
    for i, program in enumerate(programs):
        print("%-12s %.1f %% of a core, %s at most" % (
            program, 100 * statistics.mean(row[i] for row in spent) / PERIOD,
            processes.memory(program)))


def main():
    trajet, make, feed, now = (*map(os.path.abspath, sys.argv[1:4]), sys.argv[4])
    count, rounds = (int(text) for text in (sys.argv[5:7] + ["20000", "7"][len(sys.argv) - 5:]))
    with tempfile.TemporaryDirectory() as folder:
        image = os.path.join(folder, "feed.trajet")
        subprocess.run([trajet, "build", "-q", "-o", image, feed], check=True, env=homeless())
        said = list(messages(make, image, now, count, rounds, folder))
        server, port = serve(trajet, folder, feed, now)
        try:
            measure(server, port, said, folder)
        finally:
            server.terminate()
            server.wait(60)


if __name__ == "__main__":
    main()
