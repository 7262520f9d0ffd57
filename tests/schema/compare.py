# SPDX-License-Identifier: Apache-2.0
"""compare.py SAMPLES SCHEMAS: do the published schemas accept and refuse what the codec does?

SAMPLES is the program that prints the samples, SCHEMAS the folder of *.schema.json.
"""
import json
import pathlib
import subprocess
import sys

import jsonschema


def payload_schemas(folder):
    """Kind of operation -> validator of its payload."""
    found = {}
    for file in sorted(pathlib.Path(folder).glob("*.schema.json")):
        document = json.loads(file.read_text())
        jsonschema.Draft202012Validator.check_schema(document)
        for name, schema in document.get("$defs", {}).items():
            parts = schema.get("properties", {})
            if "p" in parts and "v" in parts:
                found[name] = jsonschema.Draft202012Validator(parts["p"])
    return found


def main():
    samples, folder = sys.argv[1:]
    schemas = payload_schemas(folder)
    lines = subprocess.run([samples], check=True, capture_output=True, text=True).stdout
    counts = {True: 0, False: 0}
    kinds = set()
    wrong = 0
    for line in lines.splitlines():
        sample = json.loads(line)
        kinds.add(sample["kind"])
        counts[sample["accepted"]] += 1
        if schemas[sample["kind"]].is_valid(sample["value"]) != sample["accepted"]:
            wrong += 1
            verdict = "accepts" if sample["accepted"] else "refuses"
            if wrong <= 40:
                print(f'{sample["kind"]}: the codec {verdict}, the schema does not: '
                      f'{json.dumps(sample["value"])[:300]}')
    print(f"{len(kinds)} kinds, {counts[True]} good samples, {counts[False]} bad, {wrong} disputed")
    return 1 if wrong or not counts[True] or not counts[False] or kinds != set(schemas) else 0


sys.exit(main())
