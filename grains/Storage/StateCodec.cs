using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genesis.Storage;

/// <summary>States as bytes and back, with the checks that tell a sound version from another.</summary>
internal sealed class StateCodec(StoreOptions options)
{
    /// <summary>JSON in UTF-8.</summary>
    public const int Json = 1;

    /// <summary>JSON in UTF-8, compressed with Brotli.</summary>
    public const int Brotli = 2;

    private const int ChecksumBytes = 16;
    private const int ScratchKept = 4 << 20;
    // The fastest: a third less time than the next for a third more bytes, and states of big components are written often.
    private const int BrotliQuality = 0;
    private const int BrotliWindow = 22;

    private static readonly JsonSerializerOptions DefaultJson = new() { IncludeFields = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly JsonSerializerOptions _json = options.Json ?? DefaultJson;
    private ArrayBufferWriter<byte>? _scratch;

    /// <summary>Serialises, compresses what is big, and makes the checksum.</summary>
    /// <exception cref="OrleansException">The state does not go into JSON, or has too many bytes.</exception>
    public EncodedState Encode<T>(StateKey key, T state)
    {
        // One for all: whoever comes while another has it makes one of its own.
        var scratch = Interlocked.Exchange(ref _scratch, null) ?? new ArrayBufferWriter<byte>(4096);
        try
        {
            return Encode(scratch, key, state);
        }
        finally
        {
            scratch.ResetWrittenCount();
            if (scratch.Capacity <= ScratchKept) _scratch = scratch;
        }
    }

    private EncodedState Encode<T>(ArrayBufferWriter<byte> scratch, StateKey key, T state)
    {
        var type = StateTypes<T>.Name;
        WriteOwner(scratch, key, type);
        var start = scratch.WrittenCount;
        try
        {
            using var writer = new Utf8JsonWriter(scratch);
            JsonSerializer.Serialize(writer, state, _json);
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            throw new OrleansException($"State {key} cannot be stored: {type} does not go into JSON. {exception.Message} Give it public properties of types that do, or set a converter in the store's Json.", exception);
        }
        var raw = scratch.WrittenSpan[start..];
        if (raw.Length > options.MaximumStateBytes)
            throw new OrleansException($"State {key} cannot be stored: it has {raw.Length} bytes of JSON, and the limit ({nameof(StoreOptions.MaximumStateBytes)}) is {options.MaximumStateBytes}.");
        if (raw.Length > options.CompressAbove && Compress(raw) is { } compressed)
            return new EncodedState(type, Brotli, raw.Length, compressed.Length, Checksum(key, type, compressed), compressed);
        return new EncodedState(type, Json, raw.Length, raw.Length, SHA256.HashData(scratch.WrittenSpan)[..ChecksumBytes], raw.ToArray());
    }

    /// <summary>The checksum as it is stored with a version. Doing it twice undoes it.</summary>
    public static byte[] Bind(byte[] checksum, long version)
    {
        var bound = checksum.AsSpan().ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bound, BinaryPrimitives.ReadInt64LittleEndian(bound) ^ version);
        return bound;
    }

    /// <summary>Why a stored version is not what was asked for; null if it is.</summary>
    /// <param name="row">What was found; null for nothing.</param>
    /// <param name="key">Which state was asked for.</param>
    /// <param name="version">Which version was asked for.</param>
    /// <param name="type">Of which type it must be; null for any.</param>
    public static string? Fault(StateRow? row, StateKey key, long version, string? type)
    {
        if (row is null) return "its row is missing.";
        if (row.Grain != key.Grain || row.Name != key.Name) return $"it belongs to state '{row.Name}' of {row.Grain}, and was found in the place of {key}.";
        if (row.Version != version) return $"version {version} was expected and version {row.Version} was found in its place.";
        var state = row.State;
        if (state.Format is not (Json or Brotli)) return $"its format is {state.Format}, and only {Json} and {Brotli} are known: it was written by a newer program, or is damaged.";
        if (state.Payload.Length != state.Size) return $"{state.Size} bytes were expected and {state.Payload.Length} were found: it is truncated or damaged.";
        var expected = Bind(Checksum(key, state.Type, state.Payload), version);
        if (!expected.AsSpan().SequenceEqual(state.Checksum))
            return $"its checksum is {Convert.ToHexString(state.Checksum)} and that of its {state.Size} bytes is {Convert.ToHexString(expected)}: it is damaged.";
        if (type is not null && state.Type != type) return $"it is a {state.Type}, and a {type} was expected.";
        return null;
    }

    /// <summary>The JSON of a sound version.</summary>
    /// <exception cref="InvalidDataException">It cannot be decompressed.</exception>
    public byte[] Decompress(EncodedState state)
    {
        if (state.Format == Json) return state.Payload;
        if (state.RawSize < 0 || state.RawSize > options.MaximumStateBytes) throw new InvalidDataException($"it claims to have {state.RawSize} bytes.");
        var raw = new byte[state.RawSize];
        if (!BrotliDecoder.TryDecompress(state.Payload, raw, out var written) || written != raw.Length)
            throw new InvalidDataException($"it cannot be decompressed to {state.RawSize} bytes.");
        return raw;
    }

    /// <summary>The value of a stored version, or why there is none.</summary>
    public string? TryDecode<T>(StateRow? row, StateKey key, long version, out T? value)
    {
        value = default;
        if (Fault(row, key, version, StateTypes<T>.Name) is { } fault) return fault;
        try
        {
            value = JsonSerializer.Deserialize<T>(Decompress(row!.State), _json);
            return null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidDataException or InvalidOperationException or ArgumentException)
        {
            return $"its JSON does not fit {row!.State.Type}: {exception.Message}";
        }
    }

    private static byte[]? Compress(ReadOnlySpan<byte> raw)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(raw.Length);
        try
        {
            // Into a buffer of the same size: what does not become smaller is stored as it is.
            return BrotliEncoder.TryCompress(raw, buffer.AsSpan(0, raw.Length - 1), out var written, BrotliQuality, BrotliWindow) ? buffer[..written] : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Checksum(StateKey key, string type, ReadOnlySpan<byte> payload)
    {
        var owner = new ArrayBufferWriter<byte>(256);
        WriteOwner(owner, key, type);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(owner.WrittenSpan);
        hash.AppendData(payload);
        return hash.GetHashAndReset()[..ChecksumBytes];
    }

    private static void WriteOwner(ArrayBufferWriter<byte> buffer, StateKey key, string type)
    {
        foreach (var part in (ReadOnlySpan<string>)[key.Grain, key.Name, type])
        {
            Encoding.UTF8.GetBytes(part, buffer);
            buffer.Write("\0"u8);
        }
    }
}
