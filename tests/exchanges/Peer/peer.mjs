// Another implementation of the venues' protocols (ccxt) as a client of the simulated exchange. Run by PeerTests, which says how to get it.
// Arguments: the module's folder, the name of its exchange, the venue's address, the symbol. Answers one line of JSON to each line it is sent.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [folder, name, address, symbol] = process.argv.slice(2);
const { default: ccxt } = await import(pathToFileURL(`${folder}/js/ccxt.js`));
// It knows Coinbase's books with a key only; without one they come in batches.
const bookOptions = name === 'coinbaseexchange' ? { channels: ['level2_batch'] } : {};
const seen = { markets: 0, books: 0, trades: 0, quotes: 0, candles: 0, errors: [] };
let book = null;

function open() {
  const exchange = new ccxt.pro[name]({
    enableRateLimit: false,
    options: { watchOrderBook: { checksum: true }, ...(name.startsWith('binance') ? { fetchMarkets: { types: [name === 'binance' ? 'spot' : 'linear'] } } : {}) },
  });
  exchange.has.fetchCurrencies = false;
  exchange.authenticate = () => ({});
  exchange.getHttpAgentIfNeeded = () => undefined;
  // The paths and everything that is said stay the venue's; only the host is another.
  const local = (url, scheme) => url.replace(/^\w+:\/\/[^/]+/, `${scheme}://${address}`);
  const [client, fetch] = [exchange.client.bind(exchange), exchange.fetch.bind(exchange)];
  exchange.client = (url) => client(local(url, 'ws'));
  exchange.fetch = (url, ...rest) => fetch(local(url, 'http'), ...rest);
  // Its checksum of Kraken's books wants text, which its parser no longer keeps: price and size in turn, with the venue's decimals.
  let calls = 0;
  exchange.formatNumber = (value) => value.toFixed(calls++ % 2 === 0 ? 2 : 8).replace('.', '').replace(/^0+/, '');
  return exchange;
}

async function watch(what, count) {
  while (seen.errors.length < 50) {
    try {
      count(await what());
    } catch (problem) {
      seen.errors.push(`${problem.constructor.name}: ${problem.message.slice(0, 300)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

// Quotes on a connection of their own: on Bybit it would mix them with the book.
const [exchange, quotes] = [open(), open()];
try {
  seen.markets = Object.keys(await exchange.loadMarkets()).length;
  await quotes.loadMarkets();
} catch (problem) {
  seen.errors.push(`${problem.constructor.name}: ${problem.message.slice(0, 300)}`);
}
void watch(() => exchange.watchOrderBook(symbol, undefined, bookOptions), (one) => { seen.books++; book = one; });
void watch(() => exchange.watchTrades(symbol), (some) => { seen.trades += some.length; });
void watch(() => (quotes.has.watchBidsAsks ? quotes.watchBidsAsks([symbol]) : quotes.watchTicker(symbol)), () => { seen.quotes++; });
if (exchange.has.watchOHLCV) void watch(() => exchange.watchOHLCV(symbol, '1m'), () => { seen.candles++; });

createInterface({ input: process.stdin }).on('line', () => {
  const top = (side) => (book ? book[side].slice(0, 10).map((level) => [level[0], level[1]]) : []);
  console.log(JSON.stringify({ ...seen, bids: top('bids'), asks: top('asks') }));
}).on('close', () => process.exit(0));
