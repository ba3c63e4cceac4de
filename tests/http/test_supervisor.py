"""`trajet serve` from outside: deaths, renewals, quarantine, going back: test_supervisor.py TRAJET."""
import os
import shutil
import signal
import sys
import tempfile
import time
import unittest

from supervised import Supervised, is_alive, plan, version, wait_for

TRAJET = []

BUILD_LIVE = '"$real/trajet-build" "$@" || exit\n[ "$1" != stamp ] || cat "$here/live"'
BUILD_SLOWLY = ('if [ "$1" = build ] && [ -f "$here/slow" ]; then\n'
                '  echo $$ >"$here/slow.part"; mv "$here/slow.part" "$here/slow.pid"\n'
                '  exec sleep 100\nfi\nexec "$real/trajet-build" "$@"')
BUILD_AND_SAY = '"$real/trajet-build" "$@" || exit\n[ "$1" != build ] || : >"$here/built"'
# A server that takes its time to start.
SERVE_LATE = ('while [ -f "$here/wait" ] && ! [ -f "$here/$(cat "$here/wait")" ]; do\n'
              '  sleep 0.02\ndone\nexec "$real/trajet-serve" "$@"')
HEAR = 'echo "started $*" >>"$here/heard"\ncat >>"$here/heard"'


class Supervisor(unittest.TestCase):
    def setUp(self):
        self.made = []

    def tearDown(self):
        for service in self.made:
            self.assertEqual(service.finish(), 0)

    def serve(self, *options, **how):
        service = Supervised(TRAJET[0], *options, **how)
        self.made.append(service)
        return service

    # Deaths

    def test_a_server_that_dies_is_started_again(self):
        service = self.serve("--watch", "0")
        pids = set()
        for _ in range(3):
            pid = service.child("trajet-serve")["pid"]
            pids.add(pid)
            os.kill(pid, signal.SIGKILL)
            # Nobody is refused meanwhile: the socket is the supervisor's.
            self.assertEqual(service.ask("/live").status, 200)
        self.assertEqual(len(pids), 3)
        wait_for(lambda: service.child("trajet-serve").get("restarts") == 3)
        self.assertEqual(service.seen(), 1)

    def test_a_server_that_is_ended_by_hand_is_started_again(self):
        service = self.serve("--watch", "0")
        pid = service.child("trajet-serve")["pid"]
        os.kill(pid, signal.SIGTERM)
        wait_for(lambda: not is_alive(pid))
        self.assertEqual(service.ask("/live").status, 200)

    def test_children_end_with_the_supervisor(self):
        service = self.serve("--watch", "0")
        pid = service.child("trajet-serve")["pid"]
        service.end(signal.SIGKILL)
        wait_for(lambda: not is_alive(pid))
        service.start()
        self.assertEqual(service.seen(), 1)

    def test_all_end_in_time(self):
        service = self.serve("--watch", "0")
        pid = service.child("trajet-serve")["pid"]
        self.assertEqual(service.end(signal.SIGINT), 0)
        self.assertFalse(is_alive(pid))
        service.start()

    def test_a_server_that_did_not_listen_is_told_again(self):
        service = self.serve("--watch", "0")
        server = service.child("trajet-serve")["pid"]
        os.kill(server, signal.SIGSTOP)
        for count in range(1, 151): # More than fits into the socket.
            service.process.send_signal(signal.SIGHUP)
            wait_for(lambda: service.log().count("nothing changed") == count)
        service.write({"stop_times": "trip_id\n\"t\n"})
        service.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "quarantined=" in service.log())
        time.sleep(0.3) # So that it was said in vain.
        os.kill(server, signal.SIGCONT)
        wait_for(lambda: service.status()["quarantined"])
        wait_for(lambda: "notice" in service.ask("/x/v1/feeds").json())
        self.assertEqual(service.child("trajet-serve")["pid"], server)

    # Renewals

    def test_renewal_by_signal(self):
        service = self.serve("--watch", "0")
        before = service.status()
        service.write(version(2))
        service.process.send_signal(signal.SIGHUP)
        service.wait_for_change(before)
        self.assertEqual(service.seen(), 2)
        self.assertEqual(service.child("trajet-serve")["restarts"], 0)

    def test_renewal_by_the_admin_page(self):
        service = self.serve("--watch", "0")
        for number in (2, 3, 4):
            status = service.reload(version(number))
            self.assertEqual(service.seen(), number)
            self.assertIn("questions=20", status["current"]["looked"])
        images = [name for name in os.listdir(service.state) if name.endswith(".trajet")]
        self.assertEqual(len(images), 2, images)

    def test_renewal_when_the_inputs_change(self):
        service = self.serve("--watch", "1")
        before = service.status()
        service.write(version(2))
        service.wait_for_change(before)
        self.assertEqual(service.seen(), 2)

    def test_each_day_is_answered_by_the_version_that_covers_it(self):
        service = self.serve("--watch", "0")
        service.reload(version(2, first="20260701"))
        days = {"2026-06-02": 1, "2026-06-30": 1, "2026-07-01": 2, "2026-12-31": 2}
        self.assertEqual({day: service.seen(day) for day in days}, days)
        for day, number in days.items():
            leg, = service.ask(plan(day)).json()["itineraries"][0]["legs"]
            trip = service.ask("/api/v6/trip?tripId=" + leg["tripId"]).json()
            self.assertEqual(trip["legs"][0]["headsign"], "towards %d" % number)
        # A version that begins today needs nobody beside it.
        service.reload(version(3, first="20260601"))
        self.assertEqual({service.seen(day) for day in days if day > "2026-06-01"}, {3})

    def test_today_is_answered_after_a_death(self):
        service = self.serve("--watch", "0")
        service.reload(version(2, first="20260701"))
        days = {"2026-06-02": 1, "2026-07-01": 2}
        os.kill(service.child("trajet-serve")["pid"], signal.SIGKILL)
        wait_for(lambda: service.child("trajet-serve").get("restarts") == 1)
        self.assertEqual({day: service.seen(day) for day in days}, days)
        # And after all of it has begun anew.
        for sign in (signal.SIGTERM, signal.SIGKILL):
            service.end(sign)
            service.start()
            self.assertEqual({day: service.seen(day) for day in days}, days)

    def test_who_answers_today_is_kept_through_further_renewals(self):
        service, heard = self.with_feeder("--watch", "0")
        wait_for(lambda: service.child("trajet-feed").get("pid"))
        service.reload(version(2, first="20260701"))
        service.reload(version(3, first="20260701"))
        days = {"2026-06-02": 1, "2026-07-01": 3}
        self.assertEqual(service.status()["today"]["number"], 1)
        os.kill(service.child("trajet-serve")["pid"], signal.SIGKILL)
        wait_for(lambda: service.child("trajet-serve").get("restarts") == 1)
        self.assertEqual({day: service.seen(day) for day in days}, days)
        service.end(signal.SIGKILL)
        service.start()
        self.assertEqual({day: service.seen(day) for day in days}, days)
        self.assertNotIn("forget", "\n".join(heard()))
        # Nobody needs it any more; the two that are kept go their usual way. What the start looks
        # into must be over, or it finds version 4 before it is asked to.
        wait_for(lambda: service.status()["work"] == "none")
        service.reload(version(4))
        wait_for(lambda: "today" not in service.status())
        self.assertEqual({service.seen(day) for day in days}, {4})
        images = [name[:6] for name in os.listdir(service.state) if name.endswith(".trajet")]
        self.assertEqual(sorted(images), ["000003", "000004"])
        wait_for(lambda: any("forget" in line and "/000001-" in line for line in heard()))

    def test_the_newest_serves_alone_when_the_one_before_is_damaged(self):
        service = self.serve("--watch", "0")
        service.reload(version(2, first="20260701"))
        service.end()
        self.damage(service, "before")
        service.start()
        self.assertEqual(service.seen("2026-07-01"), 2)
        self.assertEqual(service.ask(plan("2026-06-02")).json()["itineraries"], [])
        self.assertIn("nothing answers about today", service.log())

    def test_an_image_that_is_replaced(self):
        images = []

        def build(service):
            for number in (1, 2):
                service.write(version(number))
                images.append(os.path.join(service.folder.name, "%d.trajet" % number))
                code = os.spawnl(os.P_WAIT, TRAJET[0], "trajet", "build", "-q", "-o", images[-1],
                                 service.feed)
                self.assertEqual(code, 0)
            return [images[0]]
        service = self.serve("--watch", "1", inputs=build)
        self.assertEqual(service.seen(), 1)
        before = service.status()
        os.replace(images[1], images[0])
        service.wait_for_change(before)
        self.assertEqual(service.seen(), 2)
        service.admin("rollback", "POST")
        wait_for(lambda: service.seen() == 1)

    def test_an_image_on_another_file_system(self):
        if not (os.access("/dev/shm", os.W_OK) and
                os.stat("/dev/shm").st_dev != os.stat(tempfile.gettempdir()).st_dev):
            self.skipTest("there is one file system only")
        images = []

        def build(service):
            for number in (1, 2):
                service.write(version(number))
                images.append(os.path.join(service.folder.name, "%d.trajet" % number))
                code = os.spawnl(os.P_WAIT, TRAJET[0], "trajet", "build", "-q", "-o", images[-1],
                                 service.feed)
                self.assertEqual(code, 0)
            return [images[0]]
        with tempfile.TemporaryDirectory(dir="/dev/shm") as state:
            service = Supervised(TRAJET[0], "--watch", "0", inputs=build, state=state)
            self.assertEqual(service.seen(), 1)
            before = service.status()
            os.replace(images[1], images[0])
            service.admin("reload", "POST")
            status = service.wait_for_change(before)
            self.assertEqual(service.seen(), 2)
            # What was served before is what it was, though another file has its name now.
            service.admin("rollback", "POST")
            service.wait_for_change(status)
            self.assertEqual(service.seen(), 1)
            self.assertEqual(service.finish(), 0)

    # What may not be served

    def test_a_broken_feed_is_put_aside(self):
        service = self.serve("--watch", "0")
        status = service.reload({"stop_times": "trip_id\n\"t\n"})
        self.assertEqual(service.seen(), 1)
        bad, = status["quarantined"]
        self.assertIn("the build failed", bad["reason"])
        # Everybody is told what is wrong with which feed, and who runs the service also where it is.
        notice = service.ask("/x/v1/feeds").json()["notice"]
        self.assertIn("not served", notice)
        self.assertIn("feed:stop_times.txt:2: a quote", notice)
        self.assertNotIn("/", notice)
        for text in bad["reason"], status["notice"], service.log():
            self.assertIn(service.feed + ":stop_times.txt:2: a quote", text)
        folder = os.path.join(service.state, "quarantine")
        text, = os.listdir(folder)
        with open(os.path.join(folder, text), encoding="utf-8") as file:
            self.assertIn(bad["reason"], file.read())
        service.reload(version(2))
        self.assertEqual(service.seen(), 2)
        self.assertNotIn("notice", service.ask("/x/v1/feeds").json())

    def test_a_feed_that_loses_trips_is_put_aside_unless_forced(self):
        service = self.serve("--watch", "0", tables=version(1, trips=10))
        status = service.reload(version(2, trips=9))
        self.assertEqual((service.seen(), status["quarantined"]), (2, []))
        status = service.reload(version(3, trips=8))
        self.assertEqual(service.seen(), 2)
        self.assertIn("of 9 trips 8 are left", status["quarantined"][0]["reason"])
        self.assertEqual(len(os.listdir(os.path.join(service.state, "quarantine"))), 2)
        service.reload(version(3, trips=8), force=True)
        self.assertEqual(service.seen(), 3)

    def test_what_failed_is_not_built_again_by_itself(self):
        service = self.serve("--watch", "1", tables=version(1, trips=10))
        before = service.status()
        service.write(version(2, trips=1))
        status = service.wait_for_change(before)
        with self.assertRaises(AssertionError):
            wait_for(lambda: service.status()["quarantined"] != status["quarantined"], 4)
        self.assertEqual(service.seen(), 1)

    def test_the_last_good_version_outlives_the_supervisor(self):
        service = self.serve("--watch", "0")
        service.reload(version(2))
        service.write({"stop_times": "trip_id\n\"t\n"})
        for sign in (signal.SIGTERM, signal.SIGKILL):
            service.end(sign)
            service.start()
            self.assertEqual(service.seen(), 2)

    def test_a_damaged_version_gives_way(self):
        service = self.serve("--watch", "0")
        service.reload(version(2))
        service.end()
        self.damage(service, "current")
        service.start()
        wait_for(lambda: service.seen() == 2) # Built anew; until then the one before is served.
        bad, = service.status()["quarantined"]
        self.assertIn("could not open it", bad["reason"])

    def damage(self, service, name):
        with open(os.path.join(service.state, name), "r+b") as image:
            image.seek(-100, os.SEEK_END)
            image.write(b"?" * 100)

    def test_damaged_versions_give_way_to_one_being_built(self):
        service, _ = self.with_programs(
            "--watch", "0", **{"trajet-build": BUILD_AND_SAY, "trajet-serve": SERVE_LATE})
        service.reload(version(2))
        service.end()
        self.damage(service, "current")
        self.damage(service, "before")
        service.write(version(3))
        os.remove(os.path.join(self.programs, "built"))
        self.let_server_wait_for("built")
        service.start()
        self.assertEqual(service.seen(), 3)
        # Once is enough.
        status = wait_for(lambda: (lambda now: now if now["work"] == "none" else None)(
            service.status()))
        self.assertEqual(status["current"]["number"], 3)
        time.sleep(0.5) # So that it would build again, if it did.
        self.assertEqual(service.status()["current"]["number"], 3)

    def test_a_server_that_starts_late_is_asked_what_it_thinks(self):
        service, _ = self.with_programs(
            "--watch", "0", **{"trajet-build": BUILD_AND_SAY, "trajet-serve": SERVE_LATE})
        for _ in range(3):
            os.kill(service.child("trajet-serve")["pid"], signal.SIGKILL)
            self.assertEqual(service.seen(), 1)
        os.remove(os.path.join(self.programs, "built"))
        self.let_server_wait_for("go")
        os.kill(service.child("trajet-serve")["pid"], signal.SIGKILL)
        wait_for(lambda: service.log().count("started=trajet-serve") == 5)
        service.write(version(2))
        service.process.send_signal(signal.SIGHUP)
        wait_for(lambda: os.path.exists(os.path.join(self.programs, "built")))
        time.sleep(0.3) # So that it is known to be built.
        self.let("go")
        wait_for(lambda: service.seen() == 2)
        self.assertIn("questions=20", service.status()["current"]["looked"])

    def test_going_back_waits_for_a_server_that_starts(self):
        service, _ = self.with_programs(
            "--watch", "0", **{"trajet-build": BUILD_SLOWLY, "trajet-serve": SERVE_LATE})
        service.reload(version(2))
        self.let("slow")
        service.admin("reload?force=1", "POST")
        builder = os.path.join(self.programs, "slow.pid")
        wait_for(lambda: os.path.exists(builder))
        with open(builder, encoding="utf-8") as file:
            pid = file.read()
        server = service.child("trajet-serve")["pid"]
        service.admin("rollback", "POST")
        self.let_server_wait_for("go")
        os.kill(server, signal.SIGKILL)
        wait_for(lambda: service.log().count("started=trajet-serve") == 2)
        os.kill(int(pid), signal.SIGKILL)
        wait_for(lambda: "quarantined=" in service.log())
        time.sleep(0.3) # So that it would go back at once, if it did.
        self.let("go")
        wait_for(lambda: service.seen() == 1)
        reasons = lambda: [bad["reason"] for bad in service.status()["quarantined"]]
        wait_for(lambda: "rolled back by hand" in reasons())
        self.assertNotIn("the server could not open it", reasons())

    def test_going_back(self):
        service = self.serve("--watch", "1")
        before = service.reload(version(2))
        self.assertEqual(service.seen(), 2)
        self.assertEqual(service.admin("rollback", "POST").status, 202)
        status = service.wait_for_change(before)
        self.assertEqual(service.seen(), 1)
        self.assertIn("by hand", status["quarantined"][0]["reason"])
        self.assertIn("by hand", wait_for(
            lambda: service.ask("/x/v1/feeds").json().get("notice")))
        self.assertNotIn("before", status)
        answer = service.admin("rollback", "POST")
        self.assertEqual(answer.status, 409)
        self.assertIn("no version to go back to", answer.json()["error"])
        self.assertEqual(service.seen(), 1)

    def test_a_reload_of_what_is_served_leaves_the_one_before(self):
        service, heard = self.with_feeder("--watch", "0")
        wait_for(lambda: service.child("trajet-feed").get("pid"))
        before = service.reload(version(2))
        service.admin("reload", "POST")
        status = wait_for(lambda: (lambda now: now if "nothingChanged" in now else None)(
            service.status()))
        for part in "current", "before", "quarantined":
            self.assertEqual(status[part], before[part])
        self.assertIn("nothing changed: version 2", service.log())
        # By force it is built, and still one goes back to what was served before.
        service.admin("reload?force=1", "POST")
        status = service.wait_for_change(status)
        self.assertNotIn("nothingChanged", status)
        self.assertEqual(status["current"]["number"], 3)
        self.assertEqual(status["before"], before["before"])
        wait_for(lambda: any("forget" in line and "/000002-" in line for line in heard()))
        service.admin("rollback", "POST")
        service.wait_for_change(status)
        self.assertEqual(service.seen(), 1)

    def test_inputs_that_are_again_what_is_served_need_no_notice(self):
        images = []

        def build(service):
            images.append(os.path.join(service.folder.name, "1.trajet"))
            code = os.spawnl(os.P_WAIT, TRAJET[0], "trajet", "build", "-q", "-o", images[0],
                             service.feed)
            self.assertEqual(code, 0)
            return images
        service = self.serve("--watch", "1", inputs=build)
        before = service.status()
        shutil.copy(images[0], images[0] + ".bad")
        with open(images[0] + ".bad", "r+b") as image:
            image.seek(-100, os.SEEK_END)
            image.write(b"?" * 100)
        os.rename(images[0], images[0] + ".good")
        os.replace(images[0] + ".bad", images[0])
        service.wait_for_change(before)
        wait_for(lambda: service.ask("/x/v1/feeds").json().get("notice"))
        os.replace(images[0] + ".good", images[0])
        wait_for(lambda: not service.ask("/x/v1/feeds").json().get("notice"))
        self.assertEqual(service.status()["current"]["number"], 1)

    def test_going_back_from_the_first_version(self):
        service = self.serve("--watch", "0")
        service.status()
        self.assertEqual(service.admin("rollback", "POST").status, 409)

    def test_what_kills_the_server_is_put_aside(self):
        service = self.serve("--watch", "0")
        pid = service.child("trajet-serve")["pid"]
        os.kill(pid, signal.SIGSTOP) # So that it is looking at the image for long enough.
        service.write(version(2))
        service.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "offered=" in service.log())
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: "quarantined=" in service.log())
        self.assertEqual(service.seen(), 1)
        bad, = service.status()["quarantined"]
        self.assertEqual(bad["reason"], "the server died while it looked at it (signal 9)")

    def test_a_build_that_is_killed_changes_nothing(self):
        service, _ = self.with_programs("--watch", "0", **{"trajet-build": BUILD_SLOWLY})
        for attempt in range(3):
            before = service.status()
            with open(os.path.join(self.programs, "slow"), "w", encoding="utf-8"):
                pass
            service.write(version(2))
            service.admin("reload", "POST")
            builder = os.path.join(self.programs, "slow.pid")
            pid = wait_for(lambda: os.path.exists(builder) and open(builder).read().strip())
            os.remove(builder)
            self.assertEqual(service.seen(), 1)
            os.kill(int(pid), signal.SIGKILL)
            status = service.wait_for_change(before)
            self.assertEqual(len(status["quarantined"]), attempt + 1)
            self.assertIn("signal 9", status["quarantined"][0]["reason"])
            self.assertEqual(service.seen(), 1)

    # The feeder

    def with_programs(self, *options, begin=None, **scripts):
        """A service whose programs are ours, but for those that are scripts."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.programs = folder.name
        real = os.path.dirname(os.path.abspath(TRAJET[0]))
        for name in "trajet", "trajet-build", "trajet-serve":
            shutil.copy(os.path.join(real, name), folder.name)
        for name, text in scripts.items():
            path = os.path.join(folder.name, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write("#!/bin/sh\nhere=%s real=%s\n%s\n" % (folder.name, real, text))
            os.chmod(path, 0o755)
        self.tell_feeds("live 1-aa")
        service = Supervised(os.path.join(folder.name, "trajet"), *options, begin=begin)
        self.made.append(service)
        heard = os.path.join(folder.name, "heard")

        def lines():
            try:
                with open(heard, encoding="utf-8") as file:
                    return file.read().splitlines()
            except FileNotFoundError: # It has not heard anything yet.
                return []
        return service, lines

    def with_feeder(self, *options, begin=None):
        """A service whose inputs have live feeds; its feeder only writes down what it hears."""
        return self.with_programs(
            *options, begin=begin, **{"trajet-build": BUILD_LIVE, "trajet-feed": HEAR})

    def tell_feeds(self, line):
        with open(os.path.join(self.programs, "live"), "w", encoding="utf-8") as file:
            file.write(line + "\n")

    def let(self, name, text=""):
        with open(os.path.join(self.programs, name), "w", encoding="utf-8") as file:
            file.write(text)

    def let_server_wait_for(self, name):
        """The next SERVE_LATE starts when there is a file of that name beside the programs."""
        self.let("wait", name)

    def test_a_feeder_that_starts_while_a_version_is_looked_at(self):
        service, heard = self.with_feeder("--watch", "0")
        feeder = wait_for(lambda: service.child("trajet-feed").get("pid"))
        server = service.child("trajet-serve")["pid"]
        os.kill(server, signal.SIGSTOP) # So that it is looking at the image for long enough.
        service.write(version(2))
        service.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "offered=" in service.log())
        os.kill(feeder, signal.SIGKILL)
        wait_for(lambda: len([line for line in heard() if "started" in line]) == 2)
        os.kill(server, signal.SIGCONT)
        wait_for(lambda: service.seen() == 2)
        lines = heard()
        second = [at for at, line in enumerate(lines) if "started" in line][1]
        wait_for(lambda: any("image" in line and "/000002-" in line
                             for line in heard()[second + 1:]))

    def test_the_feeder_leaves_a_damaged_version_alone(self):
        service, heard = self.with_programs("--watch", "0", **{
            "trajet-build": BUILD_LIVE, "trajet-feed": HEAR, "trajet-serve": SERVE_LATE})
        service.reload(version(2))
        service.end()
        self.damage(service, "current")
        os.remove(os.path.join(self.programs, "heard"))
        self.let_server_wait_for("heard")
        service.start()
        wait_for(lambda: any("forget" in line and "/000002-" in line for line in heard()))

    def test_the_feeder_is_told_of_versions(self):
        service, heard = self.with_feeder("--watch", "0")
        wait_for(lambda: service.child("trajet-feed").get("pid"))
        first, = wait_for(heard)
        self.assertRegex(first, r"^started /.*/feed --image /.*/000001-.*\.trajet --control --now=")
        for number in (2, 3):
            service.reload(version(number))
        lines = wait_for(lambda: heard()[1:] if len(heard()) == 4 else None)
        self.assertRegex("\n".join(lines), "^image .*/000002-.*trajet\nimage .*/000003-.*trajet\n"
                                           "forget .*/000001-.*trajet$")

    def test_who_starts_without_stdin_and_stderr_talks_to_its_children(self):
        service, heard = self.with_feeder("--watch", "0", begin=lambda: (os.close(0), os.close(2)))
        wait_for(lambda: service.child("trajet-feed").get("pid"))
        service.reload(version(2))
        wait_for(lambda: any("image" in line and "/000002-" in line for line in heard()))
        self.assertEqual(service.seen(), 2)

    def test_a_feeder_that_dies_matters_to_nobody(self):
        service, heard = self.with_feeder("--watch", "0")
        service.reload(version(2))
        server = service.child("trajet-serve")
        pid = wait_for(lambda: service.child("trajet-feed").get("pid"))
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: service.child("trajet-feed").get("restarts") == 1)
        self.assertEqual(service.seen(), 2)
        wait_for(lambda: "started" in heard()[-2] and "/000001-" in heard()[-1])
        self.assertEqual(service.child("trajet-serve"), server)

    def test_feeds_that_come_and_go(self):
        service, heard = self.with_feeder("--watch", "1")
        wait_for(lambda: service.child("trajet-feed").get("pid"))
        self.tell_feeds("live 2-bb")
        wait_for(lambda: len([line for line in heard() if "started" in line]) == 2)
        self.tell_feeds("")
        wait_for(lambda: not service.child("trajet-feed"))
        self.assertEqual(service.status()["current"]["number"], 1)

    # The admin page

    def test_the_admin_page_is_not_public(self):
        service = self.serve("--watch", "0")
        for name in ("status", "reload", "rollback"):
            self.assertEqual(service.ask("/x/v1/admin/" + name).status, 404)
        for headers in ("Host: evil.example\r\n", "Host: 127.evil.example\r\n",
                        "Host: localhost.evil.example\r\n", "Host: [::1].evil.example\r\n",
                        "Host: localhost\r\nOrigin: http://x\r\n",
                        "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n"):
            self.assertEqual(service.admin("reload", "POST", headers).status, 403)
        for host in "localhost:80", "127.0.0.1", "127.1.2.3:8080", "[::1]:80":
            self.assertEqual(service.admin("status", headers="Host: %s\r\n" % host).status, 200)
        self.assertEqual(service.admin("nothing").status, 404)
        self.assertEqual(service.admin("reload").status, 405)
        self.assertEqual(service.admin("status", "POST").status, 405)
        self.assertEqual(service.admin("reload?force=yes", "POST").status, 400)
        self.assertEqual(service.admin("plan", root="/api/v6/").status, 404)
        mode = os.stat(os.path.join(service.state, "admin")).st_mode
        self.assertEqual(mode & 0o777, 0o600)


if __name__ == "__main__":
    TRAJET.append(sys.argv[1])
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
