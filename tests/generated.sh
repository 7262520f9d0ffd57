#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# generated.sh GENERATOR SOURCE: what is made from the tables is what the tables say today.
set -eu
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
"$1" "$fresh"
# Pages of programs without a table of verbs are written by hand.
diff -r -x kontord.1 -x kontor-audit.1 "$2/man" "$fresh/man"
diff -r "$2/completions" "$fresh/completions"
for schema in "$fresh"/schemas/*.schema.json; do
  diff "$2/schemas/$(basename "$schema")" "$schema"
done
for schema in "$2"/schemas/*.schema.json; do
  test -e "$fresh/schemas/$(basename "$schema")" || { echo "$schema is made by nothing"; exit 1; }
done
