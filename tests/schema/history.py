# SPDX-License-Identifier: Apache-2.0
"""history.py SCHEMAS HUB: does everything in the histories of a hub answer to the published schemas?

Reads with stock git: every entry's trailers, files and records, every set's trailers and operations.
"""
import collections
import json
import pathlib
import subprocess
import sys

import jsonschema


def git(repository, *words):
    return subprocess.run(["git", "-C", repository, *words], check=True, capture_output=True,
                          text=True).stdout


class Schemas:
    def __init__(self, folder):
        self.documents = {file.name.split(".")[0]: json.loads(file.read_text())
                          for file in pathlib.Path(folder).glob("*.schema.json")}
        self.validators = {}
        self.wrong = []
        self.counts = collections.Counter()

    def validator(self, name):
        """Of a record or an operation kind, or of a format of the history."""
        if name not in self.validators:
            for title, document in self.documents.items():
                known = title == "history" or "/" not in name
                if known and name in document["$defs"]:
                    schema = {"$ref": f"#/$defs/{name}", "$defs": document["$defs"]}
                    self.validators[name] = jsonschema.Draft202012Validator(schema)
                    break
        return self.validators[name]

    def check(self, name, value, where):
        self.counts[name] += 1
        for error in self.validator(name).iter_errors(value):
            best = jsonschema.exceptions.best_match([error])
            self.wrong.append(f"{where}: {name}: {'/'.join(map(str, best.absolute_path))} "
                              f"{best.message[:200]}")


def trailers(message):
    lines = message.strip("\n").split("\n\n")[-1].split("\n")
    return dict(line.split(": ", 1) for line in lines)


def check_file(schemas, path, text, where):
    if path == "entry.jsonl" or path == "salts.jsonl":
        for line in text.splitlines():
            schemas.check("entry-line" if path.startswith("e") else "salt-line", json.loads(line),
                          where)
    elif path.startswith("heads/"):
        schemas.check("head", json.loads(text), where)
    elif path == "roster/genesis.json":
        schemas.check("genesis", json.loads(text), where)
    elif path == "roster/sequencers.json":
        schemas.check("sequencers", json.loads(text), where)
    elif path.startswith(("state/", "roster/replica/")):
        record = json.loads(text)
        schemas.check(record["kind"], record, where)


def check_repository(schemas, repository, done):
    for line in git(repository, "for-each-ref", "--format=%(refname)").splitlines():
        for commit in git(repository, "rev-list", line).splitlines():
            if (repository.name, commit) in done:
                continue
            done.add((repository.name, commit))
            found = trailers(git(repository, "show", "-s", "--format=%B", commit))
            where = f"{repository.name} {commit[:10]}"
            schemas.check("entry" if found["Kontor"].startswith("ledger") else "change-set", found,
                          where)
            against = [f"{commit}^1"] if git(repository, "show", "-s", "--format=%P", commit).strip() \
                else ["--root"]
            words = ["diff-tree", "-r", "--no-commit-id", "--diff-filter=AM", *against, commit]
            for row in git(repository, *words).splitlines():
                path, blob = row.split("\t")[1], row.split()[3]
                if (path, blob) in done:
                    continue
                done.add((path, blob))
                text = git(repository, "cat-file", "blob", blob)
                if path == "ops.jsonl":
                    for operation in map(json.loads, text.splitlines()):
                        schemas.check(operation["kind"], operation, where)
                else:
                    check_file(schemas, path, text, f"{where} {path}")


def main():
    folder, hub = sys.argv[1:]
    schemas = Schemas(folder)
    done = set()
    for repository in sorted(pathlib.Path(hub).glob("*.git")):
        if not repository.name.endswith("-vault.git"):
            check_repository(schemas, repository, done)
    for line in schemas.wrong[:20]:
        print(line)
    kinds = sorted(name for name in schemas.counts if "." in name)
    others = sorted(name for name in schemas.counts if "." not in name)
    print("operations:", *kinds)
    print("others:", *others)
    print(f"{len(schemas.wrong)} wrong")
    return 1 if schemas.wrong else 0


sys.exit(main())
