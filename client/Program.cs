using System.CommandLine;
using Genesis.Client;

var root = new RootCommand("The console of Genesis: asks a running system. Start one with: dotnet run --project silo")
{
    StatusCommand.Create(),
};
var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync();
// The parser says what is wrong and ends with 1; for scripts, wrong usage is not a command that failed.
return parsed.Errors.Count > 0 ? 2 : exitCode;
