# SPDX-License-Identifier: Apache-2.0
"""What the black-box tests share: a folder that goes again, sample files, the programs of a site."""
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

OFFER = """schema = "offer/1"
[offer]
id = "sim"
version = 1
name = "SIM card"
sector = "sample"
[[offer.price]]
point = "list"
one_time = { amount = 999, currency = "EUR" }
"""


def partner(identifier):
    return f"""schema = "partner/1"
[partner]
id = "{identifier}"
type = "dealer"
tier = "gold"
"""


def outlet(identifier):
    return f"""schema = "outlet/1"
[outlet]
id = "{identifier}"
partner = "{identifier.split("/")[0]}"
channel = "shop"
"""


def fail(text):
    raise SystemExit("FAILED: " + text)


@contextlib.contextmanager
def scratch(name, work=None):
    """A folder in memory where there is one, or below `work`; gone at the end."""
    base = work or ("/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    top = pathlib.Path(tempfile.mkdtemp(prefix=f"kontor-{name}-", dir=base))
    try:
        yield top
    finally:
        shutil.rmtree(top, ignore_errors=True)


class Sites:
    """Homes of one ledger in one folder; a command that ends otherwise than expected ends the test."""

    def __init__(self, folder, programs):
        self.folder = pathlib.Path(folder)
        self.programs = pathlib.Path(programs)

    def run(self, home, *words, expect=0, **options):
        done = subprocess.run([self.programs / "kontor", "--home", home, *words], cwd=self.folder, text=True,
                              capture_output=True, **options)
        if done.returncode != expect:
            fail(f"exit {done.returncode}, expected {expect}: kontor --home {home} {' '.join(map(str, words))}\n"
                 f"{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def make(self, home, *words):
        """Of a command that creates: the new id."""
        return self.run(home, *words, "-q").split("\n")[-1]

    def json(self, home, *words, expect=0):
        return json.loads(self.run(home, *words, "--json", expect=expect))

    def item(self, home, *words):
        return self.json(home, *words)["item"]

    def sync(self, *homes):
        for home in homes:
            self.run(home, "sync")
