using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using Genesis.Client;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = GenesisCommand.Create();
// An argument that begins with @ names a file with data; to the parser it would be a file with further arguments.
var parsed = root.Parse(args is [] or ["help"] ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Action is ParseErrorAction wrong) return WrongUsage.Say(parsed, wrong);
try
{
    var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Patience.Ending });
    return args is [] ? ExitCode.Usage : exitCode;
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
