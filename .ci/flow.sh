# Smoke runs of the trading flow; sourced by run, which gives step, check, await_text and $work.

step "The trading flow"
flow() { dotnet run --project silo -c Release --no-build -- --Genesis:GatewayPort=31027 --Genesis:Storage:Folder="$work/flow" "$@"; }

flow --for 30s > "$work/flow.log" 2>&1
check "the main job ends by itself with 0" test $? -eq 0
check "first prices within 5 s" grep -qE "first prices after ([0-9.]+ (µs|ms)|[0-4]\.[0-9] s)$" "$work/flow.log"
check "the first fill within 15 s" grep -qE "first fill after ([0-9.]+ (µs|ms)|([0-9]|1[0-4])\.[0-9] s)$" "$work/flow.log"
check "signals, and each ended once" grep -qE "^  signals    [1-9][0-9]* .*✓$" "$work/flow.log"
check "orders add up" grep -qE "^  orders     [1-9][0-9]* = [1-9][0-9]* filled .*✓$" "$work/flow.log"
check "fills, cash, positions and ledger too" test "$(grep -cE "^  (fills|cash|position|ledger) .*✓$" "$work/flow.log")" -ge 4
check "nothing does not balance" test "$(grep -c "✗" "$work/flow.log")" -eq 0
check "an incident was measured" grep -qE "incident  strategy_manager was killed: noticed in .*; recovered in " "$work/flow.log"
check "the summary says what to try" grep -q "dotnet run --project client -- " "$work/flow.log"

captures=../shared/data/captures
if [ -d "$captures" ]; then
  for capture in okx binance-spot coinbase kraken-book; do
    for time in 1 2; do
      flow --replay "$(pwd)/$captures/$capture.ws" --Genesis:Trading:Strategies:crossover:Settings:fast=2 --Genesis:Trading:Strategies:crossover:Settings:slow=4 2> "$work/replay.err" | grep -v "^speed" > "$work/replay.$time"
    done
    check "$capture: signals" grep -qE "^signals    [1-9]" "$work/replay.1"
    check "$capture: twice the same" cmp -s "$work/replay.1" "$work/replay.2"
  done
fi
for time in 1 2; do flow --seed 7 --for 10s 2> /dev/null | grep -v "^speed" > "$work/seed.$time"; done
check "a seed: orders" grep -qE "^orders     [1-9]" "$work/seed.1"
check "a seed: twice the same" cmp -s "$work/seed.1" "$work/seed.2"

flow --Genesis:Trading:Venue=okks --Genesis:Trading:Risk:MaxOrder=-1 > "$work/flow.log" 2>&1
check "bad settings of the flow are refused" test $? -eq 2
check "each with path, value and rule" test "$(grep -cE "^Genesis:Trading:(Venue is 'okks'|Risk:MaxOrder is -1), but it must be " "$work/flow.log")" -eq 2
flow --live nowhere --symbols BTC-USDT > "$work/flow.log" 2>&1
check "bad arguments are refused" test $? -eq 2
