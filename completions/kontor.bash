# Made from kontor's command table (kontor completion).
_kontor() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  local noun='' verb='' verbs='' options='' values='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
    -*) ;;
    *) if [[ -z $noun ]]; then noun=${COMP_WORDS[i]}
       elif [[ -z $verb ]]; then verb=${COMP_WORDS[i]}; fi ;;
    esac
  done
  case $noun in
    claim) verbs='list show history explain prove decide split hold resume' ;;
    code) verbs='issue list show revoke' ;;
    consent) verbs='add list show withdraw' ;;
    contract) verbs='list show' ;;
    credit) verbs='list show explain' ;;
    customer) verbs='add set list show assign link unlink' ;;
    dispute) verbs='add answer close list show' ;;
    evidence) verbs='add list show' ;;
    hub) verbs='init check' ;;
    interaction) verbs='add list show' ;;
    lead) verbs='add list show pool pick assign release import' ;;
    offer) verbs='apply launch retire lint check diff edit list show history' ;;
    op) verbs='list show retry dismiss' ;;
    order) verbs='add set check resume hold submit confirm cancel list show' ;;
    outlet) verbs='apply lint diff edit retire list show history' ;;
    partner) verbs='apply lint diff edit retire list show history' ;;
    plan) verbs='apply lint diff accept reject retire explain simulate edit list show history run' ;;
    policy) verbs='apply lint diff edit list show history' ;;
    replica) verbs='invite accept retire list show' ;;
    report) verbs='attainment' ;;
    return) verbs='add reject list show' ;;
    scope) verbs='add list show' ;;
    seller) verbs='apply diff edit retire list show history' ;;
    settlement) verbs='run list books show pay journal' ;;
    statement) verbs='list show export extract' ;;
    target) verbs='apply retire lint diff edit list show history explain' ;;
    *) verb='' ;;
  esac
  if [[ -z $noun ]]; then
    COMPREPLY=($(compgen -W 'init join sync status doctor rebuild whoami demo schema completion help claim code consent contract credit customer dispute evidence hub interaction lead offer op order outlet partner plan policy replica report return scope seller settlement statement target' -- "$word"))
    return
  fi
  if [[ -n $verbs && -z $verb ]]; then
    COMPREPLY=($(compgen -W "$verbs" -- "$word"))
    return
  fi
  case "$noun${verb:+ $verb} $before" in
    'init --clock') values='real manual' ;;
    'claim decide --decision') values='include exclude' ;;
    'consent add --medium') values='email sms phone post visit' ;;
    'customer add --type') values='consumer business' ;;
    'customer set --type') values='consumer business' ;;
    'dispute add --reason') values='amount missing attribution customer reversal premium other' ;;
    'dispute answer --decision') values='upheld dismissed' ;;
    'interaction add --type') values='consultation visit call message click service' ;;
    'interaction add --direction') values='inbound outbound' ;;
    'lead add --rating') values='hot warm cold' ;;
    'order set --source') values='customer seller import' ;;
    'plan simulate --model') values='all plan first last linear position time_decay time_decay_by_step' ;;
    'replica invite --role') values='shop phone online hq_admin auditor' ;;
    'report attainment --by') values='target unit role product period' ;;
    'return add --cause') values='withdrawal non_payment principal_fault defect goodwill cancellation' ;;
    *' --format') values='table json jsonl csv toml html ubl' ;;
  esac
  if [[ -n $values ]]; then
    COMPREPLY=($(compgen -W "$values" -- "$word"))
    return
  fi
  if [[ $word != -* ]]; then
    COMPREPLY=($(compgen -f -- "$word"))
    return
  fi
  case "$noun${verb:+ $verb}" in
    'init') options='--name --hub --root --passphrase-file --no-passphrase --clock --help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'join') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'sync') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'status') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'doctor') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'rebuild') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'whoami') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run' ;;
    'demo') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'schema') options='--help --json --format --output --quiet --verbose --no-color --home' ;;
    'completion') options='--help --json --format --output --quiet --verbose --no-color --home' ;;
    'help') options='--help --json --format --output --quiet --verbose --no-color --home' ;;
    'claim list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'claim show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'claim history') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns' ;;
    'claim explain') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'claim prove') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'claim decide') options='--record --evidence --decision --reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'claim split') options='--stage --weights --reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'claim hold') options='--reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'claim resume') options='--reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'code issue') options='--order --offer --version --customer --touch --uses --valid-until --lead --price-point --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'code list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'code show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'code revoke') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait' ;;
    'consent add') options='--medium --purpose --permitted --wording --obtained --expires --evidence --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'consent list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'consent show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'consent withdraw') options='--reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'contract list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'contract show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'credit list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns' ;;
    'credit show') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'credit explain') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'customer add') options='--type --postcode-prefix --segment --adult --name --email --phone --street --city --postcode --birth-date --company --note --source --source-id --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'customer set') options='--type --postcode-prefix --segment --adult --name --email --phone --street --city --postcode --birth-date --company --note --source --source-id --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'customer list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'customer show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'customer assign') options='--unit --reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'customer link') options='--reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait' ;;
    'customer unlink') options='--reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait' ;;
    'dispute add') options='--payee --stage --reason --text --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'dispute answer') options='--adjust --decision --answer --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'dispute close') options='--remark --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'dispute list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'dispute show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'evidence add') options='--version --wording --digest --file --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'evidence list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'evidence show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'hub init') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'hub check') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'interaction add') options='--type --customer --lead --order --offer --medium --minutes --topics --result --facts --direction --imported --note --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'interaction list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'interaction show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'lead add') options='--offer --campaign --topic --revenue --score --rating --postcode-prefix --customer --consent --source --source-id --close-by --facts --imported --note --name --email --phone --street --city --postcode --company --web --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'lead list') options='--pool --help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'lead show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'lead pool') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'lead pick') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'lead assign') options='--to --reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'lead release') options='--reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'lead import') options='--map --keep-going --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run' ;;
    'offer apply') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait' ;;
    'offer launch') options='--version --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'offer retire') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'offer lint') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'offer check') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'offer diff') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'offer edit') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'offer list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'offer show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'offer history') options='--limit --help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'op list') options='--rejected --all --help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns' ;;
    'op show') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'op retry') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'op dismiss') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'order add') options='--version --campaign --offer --customer --lead --price-point --note --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'order set') options='--source --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'order check') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'order resume') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'order hold') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'order submit') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'order confirm') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'order cancel') options='--reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'order list') options='--cards --help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'order show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'outlet apply') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait' ;;
    'outlet lint') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'outlet diff') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'outlet edit') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'outlet retire') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'outlet list') options='--directory --help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'outlet show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'outlet history') options='--limit --help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'partner apply') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait' ;;
    'partner lint') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'partner diff') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'partner edit') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'partner retire') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'partner list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'partner show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'partner history') options='--limit --help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'plan apply') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait' ;;
    'plan lint') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'plan diff') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'plan accept') options='--version --sellers --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'plan reject') options='--version --reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'plan retire') options='--since --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'plan explain') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'plan simulate') options='--offer --customer --price-point --campaign --channel --touch --plan --model --from --to --instead-of --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run' ;;
    'plan edit') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'plan list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'plan show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'plan history') options='--limit --help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'plan run') options='--explain --keep-going --help --json --format --output --quiet --verbose --no-color --home' ;;
    'policy apply') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait' ;;
    'policy lint') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'policy diff') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'policy edit') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'policy list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'policy show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'policy history') options='--limit --help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'replica invite') options='--scope --replica --role --outlet --help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'replica accept') options='--all --help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'replica retire') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'replica list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'replica show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'report attainment') options='--by --on --help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns' ;;
    'return add') options='--handle --item --cause --date --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'return reject') options='--reason --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'return list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'return show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'scope add') options='--partner --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'scope list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'scope show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'seller apply') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'seller diff') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'seller edit') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'seller retire') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'seller list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'seller show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'seller history') options='--limit --help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'settlement run') options='--until --help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'settlement list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'settlement books') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns' ;;
    'settlement show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'settlement pay') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'settlement journal') options='--from --to --help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'statement list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'statement show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'statement export') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'statement extract') options='--payee --from --to --help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'target apply') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait' ;;
    'target retire') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --from --private' ;;
    'target lint') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'target diff') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'target edit') options='--help --json --format --output --quiet --verbose --no-color --home --time --as --outlet --at --dry-run --key --wait --private' ;;
    'target list') options='--help --json --format --output --quiet --verbose --no-color --home --time --where --sort --limit --columns --private' ;;
    'target show') options='--help --json --format --output --quiet --verbose --no-color --home --time --private' ;;
    'target history') options='--limit --help --json --format --output --quiet --verbose --no-color --home --time' ;;
    'target explain') options='--help --json --format --output --quiet --verbose --no-color --home --time' ;;
  esac
  COMPREPLY=($(compgen -W "$options" -- "$word"))
}
complete -o filenames -F _kontor kontor
