using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Genesis.Tests.Conformance.Fixture;

/// <summary>Stores in the test's memory that outlive silos and are shared by all silos of one engine.</summary>
public sealed class DurableStores
{
    private readonly Dictionary<string, TestStorage> _storages = [];

    /// <summary>The grain storage of the given name, the same one each time.</summary>
    public TestStorage Storage(string name = "Default")
    {
        lock (_storages)
            return _storages.TryGetValue(name, out var storage) ? storage : _storages[name] = new TestStorage();
    }

    /// <summary>Makes a storage known to a silo; "Default" is also the one of states that name none.</summary>
    public DurableStores AddStorage(ISiloBuilder silo, string name = "Default")
    {
        silo.Services.AddKeyedSingleton<IGrainStorage>(name, Storage(name));
        if (name == "Default") silo.Services.AddSingleton<IGrainStorage>(Storage(name));
        return this;
    }
}
