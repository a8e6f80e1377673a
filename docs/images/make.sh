#!/usr/bin/env bash
# Makes the pictures of this folder from the programs as they are: docs/images/make.sh. Needs a Release build and tmux, aha and Chromium (Debian's packages).
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
session="pictures-$$"
trap 'tmux kill-session -t "$session" 2>/dev/null || true; rm -rf "$work"' EXIT

# Runs a command in a terminal of its own.
terminal() { # name columns rows command
  tmux new-session -d -s "$session" -n "$1" -x "$2" -y "$3" "$4" 2>/dev/null || tmux new-window -d -t "$session" -n "$1" "$4"
  tmux set-option -t "$session" remain-on-exit on > /dev/null
}

# A terminal as it looks now, as a PNG.
picture() { # name columns rows
  {
    echo '<meta charset="utf-8"><style>body{margin:0;background:#101418}pre{margin:14px;font:14px/1.25 "DejaVu Sans Mono",monospace;color:#d8dee4}</style>'
    tmux capture-pane -e -p -t "$session:$1" | aha --black --no-header
  } | sed '2s/^/<pre>/;$s/$/<\/pre>/' > "$work/$1.html"
  chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars \
    --user-data-dir="$work/chromium" --window-size="$(($2 * 843 / 100 + 28)),$(($3 * 1752 / 100 + 28))" --screenshot="docs/images/$1.png" "file://$work/$1.html" > /dev/null 2>&1
  echo "docs/images/$1.png"
}

terminal main-job 118 40 "dotnet run --project silo -c Release --no-build -- --Genesis:Storage:Folder=$work/data"
sleep 45
picture main-job 118 40
terminal top 118 30 "dotnet run --project client -c Release --no-build -- top"
tmux resize-window -t "$session:top" -x 118 -y 30
sleep 12
picture top 118 30
