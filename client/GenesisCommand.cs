using System.CommandLine;

namespace Genesis.Client;

/// <summary>The whole command line: one file in Verbs for each verb.</summary>
internal static class GenesisCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("""
            The console of Genesis: looks at a running system and acts on it. Start one with: dotnet run --project silo

            Examples:
              genesis status                                what runs, and how it is
              genesis top                                   the same, live
              genesis ask echo echo '{"a":1}'               asks the component echo
              genesis watch 'trade.*'                       events, while they are told
              genesis components restart echo               restarts a component from its last checkpoint
              genesis chaos kill echo                       has it fail, to see it recover

            Exit codes: 0 done, 1 it failed, 2 wrong usage, 3 no silo answers.
            """)
        {
            StatusVerb.Create(),
            TopVerb.Create(),
            ComponentsVerb.Create(),
            AskVerb.Create(),
            TellVerb.Create(),
            WatchVerb.Create(),
            CheckpointsVerb.Create(),
            DeadLettersVerb.Create(),
            LedgerVerb.Create(),
            WaitsVerb.Create(),
            RoutesVerb.Create(),
            ChaosVerb.Create(),
            BenchVerb.Create(),
            CompletionVerb.Create(),
        };
        root.Add(CommonOptions.Port);
        root.Add(CommonOptions.Json);
        return root;
    }
}
