"""Versions that may not be served, and going back to one that may: test_versions.py TRAJET."""
import os
import shutil
import signal
import time

from supervised import version, wait_for
from supervised_case import BUILD_AND_SAY, BUILD_SLOWLY, SERVE_LATE, SupervisedCase, run


class Versions(SupervisedCase):
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
        self.damage(service.state, "current")
        service.start()
        wait_for(lambda: service.seen() == 2) # Built anew; until then the one before is served.
        bad, = service.status()["quarantined"]
        self.assertIn("could not open it", bad["reason"])

    def test_damaged_versions_give_way_to_one_being_built(self):
        service, _ = self.with_programs(
            "--watch", "0", **{"trajet-build": BUILD_AND_SAY, "trajet-serve": SERVE_LATE})
        service.reload(version(2))
        service.end()
        self.damage(service.state, "current")
        self.damage(service.state, "before")
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
        service = self.serve("--watch", "1", inputs=lambda service: self.build(service, 1))
        image, = self.images
        before = service.status()
        shutil.copy(image, image + ".bad")
        self.damage(image + ".bad")
        os.rename(image, image + ".good")
        os.replace(image + ".bad", image)
        service.wait_for_change(before)
        wait_for(lambda: service.ask("/x/v1/feeds").json().get("notice"))
        os.replace(image + ".good", image)
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


if __name__ == "__main__":
    run()
