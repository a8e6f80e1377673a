// Stand-ins so that the contracts compile before the engine's own classes are here. The engine replaces this file.
namespace Orleans
{
    public abstract class Grain : IGrainBase, Runtime.IAddressable
    {
        public Runtime.IGrainContext GrainContext => null!;
    }

    public class Grain<TGrainState> : Grain;
}

namespace Orleans.Runtime
{
    public class GrainReference : IAddressable
    {
        public GrainId GrainId { get; }

        internal virtual object CastTo(Type interfaceType) => this;
    }
}
