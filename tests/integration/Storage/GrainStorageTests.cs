using Genesis.Storage;
using Orleans.Storage;

namespace Genesis.Tests.Integration.Storage;

/// <summary>What grain storage promises, on every database.</summary>
public abstract class GrainStorageTests : IAsyncLifetime
{
    private static readonly GrainId Grain = GrainId.Create("component", "strategy-1");
    private IStoreBackend _backend = null!;

    protected abstract Task<object> Backend();

    public async ValueTask InitializeAsync() => _backend = (IStoreBackend)await Backend();

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Task<StoreHost> Start() => StoreHost.Start(silo => _backend.AddStorage(silo, "checkpoints"));

    private static async Task<GrainState<T>> Read<T>(StoreHost host, GrainId? grain = null, string name = "state")
    {
        var state = new GrainState<T>();
        await host.Storage().ReadStateAsync(name, grain ?? Grain, state).InTime();
        return state;
    }

    private static async Task<GrainState<T>> Write<T>(StoreHost host, T value, string? etag = null, GrainId? grain = null)
    {
        var state = new GrainState<T>(value, etag);
        await host.Storage().WriteStateAsync("state", grain ?? Grain, state).InTime();
        return state;
    }

    private async Task<GrainState<Position>> WriteVersions(StoreHost host, int versions)
    {
        GrainState<Position> state = new(null, null);
        for (var i = 1; i <= versions; i++) state = await Write(host, Position.Of(i), state.ETag);
        return state;
    }

    [Fact]
    public async Task A_state_that_was_never_written_is_fresh()
    {
        await using var host = await Start();
        var read = await Read<Wallet>(host);
        read.State.ShouldNotBeNull().Coins.ShouldBe(0);
        read.ETag.ShouldBeNull();
        read.RecordExists.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_written_is_read_back_by_the_next_host()
    {
        string? etag;
        await using (var host = await Start())
        {
            var written = await Write(host, Position.Of(7));
            written.RecordExists.ShouldBeTrue();
            etag = written.ETag.ShouldNotBeNull();
            await Write(host, Position.Big(8), null, GrainId.Create("component", "ñandú/✓"));
        }
        await using var next = await Start();
        var read = await Read<Position>(next);
        read.State!.ShouldEqual(Position.Of(7));
        read.ETag.ShouldBe(etag);
        read.RecordExists.ShouldBeTrue();
        (await Read<Position>(next, GrainId.Create("component", "ñandú/✓"))).State!.ShouldEqual(Position.Big(8));
        (await Read<Position>(next, name: "another")).RecordExists.ShouldBeFalse();
    }

    [Fact]
    public async Task A_write_over_another_version_is_refused_with_both()
    {
        await using var host = await Start();
        var first = await Write(host, Position.Of(1));
        await Write(host, Position.Of(2), first.ETag);
        foreach (var stale in new[] { first.ETag, null, "12", "no number" })
        {
            var refused = await Should.ThrowAsync<InconsistentStateException>(() => Write(host, Position.Of(3), stale));
            refused.StoredEtag.ShouldBe("2");
            refused.CurrentEtag.ShouldBe(stale);
            refused.Message.ShouldContain($"version {stale ?? "none"} was read, and now it is 2");
        }
        await Should.ThrowAsync<InconsistentStateException>(() => Write(host, Position.Of(3), "1", GrainId.Create("component", "never")));
        (await Read<Position>(host)).State!.Amount.ShouldBe(2);
    }

    [Fact]
    public async Task Of_writes_at_the_same_time_over_one_version_one_succeeds()
    {
        await using var host = await Start();
        var writes = Enumerable.Range(0, 20).Select(i => Write(host, Position.Of(i))).ToArray();
        await Task.WhenAll(writes).ContinueWith(static _ => { }, TaskScheduler.Default).InTime();
        writes.Count(write => write.IsCompletedSuccessfully).ShouldBe(1);
        writes.Where(write => write.IsFaulted).ShouldAllBe(write => write.Exception!.InnerException is InconsistentStateException);
    }

    [Fact]
    public async Task Clear_removes_the_record_and_its_version_is_never_used_again()
    {
        await using var host = await Start();
        var state = await WriteVersions(host, 2);
        await Should.ThrowAsync<InconsistentStateException>(() => host.Storage().ClearStateAsync("state", Grain, new GrainState<Position>(null, "1")));
        await host.Storage().ClearStateAsync("state", Grain, state).InTime();
        state.ETag.ShouldBeNull();
        state.RecordExists.ShouldBeFalse();
        (await Read<Position>(host)).RecordExists.ShouldBeFalse();
        (await host.Versions().List(Grain)).ShouldBeEmpty();

        await host.Storage().ClearStateAsync("state", Grain, state).InTime();
        await Should.ThrowAsync<InconsistentStateException>(() => Write(host, Position.Of(9), "2"));
        var anew = await Write(host, Position.Of(9));
        anew.ETag.ShouldBe("4");
        (await Read<Position>(host)).State!.Amount.ShouldBe(9);
    }

    [Fact]
    public async Task The_last_three_versions_are_kept_and_can_be_looked_at()
    {
        await using var host = await Start();
        await WriteVersions(host, 5);
        var kept = await host.Versions().List(Grain).InTime();
        kept.Select(version => version.Version).ShouldBe([5, 4, 3]);
        kept.ShouldAllBe(version => version.Fault == null && version.Type == typeof(Position).FullName && version.Size > 0 && version.StateName == "state");
        var json = await host.Versions().Read(Grain, "state", 4).InTime();
        System.Text.Encoding.UTF8.GetString(json!.Value.Span).ShouldContain("\"Amount\":4");
        (await host.Versions().Read(Grain, "state", 2).InTime()).ShouldBeNull();
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "UPDATE {p}checkpoints_rows SET payload = x'7B7D' WHERE version = 4", "bytes were expected and 2 were found: it is truncated" },
        { "UPDATE {p}checkpoints_rows SET payload = x'7B7D', size = 2 WHERE version = 4", "its checksum is" },
        { "UPDATE {p}checkpoints_rows SET checksum = x'00112233445566778899AABBCCDDEEFF' WHERE version = 4", "its checksum is 00112233445566778899AABBCCDDEEFF" },
        { "UPDATE {p}checkpoints_rows SET checksum = x'00' WHERE version = 4", "its checksum is 00 " },
        { "UPDATE {p}checkpoints_rows SET grain = 'component/other' WHERE version = 4", "it belongs to state 'state' of component/other" },
        { "UPDATE {p}checkpoints_rows SET type = 'Other' WHERE version = 4", "it is damaged" },
        { "UPDATE {p}checkpoints_rows SET version = 40 WHERE version = 4", "version 4 was expected and version 40 was found" },
        { "UPDATE {p}checkpoints_rows SET format = 9 WHERE version = 4", "its format is 9" },
        { "DELETE FROM {p}checkpoints_rows WHERE version = 4", "its row is missing" },
    };

    [Theory, MemberData(nameof(Damages))]
    public async Task A_version_that_is_not_sound_is_refused_and_the_one_before_is_used(string damage, string said)
    {
        await using var host = await Start();
        await WriteVersions(host, 4);
        _backend.Execute(damage).ShouldBe(1);

        var read = await Read<Position>(host);
        read.State!.Amount.ShouldBe(3);
        read.ETag.ShouldBe("4");
        var refused = host.Health().Refused.ShouldHaveSingleItem();
        refused.Reason.ShouldContain(said);
        (refused.Grain, refused.StateName, refused.Version, refused.UsedInstead).ShouldBe((Grain.ToString(), "state", 4, 3));
        host.Log.All.ShouldContain(line => line.StartsWith("2302 Error", StringComparison.Ordinal) && line.Contains(Grain.ToString()) && line.Contains("version 4") && line.Contains(said));

        // The next write goes on from there; what was refused stays to be looked at.
        for (var i = 5; i <= 8; i++) read = await Write(host, Position.Of(i), read.ETag);
        (await Read<Position>(host)).State!.Amount.ShouldBe(8);
        var kept = await host.Versions().List(Grain).InTime();
        kept.Count(version => version.Fault is null).ShouldBe(3);
        if (!damage.StartsWith("DELETE", StringComparison.Ordinal)) kept.Single(version => version.Fault is not null).Fault!.ShouldContain(said);
    }

    [Fact]
    public async Task A_state_of_another_type_is_refused()
    {
        await using var host = await Start();
        await WriteVersions(host, 1);
        var refused = await Should.ThrowAsync<StateRefusedException>(() => Read<Other>(host));
        refused.Message.ShouldContain($"it is a {typeof(Position).FullName}, and a {typeof(Other).FullName} was expected");
        refused.Message.ShouldContain("none of the versions kept is sound");
    }

    [Fact]
    public async Task A_row_of_another_grain_is_refused()
    {
        await using var host = await Start();
        await WriteVersions(host, 1);
        await Write(host, Position.Of(100), null, GrainId.Create("component", "rich"));
        _backend.Execute("DELETE FROM {p}checkpoints_rows WHERE grain = 'component/strategy-1'").ShouldBe(1);
        _backend.Execute("UPDATE {p}checkpoints_rows SET id = (SELECT 281474976710656 + id FROM {p}checkpoints_heads WHERE grain = 'component/strategy-1')").ShouldBe(1);
        (await Should.ThrowAsync<StateRefusedException>(() => Read<Position>(host))).Message.ShouldContain("it belongs to state 'state' of component/rich");
    }

    [Fact]
    public async Task Big_states_are_compressed()
    {
        await using var host = await Start();
        await Write(host, Position.Big(1));
        var health = host.Health();
        health.RawBytes.ShouldBeGreaterThan(15_000);
        health.Bytes.ShouldBeLessThan(health.RawBytes / 4);
        (await Read<Position>(host)).State!.ShouldEqual(Position.Big(1));
    }

    [Fact]
    public async Task What_may_change_is_stored_as_it_was_when_the_write_was_asked_for()
    {
        await using var host = await Start();
        var state = new GrainState<Wallet>(new Wallet { Coins = 1 });
        var write = host.Storage().WriteStateAsync("state", Grain, state);
        state.State!.Coins = 2;
        await write.InTime();
        (await Read<Wallet>(host)).State!.Coins.ShouldBe(1);
    }

    [Fact]
    public async Task What_comes_together_is_committed_together()
    {
        await using var host = await Start();
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Write(host, Position.Of(i), null, GrainId.Create("component", $"{i}")))).InTime();
        var health = host.Health();
        health.Rows.ShouldBe(2000);
        if (this is not MemoryGrainStorageTests) health.RowsPerCommit.ShouldBeGreaterThan(20);
        health.State.ShouldBe(StorageState.Healthy);
        health.LastCommit.ShouldNotBeNull();
        var reads = await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Read<Position>(host, GrainId.Create("component", $"{i}")))).InTime();
        reads.Select(read => read.State!.Amount).ShouldBe(Enumerable.Range(0, 2000).Select(i => (decimal)i));
    }
}
