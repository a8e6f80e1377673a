using System.Reflection;
using Orleans;
using Orleans.Concurrency;

namespace Genesis.Embedded.Calls;

/// <summary>A method of a grain interface and what its attributes ask for.</summary>
internal sealed class GrainMethod
{
    public GrainMethod(Type interfaceType, MethodInfo info, Func<ICall>? create = null)
    {
        InterfaceType = interfaceType;
        Info = info;
        Create = create;
        Parameters = info.GetParameters();
        Name = info.Name;
        DisplayName = $"{Reflect.Name(interfaceType)}.{info.Name}";
        IsReadOnly = info.IsDefined(typeof(ReadOnlyAttribute), true);
        IsAlwaysInterleave = info.IsDefined(typeof(AlwaysInterleaveAttribute), true);
        IsOneWay = info.IsDefined(typeof(OneWayAttribute), true) || info.ReturnType == typeof(void);
        TokenIndex = Array.FindIndex(Parameters, static p => p.ParameterType == typeof(CancellationToken));
        var timeout = info.GetCustomAttribute<ResponseTimeoutAttribute>(true)
            ?? interfaceType.GetCustomAttribute<ResponseTimeoutAttribute>(true);
        TimeoutMs = timeout?.Timeout is { } value ? (long)value.TotalMilliseconds : -1;
        Id = WireName.OfMethod(info);
    }

    public Type InterfaceType { get; }

    /// <summary>The grain interface that calls are made through: the one that declares the method, or one that inherits it.</summary>
    public Type CalledThrough { get => field ?? InterfaceType; init; }

    public MethodInfo Info { get; }
    public ParameterInfo[] Parameters { get; }
    public string Name { get; }

    /// <summary>Interface and method, for messages: IHello.Say.</summary>
    public string DisplayName { get; }

    /// <summary>Belongs to one activation (a timer's tick): it dies with it instead of going to the next one.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Counts as use of the grain, so that it is not collected as idle.</summary>
    public bool KeepsAlive { get; init; } = true;

    public bool IsReadOnly { get; }
    public bool IsAlwaysInterleave { get; init; }
    public bool IsOneWay { get; }

    /// <summary>Position of the CancellationToken parameter; −1 when there is none.</summary>
    public int TokenIndex { get; }

    /// <summary>The method's own response timeout in ms; −1 when the configured one holds.</summary>
    public long TimeoutMs { get; }

    /// <summary>Names the method on the wire, unique within its interface.</summary>
    public string Id { get; }

    /// <summary>Makes an empty call of this method, to be filled from the wire.</summary>
    public Func<ICall>? Create { get; set; }

    public static InvalidOperationException ReturnedNull(GrainMethod method) =>
        new($"{method.DisplayName} returned null instead of a task. Return Task.CompletedTask or Task.FromResult(...).");
}
