# SPDX-License-Identifier: Apache-2.0
"""valid.py SCHEMAS NOUN [VERB] < JSON: says whether what a command printed answers to its schema."""
import json
import pathlib
import sys

import jsonschema


def main():
    folder, *words = sys.argv[1:]
    name = "site" if len(words) == 1 else words[0]
    document = json.loads((pathlib.Path(folder) / f"{name}.schema.json").read_text())
    schema = dict(document["$defs"][".".join(words) + "/1"])
    schema["$defs"] = document["$defs"]
    errors = sorted(jsonschema.Draft202012Validator(schema).iter_errors(json.load(sys.stdin)),
                    key=lambda error: list(error.absolute_path))
    for error in errors[:5]:
        best = jsonschema.exceptions.best_match([error])
        path = "/".join(str(part) for part in best.absolute_path)
        print(f"{path}: {best.message[:300]}")
    print("invalid" if errors else "valid")
    return 1 if errors else 0


sys.exit(main())
