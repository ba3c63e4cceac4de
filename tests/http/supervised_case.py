"""What tests of the supervisor share: services that end with a test, programs that misbehave."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from supervised import Supervised, version

BUILD_LIVE = '"$real/trajet-build" "$@" || exit\n[ "$1" != stamp ] || cat "$here/live"'
BUILD_SLOWLY = ('if [ "$1" = build ] && [ -f "$here/slow" ]; then\n'
                '  echo $$ >"$here/slow.part"; mv "$here/slow.part" "$here/slow.pid"\n'
                '  exec sleep 100\nfi\nexec "$real/trajet-build" "$@"')
BUILD_AND_SAY = '"$real/trajet-build" "$@" || exit\n[ "$1" != build ] || : >"$here/built"'
# A server that takes its time to start.
SERVE_LATE = ('while [ -f "$here/wait" ] && ! [ -f "$here/$(cat "$here/wait")" ]; do\n'
              '  sleep 0.02\ndone\nexec "$real/trajet-serve" "$@"')
HEAR = 'echo "started $*" >>"$here/heard"\ncat >>"$here/heard"'


class SupervisedCase(unittest.TestCase):
    trajet = None # The program, see `run`.

    def setUp(self):
        self.made = []

    def tearDown(self):
        for service in self.made:
            self.assertEqual(service.finish(), 0)

    def serve(self, *options, **how):
        service = Supervised(self.trajet, *options, **how)
        self.made.append(service)
        return service

    def build(self, service, *numbers):
        """Images of those versions of its feed, in its folder; it begins with the first."""
        images = [os.path.join(service.folder.name, "%d.trajet" % number) for number in numbers]
        for number, image in zip(numbers, images):
            service.write(version(number))
            subprocess.run([self.trajet, "build", "-q", "-o", image, service.feed], check=True)
        self.images = images
        return images[:1]

    def damage(self, *path):
        with open(os.path.join(*path), "r+b") as image:
            image.seek(-100, os.SEEK_END)
            image.write(b"?" * 100)

    def with_programs(self, *options, begin=None, **scripts):
        """A service whose programs are ours, but for those that are scripts."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.programs = folder.name
        real = os.path.dirname(os.path.abspath(self.trajet))
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


def run():
    """The tests of the script that was called with the program as its first argument."""
    SupervisedCase.trajet = sys.argv[1]
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
