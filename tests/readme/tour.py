#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The tour of README.md, typed line by line as it is printed, from a folder that holds only what it needs.

usage: tour.py --bin DIR
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import fail, scratch  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[2]


def tour():
    text = (SOURCE / "README.md").read_text()
    section = re.search(r"^## A tour(.*?)^## ", text, re.M | re.S)
    blocks = re.findall(r"^```sh\n(.*?)^```$", section.group(1), re.M | re.S) if section else []
    if not blocks:
        fail("README.md has no tour")
    return "".join(blocks).splitlines()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    programs = pathlib.Path(parser.parse_args().bin).resolve()
    with scratch("tour") as top:
        clone = top / "clone"
        (clone / "build" / "release").mkdir(parents=True)
        (clone / "build" / "release" / "bin").symlink_to(programs)
        (clone / "packs").symlink_to(SOURCE / "packs")
        (top / "tmp").mkdir()
        (top / "user").mkdir()
        script = top / "tour.sh"
        script.write_text("\n".join(tour()) + "\n")
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("KONTOR_", "XDG_", "GIT_"))}
        environment.update(HOME=str(top / "user"), TMPDIR=str(top / "tmp"), PS4="+ ", GIT_PAGER="cat")
        done = subprocess.run(["bash", "-e", "-o", "pipefail", "-x", script], cwd=clone, env=environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            fail(f"exit {done.returncode}; the last lines:\n" + "\n".join(done.stdout.splitlines()[-12:]))
        for words in ("|consultation|25", "verdict   verified", "share (split): amount=396", "on trust  that no other",
                      '"settled":1763'):
            if words not in done.stdout:
                fail(f"the tour does not print {words!r}:\n{done.stdout}")
        left = [path.name for path in (top / "user").iterdir()]
        if left:
            fail(f"the tour left {left} in the user's home folder")
        lines = sum(bool(line.strip()) and not line.startswith("#") for line in tour())
        print(f"{lines} lines of the tour, as they are printed")


if __name__ == "__main__":
    sys.exit(main())
