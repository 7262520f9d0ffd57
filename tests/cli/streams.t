What is read and what is written
================================

  $ . "$TESTDIR/setup.sh"
  $ make_hq

A result keeps the mode of the file that it replaces; a private one is new for its owner alone.

  $ umask 022
  $ hq partner list -o shared && stat -c %a shared
  644
  $ hq partner list --private -o private && stat -c %a private
  600
  $ chmod 640 private && hq partner list --private -o private && stat -c %a private
  640

Links are followed; what is no file is written to and stays what it is.

  $ mkdir far && ln -s far/real link
  $ hq partner list -o link && test -L link && cmp shared far/real
  $ ln -s /dev/full full
  $ hq partner list -o full
  kontor: partner list: write /dev/full: No space left on device
  [74]
  $ hq partner list -o /dev/full
  kontor: partner list: write /dev/full: No space left on device
  [74]
  $ stat -c %F /dev/full full
  character special file
  symbolic link
  $ hq partner list -o /dev/null && stat -c %F /dev/null
  character special file
  $ mkfifo pipe && { hq partner list -o pipe & cmp shared pipe; wait; stat -c %F pipe; }
  fifo
  $ echo before > log && hq partner list -o /dev/stdout >> log && head -2 log
  before
  id      state    name         type      tier    framework
  $ ln -s loop loop && hq partner list -o loop
  kontor: partner list: create loop: Too many levels of symbolic links
  [73]
  $ hq partner list -o far
  kontor: partner list: create far: Is a directory
  [73]

What a killed run has left is gone with the next.

  $ true & GONE=$!; wait; touch "shared.new-$GONE-0" "shared.new-$$-0"
  $ hq partner list -o shared && ls | grep -c new-
  1
  $ rm "shared.new-$$-0"

What has no end is not read to it, and a failed read says so.

  $ ulimit -t 10
  $ kontor plan lint /dev/zero
  /dev/zero:1:1: error: the file is larger than 1 MiB [bad_toml]
  [1]
  $ kontor plan lint /proc/self/mem
  kontor: plan lint: read /proc/self/mem: Input/output error
  [74]
  $ kontor plan lint none
  kontor: plan lint: cannot read none
  [66]
  $ hq customer add --from /dev/zero
  kontor: customer add: /dev/zero holds more than 16 MiB
  [65]
  $ hq customer add --from - < /dev/zero
  kontor: customer add: standard input holds more than 16 MiB
  [65]
  $ hq customer add --from /proc/self/mem
  kontor: customer add: read /proc/self/mem: Input/output error
  [74]
  $ kontor-audit verify hub/hq.git --root /dev/zero
  kontor-audit: verify: --root: no public key in /dev/zero
  kontor-audit: hint: --root FILE, the key's text, its SHA256 fingerprint, or the ledger id
  [65]
  $ kontor-audit verify hub/hq.git --root /proc/self/mem
  kontor-audit: verify: read /proc/self/mem: Input/output error
  [74]

What is no key is a slip of the pen.

  $ kontor-audit verify hub/hq.git --root SHA256:xxx
  kontor-audit: verify: --root: SHA256:xxx is no whole fingerprint
  kontor-audit: hint: --root FILE, the key's text, its SHA256 fingerprint, or the ledger id
  [64]

A format that a verb has of its own is named.

  $ hq statement export 4tz --format pdf
  kontor: statement export: unknown format "pdf"
  kontor: hint: --format table, json, jsonl or csv; of this verb html, ubl
  [64]
  $ hq statement list --format pdf
  kontor: statement list: unknown format "pdf"
  kontor: hint: --format table, json, jsonl or csv
  [64]
