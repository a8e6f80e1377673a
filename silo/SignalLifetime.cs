using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Genesis.Silo;

/// <summary>
/// Stops the silo on SIGINT, SIGTERM and SIGQUIT, from the first moment of the process on. A signal that comes while the silo starts is kept until it has started: a silo that is stopped half
/// started leaves parts running that others have disposed of. A second signal ends the process at once, as it would any other.
/// </summary>
internal sealed class SignalLifetime : IHostLifetime, IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private IHostApplicationLifetime? _application;
    private int _signals;

    public SignalLifetime() =>
        _registrations = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT]).Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];

    /// <summary>Says what is to be stopped.</summary>
    public void Attach(IHostApplicationLifetime application) => application.ApplicationStarted.Register(() =>
    {
        Volatile.Write(ref _application, application);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _signals) > 0) application.StopApplication();
    });

    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _signals) > 1)
        {
            // The live view has hidden it.
            if (!Console.IsOutputRedirected) Console.CursorVisible = true;
            return;
        }
        context.Cancel = true;
        Volatile.Read(ref _application)?.StopApplication();
    }
}
