using Orleans.Runtime;

namespace Orleans;

/// <summary>Marks an interface whose methods are calls to a grain. Derive from one of the keyed interfaces rather than from this one.</summary>
public interface IGrain : IAddressable
{
}

/// <summary>A grain whose key is a <see cref="Guid"/>.</summary>
public interface IGrainWithGuidKey : IGrain
{
}

/// <summary>A grain whose key is a <see cref="long"/>.</summary>
public interface IGrainWithIntegerKey : IGrain
{
}

/// <summary>A grain whose key is a <see cref="string"/>.</summary>
public interface IGrainWithStringKey : IGrain
{
}

/// <summary>A grain whose key is a <see cref="Guid"/> followed by a string.</summary>
public interface IGrainWithGuidCompoundKey : IGrain
{
}

/// <summary>A grain whose key is a <see cref="long"/> followed by a string.</summary>
public interface IGrainWithIntegerCompoundKey : IGrain
{
}
