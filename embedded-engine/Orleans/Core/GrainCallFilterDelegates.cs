namespace Orleans;

/// <summary>Sees a call in either direction.</summary>
public delegate Task GrainCallFilterDelegate(IGrainCallContext context);

/// <summary>An incoming call filter as a function.</summary>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);

/// <summary>An outgoing call filter as a function.</summary>
public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);
