using System.Data.Common;
using System.Net.Sockets;
using Genesis.Doors;
using Genesis.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Genesis.Silo;

/// <summary>Why a silo did not start, for people and for scripts.</summary>
/// <param name="ExitCode">How the process ends.</param>
/// <param name="Lines">What to say.</param>
internal sealed record StartFailure(int ExitCode, IReadOnlyList<string> Lines)
{
    /// <summary>What is known about an exception; null when it is a fault of the program.</summary>
    public static StartFailure? Of(Exception exception, int port)
    {
        Exception[] causes = exception is AggregateException several ? [.. several.Flatten().InnerExceptions] : [exception];
        if (causes.All(static cause => cause is OptionsValidationException))
            return new(Silo.ExitCode.BadConfiguration, [.. causes.Cast<OptionsValidationException>().SelectMany(static cause => cause.Failures).Distinct()]);
        return causes[0] switch
        {
            // A settings file that is no JSON; the inner message has file, line and place.
            InvalidDataException or FormatException => new(Silo.ExitCode.BadConfiguration, [Chain(causes[0])]),
            IOException { InnerException: AddressInUseException } cause => new(
                Silo.ExitCode.CouldNotStart,
                [
                    $"Genesis could not start: {cause.Message}",
                    $"Something else listens there. Choose another address: dotnet run --project silo -- --{DoorOptions.Section}:{nameof(DoorOptions.Address)}=http://127.0.0.1:8090, or leave it out for the next free port from 8080 on.",
                ]),
            InvalidOperationException cause when cause.Message.Contains("HTTPS endpoint", StringComparison.Ordinal) => new(
                Silo.ExitCode.BadConfiguration,
                [$"{DoorOptions.Section}:{nameof(DoorOptions.Address)} is an https address, but there is no certificate. Give one: Kestrel:Certificates:Default:Path, and KeyPath or Password where it needs them."]),
            StorageUnavailableException or StateRefusedException or DbException => new(Silo.ExitCode.CouldNotStart, [$"Genesis could not start: {Chain(causes[0])}"]),
            var cause when cause.GetBaseException() is SocketException => new(
                Silo.ExitCode.CouldNotStart,
                [
                    $"Genesis could not start on port {port}: {cause.GetBaseException().Message}.",
                    $"Is another silo running? Choose another port: dotnet run --project silo -- --{SiloSettings.Section}:{nameof(SiloSettings.GatewayPort)}={port % 65535 + 1}",
                ]),
            OrleansConfigurationException => new(Silo.ExitCode.BadConfiguration, [Chain(causes[0])]),
            IOException or UnauthorizedAccessException => new(Silo.ExitCode.CouldNotStart, [$"Genesis could not start: {Chain(causes[0])}"]),
            _ => null,
        };
    }

    private static string Chain(Exception exception) =>
        exception.InnerException is { } inner && !exception.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{exception.Message} {Chain(inner)}" : exception.Message;
}
