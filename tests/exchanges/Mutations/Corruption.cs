using System.Text;
using System.Text.RegularExpressions;

namespace Genesis.Tests.Exchanges;

/// <summary>Changes one character of a frame.</summary>
internal static partial class Corruption
{
    public static byte[] Of(byte[] frame, Fault fault, Random random)
    {
        var text = Encoding.UTF8.GetString(frame);
        var places = fault switch
        {
            Fault.CorruptLevel => Places(LevelNumber().Matches(text)),
            Fault.CorruptEvidence => Places(Evidence().Matches(text)),
            _ => [.. Enumerable.Range(0, frame.Length)],
        };
        if (places.Count == 0) return frame;
        var copy = frame.ToArray();
        var place = places[random.Next(places.Count)];
        byte other;
        do other = (byte)(fault == Fault.CorruptByte ? random.Next(32, 127) : random.Next('0', '9' + 1));
        while (other == copy[place]);
        copy[place] = other;
        return copy;
    }

    private static List<int> Places(MatchCollection matches) =>
        [.. matches.SelectMany(match => Enumerable.Range(match.Groups["number"].Index, match.Groups["number"].Length).Where(i => char.IsAsciiDigit(match.Groups["number"].Value[i - match.Groups["number"].Index])))];

    // Price or size of a level, whichever the venue's way of writing them: the first two quoted numbers of an inner array.
    [GeneratedRegex("""\[(?:"(?:buy|sell)",)?"(?<number>[0-9.]+)"|(?<=\["[0-9.]+",|\["(?:buy|sell)","[0-9.]+",)"(?<number>[0-9.]+)""" + "\"")]
    private static partial Regex LevelNumber();

    [GeneratedRegex("""(?:"(?:U|u|E|pu|checksum)":-?|"c":"|"time":")(?<number>[0-9:.TZ-]+)""")]
    private static partial Regex Evidence();
}
