namespace Genesis.Silo.Replay;
internal static class ReplayJob { public static int Run(Arguments arguments, Microsoft.Extensions.Configuration.IConfiguration configuration, TextWriter output) => throw new NotSupportedException(arguments.ToString() + configuration + output); }
