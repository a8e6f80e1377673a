namespace Genesis.Tests.Integration.Storage;

public sealed class MemoryJournalTests : JournalTests
{
    protected override Task<object> Backend() => Task.FromResult<object>(new MemoryBackend());
}
