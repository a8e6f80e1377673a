namespace Genesis.Events;

/// <summary>What the handled marks met, since the component started.</summary>
/// <param name="Duplicates">Second copies of what was handled or pending.</param>
/// <param name="Unknown">Events older than what is remembered, which were handled and may have been for the second time.</param>
/// <param name="ForgottenNumbers">Numbers forgotten because there was no room for more ranges.</param>
/// <param name="ForgottenEpochs">Epochs forgotten because there was no room for more.</param>
/// <param name="ForgottenSources">Sources forgotten because there was no room for more.</param>
internal sealed record HandledCounts(long Duplicates, long Unknown, long ForgottenNumbers, long ForgottenEpochs, long ForgottenSources);
