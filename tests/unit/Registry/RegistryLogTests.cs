using FsCheck;
using FsCheck.Fluent;
using Genesis.Registry;

namespace Genesis.Tests.Unit.Registry;

public sealed class RegistryLogTests
{
    private const long Epoch = 5;

    /// <summary>Whatever was changed, and whenever somebody asked before: who takes the updates over has what there is.</summary>
    [Fact]
    public void Whoever_follows_from_any_moment_on_has_what_there_is() =>
        Prop.ForAll(Gen.Choose(0, 39).ListOf().ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), (steps, page, removalsKept) =>
        {
            var log = new RegistryLog(Epoch, removalsKept);
            var truth = new Dictionary<string, ComponentRegistration>();
            List<Follower> followers = [new()];
            foreach (var step in steps)
            {
                // Eight ids; of five changes one is a removal; now and then somebody asks, and somebody new comes.
                var id = $"c{step % 8}";
                if (step % 5 == 0) truth.Remove(id);
                else truth[id] = new ComponentRegistration { Id = id, Type = $"t{step}" };
                if (step % 5 != 0 || log.Find(id) is not null) log.Set(id, truth.GetValueOrDefault(id));
                if (step % 7 == 0) followers[step % followers.Count].Follow(log, page);
                if (step % 11 == 0) followers.Add(new());
            }
            foreach (var follower in followers) follower.Follow(log, page);
            return log.Count == truth.Count && followers.TrueForAll(follower => follower.Known.Count == truth.Count && follower.Known.All(pair => truth[pair.Key] == pair.Value));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_life_of_the_registry_begins_from_nothing()
    {
        var log = new RegistryLog(Epoch);
        log.Set("a", new ComponentRegistration { Id = "a", Type = "t" });
        log.Set("b", new ComponentRegistration { Id = "b", Type = "t" });
        log.Since(Epoch, 1, false, 10).Changes.Select(static change => change.Id).ShouldBe(["b"]);
        log.Since(Epoch - 1, 1, true, 10).From.ShouldBe(0);
        log.Since(Epoch, 7, false, 10).From.ShouldBe(0);
    }

    private sealed class Follower
    {
        private long _epoch;
        private long _version;

        public Dictionary<string, ComponentRegistration> Known { get; } = [];

        public void Follow(RegistryLog log, int page)
        {
            HashSet<string>? unseen = null;
            for (RegistryUpdate? update = null; update is null or { More: true };)
            {
                update = log.Since(_epoch, _version, unseen is not null, page);
                if (update.From == 0) unseen = [.. Known.Keys];
                foreach (var change in update.Changes)
                {
                    unseen?.Remove(change.Id);
                    if (change.Registration is null) Known.Remove(change.Id);
                    else Known[change.Id] = change.Registration;
                }
                (_epoch, _version) = (update.Epoch, update.To);
            }
            foreach (var id in unseen ?? []) Known.Remove(id);
        }
    }
}
