namespace Genesis.Simulations.Timers;

/// <summary>The method that filters see when a timer ticks. It has the name of Orleans' own.</summary>
internal interface IGrainTimerInvoker
{
    Task InvokeCallbackAsync();
}
