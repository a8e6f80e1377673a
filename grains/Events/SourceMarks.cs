using System.Collections.Immutable;

namespace Genesis.Events;

/// <summary>What was handled of one source, as a checkpoint keeps it.</summary>
/// <param name="Source">The source.</param>
/// <param name="Epochs">The last few epochs, oldest first.</param>
/// <param name="ForgottenEpoch">Of this epoch and older ones nothing is remembered but what <paramref name="Epochs"/> says; 0 for none.</param>
[GenerateSerializer, Immutable, Alias("Genesis.SourceMarks")]
public sealed record SourceMarks(
    [property: Id(0)] string Source, [property: Id(1)] ImmutableArray<EpochMarks> Epochs, [property: Id(2)] long ForgottenEpoch);
