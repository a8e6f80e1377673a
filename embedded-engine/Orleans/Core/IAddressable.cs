namespace Orleans.Runtime;

/// <summary>Something that can be called through a reference: every grain and every observer.</summary>
public interface IAddressable
{
}
