using Microsoft.Extensions.Options;

namespace Genesis.Streams;

/// <summary>The rules of <see cref="GenesisStreamOptions"/>.</summary>
internal sealed class GenesisStreamOptionsValidator : IValidateOptions<GenesisStreamOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, GenesisStreamOptions options)
    {
        List<string> broken = [];
        Within(nameof(options.QueueCount), options.QueueCount, 1, 4096);
        Within(nameof(options.RoomPerStream), options.RoomPerStream, 1, 1_000_000);
        Within(nameof(options.DeliveryBatchSize), options.DeliveryBatchSize, 1, 10_000);
        Within(nameof(options.MaxDeliveryTime), options.MaxDeliveryTime, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Within(nameof(options.DrainTimeout), options.DrainTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Within(nameof(options.StreamInactivityPeriod), options.StreamInactivityPeriod, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Within(nameof(options.ConsumerLookupPeriod), options.ConsumerLookupPeriod, TimeSpan.FromMilliseconds(100),
            options.StreamInactivityPeriod / 2);
        if (options.MaxQueuedPerStream < options.RoomPerStream)
            broken.Add($"Streams {name}: {nameof(options.MaxQueuedPerStream)} is {options.MaxQueuedPerStream} "
                + $"and {nameof(options.RoomPerStream)} is {options.RoomPerStream}. The first must not be less than the second: raise it.");
        return broken.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(broken);

        void Within<T>(string setting, T value, T least, T most) where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                broken.Add($"Streams {name}: {setting} is {value}. It must be between {least} and {most}.");
        }
    }
}
