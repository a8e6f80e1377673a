namespace Genesis.Client;

/// <summary>What is said beside the result: on standard error, so that a script's pipe gets the result alone.</summary>
internal static class Say
{
    public static void Error(string sentence) => Console.Error.WriteLine(Output.Clean(sentence));

    public static void Note(string sentence) => Console.Error.WriteLine(Output.Clean(sentence));
}
