using System.Collections.Immutable;

namespace Genesis.Events;

/// <summary>What was handled of one source, as a checkpoint keeps it.</summary>
/// <param name="Epochs">The last few epochs, oldest first.</param>
/// <param name="ForgottenEpoch">Of this epoch and older ones nothing is remembered but what <paramref name="Epochs"/> says; 0 for none.</param>
internal sealed record SourceMarks(ImmutableArray<EpochMarks> Epochs, long ForgottenEpoch);
