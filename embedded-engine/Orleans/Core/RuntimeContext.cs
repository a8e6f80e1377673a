namespace Orleans.Runtime;

/// <summary>The activation whose turn this thread runs.</summary>
internal static class RuntimeContext
{
    [ThreadStatic]
    private static IGrainContext? _current;

    public static IGrainContext? Current => _current;

    internal static void SetExecutionContext(IGrainContext? newContext, out IGrainContext? currentContext)
    {
        currentContext = _current;
        _current = newContext;
    }

    internal static void ResetExecutionContext(IGrainContext? originalContext) => _current = originalContext;
}
