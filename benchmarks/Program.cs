using Genesis.Benchmarks.Calls;

if (args is ["calls", .. var options])
    return await CallsBenchmark.Run(quick: options.Contains("--quick"));
if (args is ["serve", var port]) return await ClientFigures.Serve(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
if (args is ["start-once"]) return await StartFigure.Once();

await Console.Error.WriteLineAsync("""
    Usage: dotnet run -c Release --project benchmarks -- NAME
      calls [--quick]   grain calls, streams, activations and client calls of the grain engine, beside a plain call and a Channels actor
    """);
return 2;
