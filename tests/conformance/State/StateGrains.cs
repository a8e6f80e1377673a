using Orleans.Providers;

namespace Genesis.Tests.Conformance.State;

[GenerateSerializer, Alias("conformance.state.wallet")]
public sealed class Wallet
{
    [Id(0)]
    public int Coins { get; set; }

    [Id(1)]
    public List<string> Notes { get; set; } = [];
}

/// <summary>What a caller is told about a state.</summary>
[GenerateSerializer, Immutable, Alias("conformance.state.seen")]
public sealed record Seen([property: Id(0)] int Coins, [property: Id(1)] string Notes, [property: Id(2)] bool RecordExists,
    [property: Id(3)] bool HasEtag);

public interface IWalletGrain : IGrainWithStringKey
{
    Task<Seen> Look();
    Task<Seen> LookAtOther();
    Task<Seen> SeenInOnActivate();
    Task<long> Activation();
    Task Put(int coins, string? note = null, bool write = true);
    Task PutOther(int coins);
    Task Read();
    Task Clear();
    Task Leave();
}

/// <summary>Two states in two storages.</summary>
public sealed class WalletGrain(
    [PersistentState("wallet")] IPersistentState<Wallet> wallet,
    [PersistentState("other", "second")] IPersistentState<Wallet> other) : Grain, IWalletGrain
{
    private readonly long _activation = TestIds.Next();
    private Seen? _atStart;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _atStart = Describe(wallet);
        return Task.CompletedTask;
    }

    public Task<Seen> Look() => Task.FromResult(Describe(wallet));

    public Task<Seen> LookAtOther() => Task.FromResult(Describe(other));

    public Task<Seen> SeenInOnActivate() => Task.FromResult(_atStart!);

    public Task<long> Activation() => Task.FromResult(_activation);

    public Task Put(int coins, string? note, bool write)
    {
        wallet.State.Coins = coins;
        if (note is not null) wallet.State.Notes.Add(note);
        return write ? wallet.WriteStateAsync() : Task.CompletedTask;
    }

    public Task PutOther(int coins)
    {
        other.State.Coins = coins;
        return other.WriteStateAsync();
    }

    public Task Read() => wallet.ReadStateAsync();

    public Task Clear() => wallet.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private static Seen Describe(IPersistentState<Wallet> state) =>
        new(state.State.Coins, string.Join(',', state.State.Notes), state.RecordExists, state.Etag is not null);
}

public interface IPurseGrain : IGrainWithStringKey
{
    Task<int> Look();
    Task Put(int coins);
    Task Clear();
    Task Leave();
}

[StorageProvider(ProviderName = "second")]
public sealed class PurseGrain : Grain<Wallet>, IPurseGrain
{
    public Task<int> Look() => Task.FromResult(State.Coins);

    public Task Put(int coins)
    {
        State.Coins = coins;
        return WriteStateAsync();
    }

    public Task Clear() => ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public interface ILostGrain : IGrainWithStringKey
{
    Task Touch();
}

public sealed class LostGrain([PersistentState("lost", "nowhere")] IPersistentState<Wallet> wallet) : Grain, ILostGrain
{
    public Task Touch() => Task.FromResult(wallet.State.Coins);
}

public interface ILostPurseGrain : IGrainWithStringKey
{
    Task Touch();
}

[StorageProvider(ProviderName = "nowhere")]
public sealed class LostPurseGrain : Grain<Wallet>, ILostPurseGrain
{
    public Task Touch() => Task.FromResult(State.Coins);
}

[GenerateSerializer, Alias("conformance.state.links")]
public sealed class Links
{
    [Id(0)]
    public IWalletGrain? Peer { get; set; }

    [Id(1)]
    public List<IWalletGrain> All { get; set; } = [];
}

public interface ILinksGrain : IGrainWithStringKey
{
    Task Keep(IWalletGrain peer);
    Task<IWalletGrain> Peer();
    Task<int> Coins();
    Task Leave();
}

/// <summary>Has references to grains in its state.</summary>
public sealed class LinksGrain([PersistentState("links", "memory")] IPersistentState<Links> links) : Grain, ILinksGrain
{
    public Task Keep(IWalletGrain peer)
    {
        links.State.Peer = peer;
        links.State.All.Add(peer);
        return links.WriteStateAsync();
    }

    public Task<IWalletGrain> Peer() => Task.FromResult(links.State.Peer!);

    public async Task<int> Coins() => (await links.State.All[0].Look()).Coins;

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
