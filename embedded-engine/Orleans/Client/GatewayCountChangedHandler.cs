namespace Orleans;

/// <summary>Handles a change in the number of a client's connections.</summary>
public delegate void GatewayCountChangedHandler(object? sender, GatewayCountChangedEventArgs e);
