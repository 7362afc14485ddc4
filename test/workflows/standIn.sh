#!/bin/bash
# Stands in for a command: notes its call, fails with 2 where it is told to (1 is an answer of npm run credentials and deliveries), or runs the tool.
call="$SCRIPT ${0##*/} $*"
call="${call//$FOLDER/}"
call="${call//$'\n'/ }"
count=1
while IFS= read -r line; do
  if [[ "${line% #*}" == "$call" ]]; then count=$((count + 1)); fi
done < "$CALLS"
echo "$call #$count" >> "$CALLS"
if [[ "$call #$count" == "$FAILING" ]]; then exit 2; fi
PATH="$TOOLS" exec "$TOOLS/${0##*/}" "$@"
