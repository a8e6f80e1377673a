using System.CommandLine;

namespace Genesis.Client;

/// <summary>The whole command line: one file in Verbs for each verb.</summary>
internal static class GenesisCommand
{
    private const string Text = """
        The console of Genesis: looks at a running system and acts on it. Start one with: dotnet run --project silo

        Examples:
          genesis status                                what runs, and how it is
          genesis top                                   the same, live
          genesis ask echo echo '{"a":1}'               asks the component echo
          genesis watch 'trade.*'                       events, while they are told
          genesis components restart echo               restarts a component from its last checkpoint
          genesis chaos kill echo                       has it fail, to see it recover

        Exit codes: 0 done, 1 it failed, 2 wrong usage, 3 no silo answers.
        """;

    public static RootCommand Create()
    {
        var (sentence, rest) = Verb.Split(Text);
        var root = new RootCommand(sentence)
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
        root.Add(CommonOptions.ConnectTimeout);
        root.Add(CommonOptions.Json);
        Help.AddTo(root, rest);
        return root;
    }
}
