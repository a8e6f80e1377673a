
namespace Genesis;

/// <summary>What goes along with an ask on the <see cref="LocalPath"/> as it does with a grain call: request context and trace of the asker. Mostly nothing.</summary>
internal sealed class AskContext
{
    private readonly Dictionary<string, object>? _values;
    private readonly System.Diagnostics.Activity? _activity;

    private AskContext(Dictionary<string, object>? values, System.Diagnostics.Activity? activity) => (_values, _activity) = (values, activity);

    public static AskContext? Capture(Orleans.Serialization.DeepCopier copier)
    {
        var (values, activity) = (RequestContextExtensions.Export(copier), System.Diagnostics.Activity.Current);
        return values is null && activity is null ? null : new(values, activity);
    }

    /// <summary>Sets it for what runs now on this thread.</summary>
    public void Enter()
    {
        if (_values is not null) RequestContextExtensions.Import(_values);
        if (_activity is not null) System.Diagnostics.Activity.Current = _activity;
    }
}
