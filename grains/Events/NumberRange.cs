namespace Genesis.Events;

/// <summary>Consecutive numbers.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
internal readonly record struct NumberRange(long From, long To);
