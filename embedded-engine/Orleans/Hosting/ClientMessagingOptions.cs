namespace Orleans.Configuration;

/// <summary>Calls of a client.</summary>
public class ClientMessagingOptions : MessagingOptions
{
}
