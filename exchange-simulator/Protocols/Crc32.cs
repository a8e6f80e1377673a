namespace Genesis.ExchangeSimulator;

/// <summary>The CRC32 of zip files, of ASCII text; bit by bit, apart from the client's, so that one checks the other.</summary>
internal static class Crc32
{
    public static uint Of(string text)
    {
        var crc = uint.MaxValue;
        foreach (var letter in text)
        {
            crc ^= letter;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        return ~crc;
    }
}
