"""`trajet serve` takes up new timetables, and each day is answered: test_renewals.py TRAJET."""
import os
import signal
import tempfile

from supervised import Supervised, plan, version, wait_for
from supervised_case import SupervisedCase, run


class Renewals(SupervisedCase):
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
        self.damage(service.state, "before")
        service.start()
        self.assertEqual(service.seen("2026-07-01"), 2)
        self.assertEqual(service.ask(plan("2026-06-02")).json()["itineraries"], [])
        self.assertIn("nothing answers about today", service.log())

    def test_an_image_that_is_replaced(self):
        service = self.serve("--watch", "1", inputs=lambda service: self.build(service, 1, 2))
        self.assertEqual(service.seen(), 1)
        before = service.status()
        os.replace(self.images[1], self.images[0])
        service.wait_for_change(before)
        self.assertEqual(service.seen(), 2)
        service.admin("rollback", "POST")
        wait_for(lambda: service.seen() == 1)

    def test_an_image_on_another_file_system(self):
        if not (os.access("/dev/shm", os.W_OK) and
                os.stat("/dev/shm").st_dev != os.stat(tempfile.gettempdir()).st_dev):
            self.skipTest("there is one file system only")
        with tempfile.TemporaryDirectory(dir="/dev/shm") as state:
            service = Supervised(self.trajet, "--watch", "0", state=state,
                                 inputs=lambda service: self.build(service, 1, 2))
            self.assertEqual(service.seen(), 1)
            before = service.status()
            os.replace(self.images[1], self.images[0])
            service.admin("reload", "POST")
            status = service.wait_for_change(before)
            self.assertEqual(service.seen(), 2)
            # What was served before is what it was, though another file has its name now.
            service.admin("rollback", "POST")
            service.wait_for_change(status)
            self.assertEqual(service.seen(), 1)
            self.assertEqual(service.finish(), 0)


if __name__ == "__main__":
    run()
