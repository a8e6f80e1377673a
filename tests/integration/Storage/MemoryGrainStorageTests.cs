namespace Genesis.Tests.Integration.Storage;

public sealed class MemoryGrainStorageTests : GrainStorageTests
{
    protected override Task<object> Backend() => Task.FromResult<object>(new MemoryBackend());
}
