#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# generated.sh SOURCE GENERATOR...: what is made from the tables is what the tables say today.
set -eu
source=$1
shift
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
for generator in "$@"; do "$generator" "$fresh"; done
# Pages of programs without a table of verbs are written by hand, and so are the examples.
diff -r -x kontord.1 -x examples "$source/man" "$fresh/man"
diff -r "$source/completions" "$fresh/completions"
for schema in "$fresh"/schemas/*.schema.json; do
  diff "$source/schemas/$(basename "$schema")" "$schema"
done
for schema in "$source"/schemas/*.schema.json; do
  test -e "$fresh/schemas/$(basename "$schema")" || { echo "$schema is made by nothing"; exit 1; }
done
