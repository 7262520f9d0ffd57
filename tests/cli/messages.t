Messages, exit codes, formats
=============================

  $ . "$TESTDIR/setup.sh"

  $ kontor
  usage: kontor NOUN VERB [options]
         kontor COMMAND [options]
  
  commands
    init                        make HQ: root key, ledger and hub; every other
                                site joins
    join                        make a site out of an invitation
    sync                        seal, push and take, once; at HQ sequence too
    status                      show where this site stands, and whether its rows
                                are what the ledger says
    doctor                      examine store, keys and local history of this
                                site
    rebuild                     make the store anew from history and vault
    whoami                      show who acts here, and where
    demo                        play a sale over HQ and three partners in a new
                                folder, command by command
    schema                      print the JSON Schema of an operation, or of what
                                a command prints
    completion                  print a completion script
    help                        show help
  
  nouns
    claim                       what a sold item earns, and for whom
    code                        what a seller hands to a customer, to go on
                                elsewhere
    consent                     by what right a customer may be contacted
    contract                    what a customer holds
    credit                      what units count for their targets, which is no
                                money
    customer                    people and companies
    dispute                     a payee's doubts about a claim, and the answers
    evidence                    legal proofs of an order
    hub                         the place where the histories meet
    interaction                 the customer's timeline: visits, calls,
                                consultations
    lead                        tips and the pool
    offer                       what is sold
    op                          the fate of what was done here
    order                       drafts, and what became of them
    outlet                      shops, call centres, web shops
    partner                     the businesses
    plan                        commission plans
    policy                      sector packs: steps, checks, evidence
    replica                     installations and their keys
    report                      figures from the records of this site
    return                      what came back
    scope                       who sees the same data
    seller                      the people who sell
    settlement                  what is paid for a period
    statement                   what a payee is told of a settlement
    target                      what a unit is to reach in a period
  
  kontor NOUN --help lists its verbs, kontor NOUN VERB --help its options.
  [64]
  $ kontor laed
  kontor: unknown command "laed"
  kontor: hint: kontor lead
  [64]
  $ kontor lead ad
  kontor: lead: unknown command "ad"
  kontor: hint: kontor lead add
  [64]
  $ kontor lead
  usage: kontor lead VERB [options]
  
  tips and the pool
  
  verbs
    add                         record that someone may want something
    list                        list leads, or the pool
    show                        show a lead, or its card in the pool
    pool                        at HQ: show a lead to all partners that its
                                consent permits
    pick                        ask for a lead of the pool; the first in the
                                ledger gets it
    assign                      at HQ: give a lead to a partner's scope
    release                     give a lead back
    import                      import leads and contacts from a CSV file, again
                                without doubles
  [64]
  $ kontor --version
  kontor 0.1.0
  $ kontor lead add --help | sed -n '1,3p; /--minutes/p; /--rating/p; /--email/p'
  usage: kontor lead add [ASSIGNMENT...] [options]
  
  record that someone may want something
        --rating hot|warm|cold  rating (TMF699)
        --email TEXT            e-mail address (TMF632 contactMedium) (private)
  $ kontor help lead pick | head -3
  usage: kontor lead pick ID [options]
  
  ask for a lead of the pool; the first in the ledger gets it
  $ kontor help lead pcik
  kontor: help: lead has no verb "pcik"
  kontor: hint: kontor help lead
  [64]
  $ kontor --hom hq lead list
  kontor: unknown option --hom in front of the noun
  kontor: hint: did you mean --home?
  [64]
  $ kontor --limit 3 lead list
  kontor: unknown option --limit in front of the noun
  kontor: hint: options of a verb stand behind it: kontor NOUN VERB --limit
  [64]
  $ kontor --jsn 2>&1 | tail -1
  kontor: hint: did you mean --json?

Errors as JSON are the last line on standard error.

  $ kontor lead list --home nowhere --json 2>&1
  {"error":{"code":"no_home","exit":66,"message":"no store in nowhere","next":["kontor init makes HQ, kontor join TOKEN any other site; --home names another folder"]}}
  [66]
  $ kontor lead list --limit x --json 2>&1 | mask
  {"error":{"code":"no_home","exit":66,"message":"no store in DIR/.local/share/kontor","next":["kontor init makes HQ, kontor join TOKEN any other site; --home names another folder"]}}
  $ kontor --json lead list --home nowhere 2>&1 | jq -r .error.code
  no_home

Formats and where results go.

  $ make_hq
  $ hq partner list --format xml
  kontor: partner list: unknown format "xml"
  kontor: hint: --format table, json, jsonl or csv
  [64]
  $ hq partner show nord --format csv
  kontor: partner show: csv is for lists
  [64]
  $ hq partner list --columns id,tier --format csv
  id,tier
  nord,gold
  online,direct
  sued,silver
  $ hq partner list --limit -1
  kontor: partner list: --limit -1 is less than 0
  kontor: hint: --limit 10, or leave it out
  [64]
  $ hq partner history nord --limit -1 2>&1 | head -1
  kontor: partner history: --limit -1 is less than 0
  $ hq partner list --time yesterday
  kontor: partner list: --time "yesterday" is not a time such as 2025-08-31T10:15:00+02:00
  [65]
  $ hq partner list --columns id,tier --json
  {"error":{"code":"bad_usage","exit":64,"message":"--columns is for tables and csv"}}
  [64]
  $ hq partner list --format jsonl | jq -r .tier
  gold
  direct
  silver
  $ hq partner list --columns id,tier -o out.txt
  $ cat out.txt
  id      tier
  nord    gold
  online  direct
  sued    silver
  $ hq partner list -o missing/out.txt 2>&1 | cut -d: -f1-3
  kontor: partner list: create missing/out.txt
  $ hq partner list --where tier=none
  none
  $ hq partner list --where tier=none --json | jq -c .items
  []
  $ hq partner list > /dev/full
  kontor: partner list: cannot write standard output
  [74]
  $ hq completion bash --json
  {"error":{"code":"bad_usage","exit":64,"message":"completion has no format but its own"}}
  [64]

The home folder: option, variable, XDG.

  $ KONTOR_HOME=$S/hq kontor whoami | head -2
  replica  hq-1
  scope    hq
  $ mkdir data && mv hq data/kontor
  $ XDG_DATA_HOME=$S/data kontor whoami | head -1
  replica  hq-1

Completion scripts are scripts, and complete.

  $ kontor completion bash > kontor.bash && bash -n kontor.bash
  $ . ./kontor.bash
  $ try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kontor; echo "${COMPREPLY[@]}"; }
  $ try kontor st
  status statement
  $ try kontor lead p
  pool pick
  $ try kontor lead add --ra
  --rating
  $ try kontor lead add --rating w
  warm
  $ try kontor sync --ti
  --time
  $ kontor completion csh
  kontor: completion: no completion for "csh"
  kontor: hint: kontor completion bash, zsh or fish
  [64]

Schemas by name.

  $ kontor schema | head -3
  claim
  code
  consent
  $ kontor schema lead list | jq -r .properties.schema.const
  lead.list/1
  $ kontor schema lead.add | jq -r .properties.kind.const
  lead.add
  $ kontor schema status | jq -r '.properties.item["$ref"]'
  #/$defs/status
  $ kontor schema nothing
  kontor: schema: no noun "nothing"
  kontor: hint: kontor help
  [64]
