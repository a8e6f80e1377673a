using Genesis.Benchmarks.Calls;
using Genesis.Benchmarks.Components;
using Genesis.Benchmarks.Doors;
using Genesis.Benchmarks.Feeds;
using Genesis.Benchmarks.Flow;
using Genesis.Benchmarks.Peers;
using Genesis.Benchmarks.Storage;
using Genesis.Benchmarks.Streams;

if (args is ["calls", .. var options])
    return await CallsBenchmark.Run(quick: options.Contains("--quick"));
if (args is ["peers", .. var columns])
    return await PeersBenchmark.Run([.. columns.Where(static column => column != "--quick")], quick: columns.Contains("--quick"));
if (args is ["components", .. var choices])
    return await ComponentsBenchmark.Run([.. choices.Where(static choice => choice != "--quick")], quick: choices.Contains("--quick"));
if (args is ["storage", .. var storageOptions])
    return await StorageBenchmark.Run(quick: storageOptions.Contains("--quick"));
if (args is ["streams", .. var streamOptions])
    return await StreamsBenchmark.Run(quick: streamOptions.Contains("--quick"));
if (args is ["feeds", .. var feedOptions])
    return await FeedsBenchmark.RunAsync(quick: feedOptions.Contains("--quick"));
if (args is ["doors", .. var doors])
    return await DoorsBenchmark.Run([.. doors.Where(static one => one != "--quick")], quick: doors.Contains("--quick"));
if (args is ["flow", .. var flowOptions])
    return await FlowBenchmark.Run(flowOptions);
if (args is ["serve", var port]) return await ClientFigures.Serve(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
if (args is ["start-once"]) return await StartFigure.Once();

await Console.Error.WriteLineAsync("""
    Usage: dotnet run -c Release --project benchmarks -- NAME
      peers [COLUMN…] [--quick]   asks and events beside Akka.NET, Proto.Actor and bare Orleans; columns: 1-caller, 100-on-1, 100-on-100, between-components, deliveries
      calls [--quick]        start of a host until the first answer, and asks from another process
      components [PART…] [--quick]   parts: asks (through all policies, beside bare grain calls), deliveries (events to 100 components), checkpoints (10,000 components that change all the time),
                             restore (10,000 components), idle (memory of 100,000 components)
      doors [PART…] [--quick]   parts: http (requests over 64 connections, beside a bare endpoint), sockets (events to 100 and 1,000 WebSockets, beside a bare broadcast)
      flow [--quick]         the trading flow: from frame received to order accepted, at several rates; the highest rate; replay. --minutes N: N minutes at 10,000 messages/s, with the ledger
      feeds [--quick]        market data: frames to records, books with checksums, replay of captures, memory of books, a connection on loopback
      streams [--quick]      events through Genesis streams: latency of a hop and of a chain, throughput, across two silos; beside memory streams and awaited calls
      storage [--quick]      checkpoints and journal on SQLite files: one at a time, and many together
    """);
return 2;
