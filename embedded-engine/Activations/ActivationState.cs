namespace Genesis.Embedded.Activations;

/// <summary>The life of an activation; it only ever moves down this list.</summary>
internal enum ActivationState : byte
{
    /// <summary>In the catalog, nothing run yet.</summary>
    Created,

    /// <summary>Constructing, reading state, OnActivateAsync. Calls wait.</summary>
    Activating,

    /// <summary>Takes calls.</summary>
    Valid,

    /// <summary>Lets running calls end, then OnDeactivateAsync. New calls wait and go to the next activation.</summary>
    Deactivating,

    /// <summary>Dead. A call that still reaches it is sent on.</summary>
    Invalid,
}
