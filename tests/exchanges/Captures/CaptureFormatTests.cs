using System.IO.Compression;
using System.Text;
using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>The text of captures, and what becomes of captures that are damaged.</summary>
public sealed class CaptureFormatTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("captures").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_kind_of_line_is_read()
    {
        using var reader = Reader("""
            wss://x.example/stream?streams=a@b/c@d <-> 1633998511.159679
            wss://x.example/stream <- 1618677817.020616: {"type":"subscribe"}
            1618677817.061845: {"a": "b: c <- d"}
            https://x.example/depth?symbol=A -> 1633998512.5: {"lastUpdateId":1}
            """);
        reader.Read().ShouldBeTrue();
        (reader.Kind, reader.Url, reader.Payload.Length).ShouldBe((CaptureEntryKind.Connected, "wss://x.example/stream?streams=a@b/c@d", 0));
        reader.Time.ShouldBe(DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(16339985111596790));
        reader.Read().ShouldBeTrue();
        (reader.Kind, Encoding.UTF8.GetString(reader.Payload)).ShouldBe((CaptureEntryKind.Sent, """{"type":"subscribe"}"""));
        reader.Read().ShouldBeTrue();
        (reader.Kind, Encoding.UTF8.GetString(reader.Payload)).ShouldBe((CaptureEntryKind.Received, """{"a": "b: c <- d"}"""));
        reader.Read().ShouldBeTrue();
        (reader.Kind, reader.Url, Encoding.UTF8.GetString(reader.Payload)).ShouldBe((CaptureEntryKind.Answer, "https://x.example/depth?symbol=A", """{"lastUpdateId":1}"""));
        reader.Read().ShouldBeFalse();
        reader.Malformed.ShouldBe(0);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("16x: {}")]
    [InlineData("99999999999999999999: {}")]
    [InlineData("1618677817.061845 {}")]
    [InlineData("wss://x ?? 1: {}")]
    [InlineData("\0\0\0\0")]
    public void A_line_that_cannot_be_read_is_counted_and_passed_over(string line)
    {
        using var reader = Reader(line + "\n1618677817.06: {}\n");
        reader.Read().ShouldBeTrue();
        Encoding.UTF8.GetString(reader.Payload).ShouldBe("{}");
        (reader.Malformed, reader.Line).ShouldBe((1, 2));
    }

    [Fact]
    public void A_line_longer_than_any_buffer_is_read_whole()
    {
        var body = new string('x', 3_000_000);
        using var reader = Reader($"1.5: {body}\n2.5: y");
        reader.Read().ShouldBeTrue();
        reader.Payload.Length.ShouldBe(body.Length);
        reader.Read().ShouldBeTrue();
        Encoding.UTF8.GetString(reader.Payload).ShouldBe("y");
    }

    [Fact]
    public async Task What_is_written_is_read_again()
    {
        await using (var writer = new CaptureWriter(new CaptureOptions { Folder = _folder, Prefix = "binance" }))
        {
            writer.Connected(7, new Uri("wss://x.example/stream"), Start);
            writer.Sent(7, new Uri("wss://x.example/stream"), Start.AddTicks(1), "{\"op\":1}"u8);
            for (var i = 0; i < 1000; i++) writer.Received(7, Start.AddMilliseconds(i), Encoding.UTF8.GetBytes($"{{\"n\":{i}}}"));
            writer.Received(7, Start.AddSeconds(2), "{\n}"u8);
            writer.Answered(new Uri("https://x.example/depth?symbol=A"), Start.AddSeconds(1), "{\"lastUpdateId\":1}"u8);
        }
        var file = Directory.GetFiles(_folder, "*.ws.gz").ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldStartWith("binance-20261121-120000-");
        using var reader = CaptureReader.Open(file);
        reader.Read().ShouldBeTrue();
        (reader.Kind, reader.Url, reader.Time).ShouldBe((CaptureEntryKind.Connected, "wss://x.example/stream", Start));
        reader.Read().ShouldBeTrue();
        (reader.Kind, reader.Time, Encoding.UTF8.GetString(reader.Payload)).ShouldBe((CaptureEntryKind.Sent, Start.AddTicks(1), "{\"op\":1}"));
        for (var i = 0; i < 1000; i++)
        {
            reader.Read().ShouldBeTrue();
            (reader.Time, Encoding.UTF8.GetString(reader.Payload)).ShouldBe((Start.AddMilliseconds(i), $"{{\"n\":{i}}}"));
        }
        reader.Read().ShouldBeTrue();
        Encoding.UTF8.GetString(reader.Payload).ShouldBe("{ }");
        reader.Read().ShouldBeFalse();
        new FileInfo(file).Length.ShouldBeLessThan(8_000);
        using var answers = CaptureReader.Open(Directory.GetFiles(_folder, "*.http.gz").ShouldHaveSingleItem());
        answers.Read().ShouldBeTrue();
        (answers.Kind, answers.Url).ShouldBe((CaptureEntryKind.Answer, "https://x.example/depth?symbol=A"));
    }

    [Fact]
    public async Task A_file_cut_off_by_a_kill_is_read_up_to_there()
    {
        await using (var writer = new CaptureWriter(new CaptureOptions { Folder = _folder }))
            for (var i = 0; i < 60_000; i++) writer.Received(1, Start.AddMilliseconds(i), Encoding.UTF8.GetBytes($"{{\"n\":{i},\"x\":\"{i * 7919}\"}}"));
        var file = Directory.GetFiles(_folder, "*.ws.gz").ShouldHaveSingleItem();
        using (var cut = File.OpenWrite(file)) cut.SetLength(cut.Length - 5000);

        using var reader = CaptureReader.Open(file);
        var read = 0;
        while (reader.Read()) read++;
        read.ShouldBeInRange(1000, 59_999);
    }

    // A file may be deleted while this looks.
    private static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles().Sum(LengthOf);

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    [Fact]
    public async Task Files_are_bounded_in_size_and_the_oldest_go()
    {
        var random = new Random(1);
        var frame = new byte[20_000];
        await using (var writer = new CaptureWriter(new CaptureOptions { Folder = _folder, FileBytes = 1 << 20, TotalBytes = 3 << 20, FlushEvery = TimeSpan.FromMilliseconds(20), Queue = 500 }))
        {
            writer.Connected(1, new Uri("wss://x.example"), Start);
            for (var i = 0; i < 400; i++)
            {
                random.NextBytes(frame);
                writer.Received(1, Start.AddSeconds(i), frame);
            }
            await Eventually.True(() => writer.Written == 401 && Size(_folder) < 5 << 20, () => $"the oldest files to be deleted: {writer.Written} written, {writer.Failed} failed, {writer.Dropped} dropped, {Directory.GetFiles(_folder).Length} files");
            Directory.GetFiles(_folder).Length.ShouldBeGreaterThan(1);
            writer.Dropped.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Recording_never_waits_for_the_disk()
    {
        var options = new CaptureOptions { Folder = _folder, Queue = 2 };
        await using var writer = new CaptureWriter(options);
        var frame = new byte[1_000_000];
        for (var i = 0; i < 200; i++) writer.Received(1, Start, frame);
        await Eventually.True(() => writer.Dropped + writer.Written == 200, "every frame is written or counted as dropped");
    }

    [Fact]
    public void Plain_and_compressed_files_are_told_apart_by_their_first_bytes()
    {
        var path = Path.Combine(_folder, "x.ws");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest)) gzip.Write("1.5: {}\n"u8);
        using var reader = CaptureReader.Open(path);
        reader.Read().ShouldBeTrue();
    }

    private static CaptureReader Reader(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
