using System.Globalization;
using Genesis.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Genesis.Persistence;

/// <summary>
/// Takes the states over that version 0.1 kept in tables of its own, once, before grains run: each is read, written through the new storage, and then all are marked. The old
/// tables stay as they are. A start that is ended in between does it again.
/// </summary>
internal sealed partial class FormerStates(string store, string serviceId, SystemDatabase database, IReadOnlyList<FormerState> known, TimeProvider time, ILogger log)
{
    private const string Mark = "taken over from 0.1";

    private readonly ILogger _log = log;

    /// <exception cref="StorageUnavailableException">There is a state that this version does not know, or the database cannot be used.</exception>
    /// <exception cref="StateRefusedException">A state is damaged.</exception>
    public async Task TakeOverAsync(IGrainStorage to, CancellationToken cancellationToken)
    {
        if (database.Write(store, FindFormer) is { Count: > 0 } keys) await TakeOverAsync(keys, to, cancellationToken);
        // What cannot be read is said now, and not when a grain needs it.
        foreach (var state in known)
        {
            if (await state.ExistsAsync(to)) continue;
            if (database.Write(store, session => FindOther(session, state)) is { } other) LogOtherService(store, state.Name, other, serviceId);
        }
    }

    private async Task TakeOverAsync(List<StateKey> keys, IGrainStorage to, CancellationToken cancellationToken)
    {
        foreach (var stranger in keys.Where(key => !known.Any(state => state.Key == key)))
        {
            throw new StorageUnavailableException(
                $"Store \"{store}\" in {database.Kind} has state '{stranger.Name}' of {stranger.Grain}, written by Genesis 0.1, and this version cannot take that over. Nothing was changed. "
                + $"Go on with 0.1, or remove the state if it is not needed: DELETE FROM {Heads(database.Prefix)} WHERE grain = '{stranger.Grain}' AND name = '{stranger.Name}'.");
        }
        await CopyAsync(known.Where(state => keys.Contains(state.Key)), to, cancellationToken);
        database.Write(store, session =>
        {
            OrleansTables.Set(session, Mark, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
            return true;
        });
        LogTakenOver(store, string.Join(", ", keys));
    }

    private async Task CopyAsync(IEnumerable<FormerState> states, IGrainStorage to, CancellationToken cancellationToken)
    {
        var (dialect, options) = (database.Database.NewDialect(), database.Database.Options);
        var old = new GroupCommitStore(store, dialect, new StateTable(store, time), options, time, _log, meters: null);
        using var from = new SqlGrainStorage(store, old, options, time);
        await old.Open(cancellationToken);
        try
        {
            foreach (var state in states) await state.CopyAsync(from, to);
        }
        finally
        {
            await old.Close(cancellationToken);
        }
    }

    private List<StateKey> FindFormer(SqlSession session)
    {
        List<StateKey> keys = [];
        var heads = Heads(session.Dialect.Prefix);
        if (OrleansTables.Find(session, Mark) is not null || !session.Dialect.HasTable(session, heads)) return keys;
        using var reader = session.Query($"SELECT grain, name FROM {heads} WHERE cleared = 0");
        while (reader.Read()) keys.Add(new StateKey(reader.GetString(0), reader.GetString(1)));
        return keys;
    }

    private string? FindOther(SqlSession session, FormerState state) => session.Scalar(
        $"SELECT MIN(ServiceId) FROM {session.Dialect.Prefix}OrleansStorage WHERE GrainTypeString = @name AND ServiceId <> @id", state.Name, serviceId) as string;

    private string Heads(string prefix) => $"{prefix}{Names.TablesOf(store)}_heads";

    [LoggerMessage(2320, LogLevel.Information, "Store \"{Store}\": states of version 0.1 were taken over: {States}")]
    private partial void LogTakenOver(string store, string states);

    [LoggerMessage(2321, LogLevel.Warning, "Store \"{Store}\" has no state '{State}' of Orleans service id '{ServiceId}', but one of '{Other}', which this silo does not see. If it is this system's, give the silo that service id.")]
    private partial void LogOtherService(string store, string state, string other, string serviceId);
}
