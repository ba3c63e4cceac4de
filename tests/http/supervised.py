"""`trajet serve` and its children, for tests that renew timetables and kill processes."""
import os
import signal
import socket
import subprocess
import tempfile
import time

from door import Answer, homeless, receive_all, write_feed

NOW = "2026-06-01T08:00:00Z"


def version(number, trips=1, first="20260101"):
    """Tables of a feed that say in each answer which version they are; it begins on `first`."""
    ids = ["t"] + ["more%d" % i for i in range(1, trips)]
    times = "".join("%s,%02d:%02d:00,%02d:%02d:00,one,1\n%s,%02d:%02d:00,%02d:%02d:00,two,2\n" % (
        name, 8 + hour, number, 8 + hour, number, name, 9 + hour, number, 9 + hour, number)
        for hour, name in enumerate(ids))
    return {
        "calendar": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
                    "start_date,end_date\ns,1,1,1,1,1,1,1,%s,20261231\n" % first,
        "routes": "route_id,agency_id,route_short_name,route_type\nr,a,v%d,3\n" % number,
        "trips": "route_id,service_id,trip_id,trip_headsign\n" +
                 "".join("r,s,%s,towards %d\n" % (name, number) for name in ids),
        "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n" + times,
    }


def plan(day="2026-06-02"):
    """The target of a question that every version has one answer to."""
    return "/api/v6/plan?fromPlace=one&toPlace=two&time=%sT07:59:00Z&numItineraries=1" % day


PLAN = plan()


def seen_version(answer, day="2026-06-02"):
    """The version that a plan comes from; all of its parts must agree."""
    leg, = answer["itineraries"][0]["legs"]
    number = int(leg["routeShortName"][1:])
    parts = (leg["headsign"], leg["startTime"], leg["endTime"])
    wanted = ("towards %d" % number, "%sT08:%02d:00Z" % (day, number),
              "%sT09:%02d:00Z" % (day, number))
    if parts != wanted:
        raise AssertionError("an answer of version %d says %r" % (number, parts))
    return number


def wait_for(what, seconds=30):
    """Asks again and again until it is so; returns what made it so."""
    until = time.monotonic() + seconds
    while True:
        got = what()
        if got:
            return got
        if time.monotonic() > until:
            raise AssertionError("waited in vain for %s" % what.__name__)
        time.sleep(0.02)


class Supervised:
    """`trajet serve` over a feed of one's own, in a folder of one's own."""

    def __init__(self, trajet, *options, tables=None, inputs=None, state=None, begin=None):
        self.folder = tempfile.TemporaryDirectory()
        self.trajet, self.options = trajet, options
        self.begin = begin # What the process does before it becomes `trajet`.
        self.feed = os.path.join(self.folder.name, "feed")
        self.state = state or os.path.join(self.folder.name, "state")
        self.log_path = os.path.join(self.folder.name, "log")
        os.mkdir(self.feed)
        write_feed(self.feed, **(tables or version(1)))
        self.inputs = inputs(self) if inputs else [self.feed]
        self.start()

    def start(self):
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [self.trajet, "serve", "--listen", "127.0.0.1:0", "--now", NOW, "--state",
                 self.state, *self.options, *self.inputs],
                stdout=subprocess.PIPE, stderr=log, text=True, env=homeless(),
                preexec_fn=self.begin)
        line = self.process.stdout.readline()
        if not line.startswith("listening on http://127.0.0.1:"):
            raise RuntimeError("does not start: %r, %s" % (line, self.log()))
        self.port = int(line.rsplit(":", 1)[1])

    def log(self):
        with open(self.log_path, encoding="utf-8") as log:
            return log.read()

    def end(self, sign=signal.SIGTERM):
        self.process.send_signal(sign)
        code = self.process.wait(60)
        self.process.stdout.close()
        return code

    def finish(self):
        code = self.end()
        self.folder.cleanup()
        return code

    def ask(self, target, headers=""):
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.settimeout(30)
            connection.sendall(("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n" % (
                target, headers)).encode())
            return Answer(receive_all(connection))

    def seen(self, day="2026-06-02"):
        return seen_version(self.ask(plan(day)).json(), day)

    def admin(self, name, method="GET", headers="Host: localhost\r\n", root="/x/v1/admin/"):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(30)
            connection.connect(os.path.join(self.state, "admin"))
            connection.sendall(("%s %s%s HTTP/1.1\r\nConnection: close\r\n%s\r\n" % (
                method, root, name, headers)).encode())
            return Answer(receive_all(connection))

    def status(self):
        """What the supervisor has told the server, which a new server learns in a moment."""
        def told():
            status = self.admin("status").json()
            return status if "current" in status else None
        return wait_for(told)

    def child(self, program):
        found = [child for child in self.status()["children"] if child["program"] == program]
        return found[0] if found else {}

    def write(self, tables):
        """Puts another version of the feed in place."""
        write_feed(self.feed, **tables)

    def reload(self, tables, **how):
        """Puts it in place, asks for it, and waits until it is served or put aside."""
        before = self.status()
        self.write(tables)
        self.admin("reload" + ("?force=1" if how.get("force") else ""), "POST")
        return self.wait_for_change(before)

    def wait_for_change(self, before):
        def change():
            status = self.status()
            changed = (status["current"] != before["current"] or
                       status["quarantined"] != before["quarantined"])
            return status if changed and status["work"] == "none" else None
        return wait_for(change)


def is_alive(pid):
    """A process that is neither gone nor waits to be buried."""
    try:
        with open("/proc/%d/stat" % pid, encoding="ascii") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
