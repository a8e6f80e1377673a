namespace Genesis;

/// <summary>Code of a handler that goes on later: when what it awaits has come, and the baton is free. Touched on the component's turn only.</summary>
internal interface IResumption
{
    /// <summary>The handler run that goes on.</summary>
    Frame? Frame { get; }

    /// <summary>Whether that run still goes on.</summary>
    bool IsWanted { get; }

    /// <summary>Lets the code go on.</summary>
    void Continue();
}
