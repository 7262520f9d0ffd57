Sales put through a plan that is no plan yet
============================================

No store is needed: lines come in, lines go out.

  $ PLAN="$TESTDIR/../../packs/starter/telco-retail.toml"
  $ cat > events.jsonl <<'EOF'
  > {"t":"order","order":"o1","closed":"2025-08-28T10:20:00Z","channel":"online","partner":"online","items":[{"item":"phone"}],"touches":[{"evidence":"consultation","partner":"nord","seller":"anna","channel":"shop","at":"2025-08-18T10:00:00Z","minutes":25}]}
  > {"t":"return","order":"o1","cause":"defect","date":"2025-11-28"}
  > {"t":"settle","until":"2025-11-30"}
  > EOF
  $ kontor plan run "$PLAN" < events.jsonl | sed 's/},{/},\n {/g'
  {"currency":"EUR","date":"2025-08-28","item":"phone","order":"o1","plan":"telco-retail","pool":1000,"premiums":[{"amount":800,"id":"shop-for-online","shares":[{"amount":800,"partner":"nord","payee":"nord","role":"business","stage":"consultation"}]}],"shares":[{"amount":334,"partner":"nord","payee":"nord","role":"business","stage":"consultation"},
   {"amount":222,"partner":"nord","payee":"anna","role":"seller","stage":"consultation"},
   {"amount":444,"partner":"online","payee":"online","role":"business","stage":"close"}],"t":"claim","version":3}
  {"amount":-500,"cause":"defect","date":"2025-11-28","item":"phone","order":"o1","rule":"curve","shares":[{"amount":-167,"partner":"nord","payee":"nord","role":"business","stage":"consultation"},
   {"amount":-111,"partner":"nord","payee":"anna","role":"seller","stage":"consultation"},
   {"amount":-222,"partner":"online","payee":"online","role":"business","stage":"close"}],"t":"reversal"}
  {"carried":0,"currency":"EUR","partner":"nord","payee":"nord","period":0,"premium":800,"release":8,"reserve":17,"role":"business","settled":958,"t":"settled","until":"2025-11-30"}
  {"carried":0,"currency":"EUR","partner":"nord","payee":"anna","period":0,"premium":0,"release":5,"reserve":11,"role":"seller","settled":105,"t":"settled","until":"2025-11-30"}
  {"carried":0,"currency":"EUR","partner":"online","payee":"online","period":0,"premium":0,"release":11,"reserve":22,"role":"business","settled":211,"t":"settled","until":"2025-11-30"}

With `--explain` each touch has its exact weight, and each step its inputs.

  $ head -1 events.jsonl | kontor plan run "$PLAN" --explain | grep -o '"touches":.*' | sed 's/},{/},\n {/g'
  "touches":[{"amount":556,"evidence":"consultation","exact":"5000/9","partner":"nord","seller":"anna","stage":"consultation","touch":1,"weight":"1"},
   {"amount":444,"evidence":"close","exact":"4000/9","partner":"online","stage":"close","touch":2,"weight":"1"}],"version":3}
  $ head -1 events.jsonl | kontor plan run "$PLAN" --explain | grep -o '"step":"[a-z ]*"' | sort | uniq -c
        1 "step":"base row"
        1 "step":"base"
        1 "step":"claim"
        1 "step":"credits"
        3 "step":"factor"
        1 "step":"overrides"
        3 "step":"payee"
        1 "step":"periods"
        1 "step":"pool factors"
        1 "step":"premium"
        1 "step":"premiums"
        1 "step":"reserve"
        1 "step":"rounding"
        1 "step":"share factors"
        4 "step":"share"
        1 "step":"split"
        3 "step":"stage"
        1 "step":"stages"
        2 "step":"touch"

What comes in and goes out is published.

  $ for noun in order return; do sed -n "/\"t\":\"$noun\"/p" events.jsonl | /usr/bin/python3 "$TESTDIR/valid.py" "$TESTDIR/../../schemas" plan run.input; done
  valid
  valid
  $ kontor plan run "$PLAN" --explain < events.jsonl | while read -r line; do printf '%s' "$line" | /usr/bin/python3 "$TESTDIR/valid.py" "$TESTDIR/../../schemas" plan run; done | sort | uniq -c
        5 valid

A bad line is named with its field; the lines before it were taken, and with `--keep-going` those after it.

  $ sed 's/"defect"/7/' events.jsonl > bad.jsonl
  $ kontor plan run "$PLAN" < bad.jsonl > out.jsonl
  kontor: plan run: line 2: cause: not a text
  kontor: hint: --keep-going takes the lines that are good
  [65]
  $ grep -c '"t":"claim"' out.jsonl
  1
  $ kontor plan run "$PLAN" --keep-going < bad.jsonl > out.jsonl
  kontor: warning: line 2: cause: not a text
  kontor: warning: 1 lines refused
  [65]
  $ grep -o '"t":"[a-z]*"' out.jsonl | uniq -c
        1 "t":"claim"
        3 "t":"settled"
  $ echo '{"t":' | kontor plan run "$PLAN" --json
  {"error":{"code":"bad_line","exit":65,"message":"line 1: bad JSON at byte 6: syntax error while parsing value - unexpected end of input; expected '[', '{', or a literal","next":["--keep-going takes the lines that are good"],"on":"line 1"}}
  [65]
  $ kontor plan run "$PLAN" < /dev/null
  $ kontor plan run missing.toml < /dev/null
  kontor: plan run: cannot read missing.toml
  [66]

A line without an end is named by its number; what stands before it is taken.

  $ { head -1 events.jsonl; echo; head -c 17000000 /dev/zero; } | kontor plan run "$PLAN" --keep-going > out.jsonl
  kontor: plan run: line 3: longer than 16777216 bytes
  kontor: hint: an order is one line of JSON; is an end of line missing?
  [65]
  $ grep -c '"t":"claim"' out.jsonl
  1
