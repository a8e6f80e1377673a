using System.Diagnostics.CodeAnalysis;

namespace Genesis.Doors;

/// <summary>Whether a caller is let in.</summary>
public readonly struct Admission
{
    private Admission(Caller? caller, Problem? problem) => (Caller, Problem) = (caller, problem);

    /// <summary>Who it is; null when it is not let in.</summary>
    public Caller? Caller { get; }

    /// <summary>Why it is not let in.</summary>
    public Problem? Problem { get; }

    /// <summary>Whether it is let in.</summary>
    [MemberNotNullWhen(true, nameof(Caller)), MemberNotNullWhen(false, nameof(Problem))]
    public bool IsGranted => Caller is not null;

    internal static Admission Granted(Caller caller) => new(caller, null);

    internal static Admission Refused(Problem problem) => new(null, problem);
}
