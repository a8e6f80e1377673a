namespace Genesis.ExchangeSimulator;

/// <summary>What the simulated exchange is like.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Where it listens on loopback; 0 takes a free port.</summary>
    public int Port { get; init; }

    /// <summary>Same seed, same market.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Symbols, in the form <c>BTC-USDT</c>, on every venue.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = ["BTC-USDT", "ETH-USDT", "SOL-USDT", "BTC-USD", "ETH-USD", "SOL-USD"];

    /// <summary>A recorded market instead of one made up; its symbols are those whose books it holds.</summary>
    public CaptureSource? Capture { get; init; }

    /// <summary>Levels on each side of a book at the start; later between half and twice as many.</summary>
    public int Levels { get; init; } = 30;

    /// <summary>How far prices wander, in ten-thousandths of the price within one step at most; 0: only as far as trades push them.</summary>
    public double Liveliness { get; init; }

    /// <summary>Pause between two steps of the market; zero: it stands still but for <see cref="SimulatedExchange.Step"/>.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Symbols that change in one step, in turn.</summary>
    public int SymbolsPerStep { get; init; } = 6;

    /// <summary>Whether the venues' limits per address, on connections and REST weight, are kept up; those on messages always are.</summary>
    public bool AddressLimits { get; init; } = true;

    /// <summary>Whether OKX books carry a checksum; the live venue sends 0 since June 2026.</summary>
    public bool OkxChecksums { get; init; }

    /// <summary>A connection is cut at this age, as Binance does after 24 h; null leaves it.</summary>
    public TimeSpan? ConnectionLife { get; init; }

    /// <summary>The clock of the market. Sockets run on real time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
