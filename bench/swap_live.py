"""Live images swapped under load: swap_live.py TRAJET LOAD MAKE_LIVE CITY_FOLDER [SWAPS [PER_SECOND]].

Two live images of the city, made of what its operators say four minutes apart, take each other's
place beside one timetable while LOAD asks as fast as it is answered, four connections, and checks
that each answer says what the live image says that it names. The same load runs without swaps
before and after. Fails if an answer fails or is wrong.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "tests", "http"))
from door import homeless  # noqa: E402

NOW = "2026-06-02T06:15:00Z"
MOMENTS = ("2026-06-02T06:10:00Z", "2026-06-02T06:14:00Z")
PLAN = ("/api/v6/plan?fromPlace=45.9990,-4.0010&toPlace=46.0068,-4.0262"
        "&time=2026-06-02T08:16:00%2B02:00&timetableView=false&detailedLegs=false")
QUIET_SECONDS = 20


def ask(port):
    with urllib.request.urlopen("http://127.0.0.1:%d%s" % (port, PLAN), timeout=30) as answer:
        return answer.read().decode()


def patient(path):
    """Nothing grows too old while this runs."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(re.sub(r'"limit_seconds": \d+', '"limit_seconds": 7200', text))


class Bench:
    def __init__(self, programs, city, folder):
        self.trajet, self.load, self.make_live = programs
        self.folder = folder
        root = os.path.join(folder, "data", "city")
        shutil.copytree(city, root)
        patient(os.path.join(root, "city.json"))
        self.image = os.path.join(folder, "city.trajet")
        self.run([self.trajet, "build", "-q", "-o", self.image, os.path.join(root, "city.json")])
        self.lives = [self.present(root, moment) for moment in MOMENTS]
        self.put(0)
        self.server = subprocess.Popen(
            [os.path.join(os.path.dirname(self.trajet), "trajet-serve"), "--listen", "127.0.0.1:0",
             "--threads", "2", "--quiet", "--now", NOW, self.image],
            stdout=subprocess.PIPE, text=True, env=homeless())
        self.port = int(self.server.stdout.readline().rsplit(":", 1)[1])
        self.pairs = []

    def run(self, command):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def present(self, root, moment):
        said = os.path.join(self.folder, "build", "live")
        os.makedirs(said, exist_ok=True)
        self.run([self.make_live, "--once", "--now", moment, self.image, said])
        self.run([self.trajet, "feed", "--once", "--now", NOW, "--image", self.image,
                  os.path.join(root, "city.json")])
        kept = os.path.join(self.folder, moment + ".live")
        os.replace(self.image + ".live", kept)
        return kept

    def put(self, number):
        shutil.copyfile(self.lives[number], self.image + ".new")
        os.replace(self.image + ".new", self.image + ".live")

    def learn(self, number):
        """The digest that an answer of this live image names, and what only it says."""
        self.put(number)
        time.sleep(1)
        body = ask(self.port)
        digest = re.search(r'"digest":"[0-9a-f]+"', body).group()
        return digest, re.findall(r'"endTime":"[^"]+"', body)

    def pair(self):
        (one, first), (two, second) = self.learn(0), self.learn(1)
        assert one != two, "the two live images have one digest"
        only = [next(t for t in a if t not in b) for a, b in ((first, second), (second, first))]
        self.pairs = ["%s=%s" % (one, only[0]), "%s=%s" % (two, only[1])]

    def begin(self, seconds):
        return subprocess.Popen([self.load, str(self.port), PLAN, "4", str(seconds), "0",
                                 *self.pairs], stdout=subprocess.PIPE, text=True)

    def end(self, run, what):
        out, _ = run.communicate()
        print("%-8s %s" % (what, out.strip().replace("\n", "\n         ")), flush=True)
        return float(re.search(r"p99_ms=([0-9.]+)", out).group(1)), run.returncode

    def memory(self):
        with open("/proc/%d/status" % self.server.pid, encoding="ascii") as file:
            return re.search(r"VmRSS:\s+(.*)", file.read()).group(1)


def main():
    swaps = int(sys.argv[5]) if len(sys.argv) > 5 else 10000
    rate = float(sys.argv[6]) if len(sys.argv) > 6 else 50
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench([os.path.abspath(path) for path in sys.argv[1:4]], sys.argv[4], folder)
        bench.pair()
        before, failed = bench.end(bench.begin(QUIET_SECONDS), "without")
        print("memory   " + bench.memory())
        run, began = bench.begin(int(swaps / rate) + 1), time.monotonic()
        for i in range(swaps):
            bench.put(i % 2)
            time.sleep(max(0, began + (i + 1) / rate - time.monotonic()))
        during, more = bench.end(run, "swapping")
        print("swaps    %d in %.0f s" % (swaps, time.monotonic() - began))
        after, most = bench.end(bench.begin(QUIET_SECONDS), "after")
        print("memory   " + bench.memory())
        print("p99      swapping / without %.2f, swapping / after %.2f" % (
            during / before, during / after))
        bench.server.terminate()
        ended = bench.server.wait(30)
    return 1 if failed or more or most or ended else 0


if __name__ == "__main__":
    sys.exit(main())
