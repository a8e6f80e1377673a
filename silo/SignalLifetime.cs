using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Genesis.Silo;

/// <summary>
/// Stops the silo on SIGINT, SIGTERM and SIGQUIT. A signal that comes while the silo starts is kept until it has started: a silo that is stopped half started leaves parts running that others have
/// disposed of. A second signal ends the process at once, as it would any other.
/// </summary>
internal sealed class SignalLifetime(IHostApplicationLifetime application) : IHostLifetime, IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT];

    private PosixSignalRegistration[] _registrations = [];
    private int _signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        application.ApplicationStarted.Register(StopIfSignalled);
        _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _signals) > 1) return;
        context.Cancel = true;
        if (application.ApplicationStarted.IsCancellationRequested) application.StopApplication();
    }

    private void StopIfSignalled()
    {
        if (Volatile.Read(ref _signals) > 0) application.StopApplication();
    }
}
