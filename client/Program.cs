using System.CommandLine;
using System.Text;
using Genesis.Client;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
// Whoever completes has not finished writing: that is no wrong usage.
var isCompleting = args is [var first, ..] && first.StartsWith("[suggest", StringComparison.Ordinal);
var root = GenesisCommand.Create();
// An argument that begins with @ names a file with data; to the parser it would be a file with further arguments.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
try
{
    var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Patience.Ending });
    // The parser says what is wrong and ends with 1; for scripts, wrong usage is not a command that failed.
    return parsed.Errors.Count > 0 && !isCompleting ? ExitCode.Usage : exitCode;
}
catch (UsageException exception)
{
    Say.Error(exception.Message);
    return ExitCode.Usage;
}
catch (OperationCanceledException)
{
    return ExitCode.Failed;
}
catch (Exception exception)
{
    Say.Error(exception.GetBaseException().Message);
    return ExitCode.Failed;
}
