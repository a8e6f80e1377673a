using System.CommandLine;
using Genesis.Client;

var root = new RootCommand("The console of Genesis: asks a running system. Start one with: dotnet run --project silo")
{
    StatusCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
