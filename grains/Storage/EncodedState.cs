namespace Genesis.Storage;

/// <summary>A state as bytes.</summary>
/// <param name="Type">The state's type.</param>
/// <param name="Format">How the bytes are to be read; see <see cref="StateCodec"/>.</param>
/// <param name="RawSize">Bytes of JSON.</param>
/// <param name="Size">Bytes stored.</param>
/// <param name="Checksum">Of the bytes and whom they belong to; as stored, also of the version.</param>
/// <param name="Payload">The bytes.</param>
internal sealed record EncodedState(string Type, int Format, int RawSize, int Size, byte[] Checksum, byte[] Payload);
