#!/usr/bin/env bash
# Shows the main job from end to end without a screen: a local inbox that answers 200 and one that
# answers 500, a subscriber for each, the sample events published, the jobs delivered and retrying,
# then a picture of each page. Works on a profile of its own and leaves nothing running.
# Usage: tour.sh DIRECTORY_OF_THE_PROGRAMS DIRECTORY_FOR_THE_PICTURES
set -euo pipefail

bin=$(cd "$1" && pwd)
mkdir -p "$2"
pictures=$(cd "$2" && pwd)

profile=$(mktemp -d)
export TACKLEBOX_PROFILE=$profile/profile TACKLEBOX_MASTER_KEY_FILE=$profile/master.key
running=()
leave() {
    local process
    for process in ${running[@]+"${running[@]}"}; do kill "$process" 2>/dev/null || true; done
    for process in ${running[@]+"${running[@]}"}; do wait "$process" 2>/dev/null || true; done
    rm -rf "$profile"
}
trap leave EXIT
trap 'exit 1' INT TERM

tackle() { "$bin/tackle" "$@"; }
say() { printf '\n== %s\n' "$1"; }

# startInbox NAME CODE: sets inboxUrl.
startInbox() {
    mkfifo "$profile/$1.pipe"
    "$bin/tackle" --json inbox --respond "$2" </dev/null >"$profile/$1.pipe" 2>"$profile/$1.errors" &
    running+=($!)
    local line
    exec {pipe}<"$profile/$1.pipe"
    if ! read -r -t 30 line <&"$pipe"; then
        echo "The inbox did not start:" >&2
        cat "$profile/$1.errors" >&2
        exit 1
    fi
    inboxUrl=$(sed -n 's/.*"url" *: *"\([^"]*\)".*/\1/p' <<<"$line")
    cat <&"$pipe" >"$profile/$1.captures" &
    running+=($!)
}

countOf() { tackle jobs list --json --count --page-size 1 --state "$@" | sed -n 's/^  "count": \([0-9]*\),*$/\1/p'; }

say "A profile of its own"
tackle doctor --make-master-key "$TACKLEBOX_MASTER_KEY_FILE"

say "Two receivers on this machine, one that accepts and one that is broken"
startInbox accepts 200
accepting=$inboxUrl
startInbox refuses 500
refusing=$inboxUrl
echo "answers 200: $accepting"
echo "answers 500: $refusing"

say "Two subscribers"
printf 'tour-secret-of-no-value' >"$profile/secret"
tackle subscribers create --set name="Listings" --set callback_url="$accepting/listings" \
    --set-json events='["*"]' --set signing_scheme=hookshot --secret secret="$profile/secret" >/dev/null
tackle subscribers create --set name="Billing, broken today" --set callback_url="$refusing/billing" \
    --set-json events='["order.*","contact.created"]' --set retry_policy=1s,1m,10m >/dev/null
tackle subscribers list

say "The sample events"
types="order.processed appointment.scheduled order.delivered order.canceled contact.created contact.changed
    sale.changed question_set:completed quote_request:created carrier:bridged application_form:updated"
for type in $types; do
    printf '%-26s ' "$type"
    tackle publish "$type" --sample 2>/dev/null
done

say "Delivering"
"$bin/tackle" serve </dev/null >"$profile/serve.log" 2>&1 &
serving=$!
running+=("$serving")
for _ in $(seq 60); do
    waiting=$(countOf waiting sending)
    [ "${waiting:-1}" != 0 ] || break
    sleep 0.5
done
echo "delivered: $(countOf delivered), retrying: $(countOf retrying)"
tackle jobs list

say "One of them in detail"
tackle jobs show "$(tackle jobs list --json --page-size 1 --state retrying | sed -n 's/^ *"id": "\([0-9]*\)",*$/\1/p' | head -n 1)" \
    | sed -n 1,40p

kill "$serving"
wait "$serving" 2>/dev/null || true

say "Pictures of each page"
if [ -z "${XDG_RUNTIME_DIR:-}" ]; then
    export XDG_RUNTIME_DIR=$profile/run
    mkdir -m 700 "$XDG_RUNTIME_DIR"
fi
# Qt's offscreen platform says of every window that it has no size hints.
QT_QPA_PLATFORM=offscreen "$bin/tacklebox" --tour "$pictures" </dev/null 2>"$profile/console.log" || {
    cat "$profile/console.log" >&2
    exit 1
}
ls -1 "$pictures"
echo
echo "The pictures are in $pictures"
