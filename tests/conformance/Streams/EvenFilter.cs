using Orleans.Streams.Filtering;

namespace Genesis.Tests.Conformance.Streams;

/// <summary>Lets even ticks through to subscriptions that ask for them.</summary>
public sealed class EvenFilter : IStreamFilter
{
    public bool ShouldDeliver(StreamId streamId, object item, string? filterData) => filterData != "even" || ((Tick)item).Number % 2 == 0;
}
