"""Hostile requests of the shared conformance set: each is answered as its case expects."""
import glob
import json
import os
import re
import sys

from door import Server


def poison_folder():
    here = os.path.dirname(os.path.abspath(__file__))
    shared = os.environ.get("SHARED") or os.path.join(here, "..", "..", "..", "shared")
    return os.path.join(shared, "conformance", "poison", "http")


def statuses_of(raw):
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3}) ", raw)]


def fault_of(case, expected, raw):
    """What is wrong with the answer, or None."""
    statuses = statuses_of(raw)
    accepted = [status for status in statuses if 200 <= status < 300]
    if 500 in statuses:
        return "500"
    if expected == "accept" and not accepted:
        return "refused"
    if expected == "reject" and accepted:
        return "accepted"
    return None


def main():
    cases = sorted(glob.glob(os.path.join(poison_folder(), "*", "request.bin")))
    if not cases:
        print("skipped: no poison set at %s (set SHARED)" % poison_folder())
        return 77
    server = Server(sys.argv[1:3])
    faults = 0
    for path in cases:
        folder = os.path.dirname(path)
        with open(os.path.join(folder, "expected.json"), encoding="utf-8") as file:
            expected = json.load(file)["result"]
        with open(path, "rb") as file:
            request = file.read()
        try:
            raw = server.raw(request, 8)
        except TimeoutError:
            raw = b""
        fault = fault_of(folder, expected, raw)
        faults += fault is not None
        if fault:
            print("BAD %s: %s, got %s" % (os.path.basename(folder), fault, statuses_of(raw)))
    alive = server.get("/live").status
    code = server.end()
    server.folder.cleanup()
    print("%d cases, %d bad, alive afterwards: %d, exit %d" % (len(cases), faults, alive, code))
    return 1 if faults or alive != 200 or code != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
