namespace Genesis.Embedded.Calls;

/// <summary>The result of a method that has none.</summary>
internal readonly record struct Unit;
