Import of leads from a foreign file
===================================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ cat > map.toml <<'MAP'
  > [source]
  > name = "fair"
  > id = "no"
  > [lead]
  > topic = { column = "wish", enum = "wish" }
  > [lead.facts]
  > age = { column = "age", band = "age" }
  > [interaction]
  > type = { const = "call" }
  > [private]
  > name = ["first", "last"]
  > email = "mail"
  > [enum.wish]
  > "Handy" = "mobile"
  > "Strom" = "energy"
  > [band.age]
  > "18-29" = [18, 29]
  > "30+" = { from = 30 }
  > MAP
  $ cat > fair.csv <<'CSV'
  > no;first;last;mail;wish;age
  > 1;Ada;Lovelace;ada@example.org;Handy;28
  > 2;Bert;Brecht;bert@example.org;Strom;57
  > 3;Carl;Gauss;carl@example.org;Gold;77
  > 4;Dora;Maar;dora@example.org;Handy;x
  > 1;Eva;Eva;eva@example.org;Handy;44
  > CSV

Every refused line is named, with field and reason, never with what stood there.

  $ nord lead import fair.csv --map map.toml
  nothing was imported; --keep-going takes the other rows
  fair.csv:4: lead.topic: not in [enum.wish]
  fair.csv:5: lead.facts.age: not a whole number
  fair.csv:6: source.id: the same as in line 2
  5 rows, 0 imported, 0 present before, 3 problems
  [65]
  $ nord lead import fair.csv --map map.toml -q | tail -1
  fair.csv:6: source.id: the same as in line 2
  $ nord lead list
  none
  $ nord lead import fair.csv --map map.toml --dry-run --keep-going --json | tee dry.json | valid lead import
  valid
  $ jq -c '.item | [.dry_run, .imported, .operations]' dry.json
  [true,2,0]
  $ nord lead import fair.csv --map map.toml --keep-going --as anna --json | tee import.json | valid lead import
  valid
  $ jq -c '.item | del(.refused)' import.json
  {"file":"fair.csv","imported":2,"operations":4,"present":0,"rows":5,"source":"fair"}
  $ nord lead list --columns topic,facts,imported,source,source_id,name,email --private --sort source_id
  topic   facts            imported  source  source_id  name          email
  mobile  {"age":"18-29"}         1  fair            1  Ada Lovelace  ada@example.org
  energy  {"age":"30+"}           1  fair            2  Bert Brecht   bert@example.org
  $ sqlite3 nord/kontor.db 'SELECT type, imported, count(*) FROM interactions GROUP BY 1, 2'
  call|1|2

Again: nothing is there twice.

  $ nord lead import fair.csv --map map.toml --keep-going 2>&1 | tail -1
  5 rows, 0 imported, 2 present before, 3 problems
  $ nord lead import fair.csv
  kontor: lead import: --map is missing
  kontor: hint: --map MAP.toml says what becomes of the columns
  [64]
  $ nord lead import missing.csv --map map.toml
  kontor: lead import: cannot read missing.csv
  [66]
  $ sed 's/column = "age"/column = "alter"/' map.toml > other.toml
  $ nord lead import fair.csv --map other.toml
  kontor: lead import: other.toml names columns that the file does not have: "alter"
  [65]
  $ sed 's/topic = .*/topic = "wish-list"/' map.toml > open.toml
  $ nord lead import fair.csv --map open.toml
  kontor: lead import: open.toml:5:1: topic is public, and the column "wish-list" has neither an enumeration nor a band; add [enum.wish-list] or [band.wish-list], or map it under [private]
  kontor: lead import: open.toml:13:7: nothing uses [enum.wish]
  [65]

No cell of a private column leaves for the history.

  $ round 2025-08-14T10:00:00Z
  $ hq lead list --columns topic,name --private --sort topic
  topic   name
  energy  Bert Brecht
  mobile  Ada Lovelace
  $ git -C hub/nord.git grep -ci lovelace $(git -C hub/nord.git for-each-ref --format='%(refname)') | wc -l
  0
