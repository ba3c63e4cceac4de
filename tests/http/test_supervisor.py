"""`trajet serve` from outside: deaths, the feeder, the admin page: test_supervisor.py TRAJET."""
import os
import signal
import time

from supervised import is_alive, version, wait_for
from supervised_case import BUILD_LIVE, HEAR, SERVE_LATE, SupervisedCase, run


class Supervisor(SupervisedCase):
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

    # The feeder

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
        self.damage(service.state, "current")
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
    run()
