namespace Genesis.Simulations.Grains;

/// <summary>The life of an activation. An activation only ever moves down this list.</summary>
internal enum ActivationState : byte
{
    /// <summary>In the catalog; nothing has run yet.</summary>
    Creating,

    /// <summary>Reads state and runs OnActivateAsync. Calls wait.</summary>
    Activating,

    /// <summary>Takes calls.</summary>
    Valid,

    /// <summary>Lets running calls end, then runs OnDeactivateAsync. Calls wait and go to the next activation.</summary>
    Deactivating,

    /// <summary>Ended. Calls that still come are sent on.</summary>
    Invalid,
}
