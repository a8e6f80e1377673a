using Genesis.Benchmarks.Components;

namespace Genesis.Benchmarks.Calls;

/// <summary>A host with 100 components that answer with what they were sent.</summary>
internal static class EchoHost
{
    public const int Components = 100;

    public static Task<ComponentsUnderTest> Start(int gatewayPort = 0) => ComponentsUnderTest.Start(
        static genesis =>
        {
            for (var i = 0; i < Components; i++) genesis.AddComponent<EchoComponent>($"echo-{i}");
        },
        gatewayPort: gatewayPort);
}
