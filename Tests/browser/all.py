"""Starts a court and a city, runs the tests, and stops everything."""

import os
import pathlib
import signal
import sys
import unittest

import court

HERE = pathlib.Path(__file__).parent
MODULES = ["test_path", "test_pages", "test_desk", "test_day", "test_money", "test_crawl"]


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    names = sys.argv[1:] or MODULES
    with court.Court() as running:
        court.running = running
        result = unittest.TextTestRunner(verbosity=2).run(unittest.defaultTestLoader.loadTestsFromNames(names))
        if result.wasSuccessful() and os.environ.get("PICTURES"):
            import pictures

            pictures.make()
        if not result.wasSuccessful():
            print(running.logs(), file=sys.stderr)
    sys.exit(not result.wasSuccessful())


if __name__ == "__main__":
    main()
