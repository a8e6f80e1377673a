using System.Text;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Tests.Embedded.Ids;

/// <summary>Identities look, compare and hash as Orleans' do, so that stored keys mean the same on both engines.</summary>
public class IdentityTests
{
    private static readonly Guid SomeGuid = new("00112233-4455-6677-8899-aabbccddeeff");

    [Theory]
    [InlineData("", 0x02CC5D05u)]
    [InlineData("a", 0x550D7456u)]
    [InlineData("abc", 0x32D153FFu)]
    [InlineData("Nobody inspects the spammish repetition", 0xE2293B2Fu)]
    public void The_stable_hash_is_xxHash32(string text, uint expected)
    {
        StableHash.ComputeHash(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);
        IdSpan.Create(text).GetUniformHashCode().ShouldBe(expected);
        new IdSpan(Encoding.UTF8.GetBytes(text)).ShouldBe(IdSpan.Create(text));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(255, "FF")]
    [InlineData(-1, "FFFFFFFFFFFFFFFF")]
    [InlineData(long.MinValue, "8000000000000000")]
    public void Integer_keys_are_hexadecimal(long key, string expected)
    {
        var id = new GrainId(GrainType.Create("t"), GrainIdKeyExtensions.CreateIntegerKey(key));
        id.ToString().ShouldBe("t/" + expected);
        id.GetIntegerKey().ShouldBe(key);
    }

    [Fact]
    public void Guid_keys_are_32_digits()
    {
        var id = new GrainId(GrainType.Create("t"), GrainIdKeyExtensions.CreateGuidKey(SomeGuid));
        id.ToString().ShouldBe("t/00112233445566778899aabbccddeeff");
        id.GetGuidKey().ShouldBe(SomeGuid);
    }

    [Fact]
    public void Key_extensions_follow_a_plus_sign_and_may_contain_one()
    {
        var number = new GrainId(GrainType.Create("t"), GrainIdKeyExtensions.CreateIntegerKey(10, "x+y"));
        number.Key.ToString().ShouldBe("A+x+y");
        number.GetIntegerKey(out var extension).ShouldBe(10);
        extension.ShouldBe("x+y");

        var guid = new GrainId(GrainType.Create("t"), GrainIdKeyExtensions.CreateGuidKey(SomeGuid, "é"u8));
        guid.GetGuidKey(out extension).ShouldBe(SomeGuid);
        extension.ShouldBe("é");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no number")]
    [InlineData("11112222333344445")]
    [InlineData(" 1")]
    public void Other_keys_are_no_integers(string key) =>
        new GrainId(GrainType.Create("t"), IdSpan.Create(key)).TryGetIntegerKey(out _, out _).ShouldBeFalse();

    [Theory]
    [InlineData("00112233445566778899aabbccddeef")]
    [InlineData("00112233445566778899aabbccddeeff0")]
    [InlineData("00112233445566778899aabbccddeefg")]
    [InlineData(" 00112233445566778899aabbccddeeff")]
    public void Other_keys_are_no_guids(string key) =>
        new GrainId(GrainType.Create("t"), IdSpan.Create(key)).TryGetGuidKey(out _, out _).ShouldBeFalse();

    [Fact]
    public void An_identity_is_read_up_to_the_first_slash()
    {
        var id = GrainId.Parse("type/key/with/slashes");
        id.Type.ToString().ShouldBe("type");
        id.Key.ToString().ShouldBe("key/with/slashes");
        id.ShouldBe(GrainId.Create("type", "key/with/slashes"));
        GrainId.TryParse("no slash", out _).ShouldBeFalse();
        JsonSerializer.Deserialize<GrainId>(JsonSerializer.Serialize(id)).ShouldBe(id);
    }

    [Fact]
    public void The_default_identity_is_not_the_empty_one()
    {
        default(IdSpan).IsDefault.ShouldBeTrue();
        IdSpan.Create("").IsDefault.ShouldBeTrue();
        default(IdSpan).ShouldNotBe(IdSpan.Create(""));
        default(GrainId).IsDefault.ShouldBeTrue();
    }

    [Fact]
    public void Identities_are_ordered_by_their_bytes()
    {
        // In UTF-16 the surrogates of the second come before the first; in UTF-8 they come after it.
        IdSpan[] ordered = [default, IdSpan.Create("a"), IdSpan.Create("ab"), IdSpan.Create("b"), IdSpan.Create("\uFB01"), IdSpan.Create("\U0001F600")];
        ordered.Reverse().Order().ShouldBe(ordered);
    }

    [Fact]
    public void A_silo_address_survives_its_text()
    {
        var address = SiloAddress.New(new System.Net.IPAddress([127, 0, 0, 1]), 11111, 7);
        address.ToString().ShouldBe("S127.0.0.1:11111:7");
        address.ToParsableString().ShouldBe("127.0.0.1:11111@7");
        SiloAddress.FromParsableString(address.ToParsableString()).ShouldBe(address);
        SiloAddress.TryParse("127.0.0.1:11111", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_stream_keeps_namespace_and_key_apart()
    {
        StreamId.Create("ab", "c").ShouldNotBe(StreamId.Create("a", "bc"));
        StreamId.Create("", "k").ShouldBe(StreamId.Create(null, "k"));
        StreamId.Create("ns", 12).ToString().ShouldBe("ns/12");
        StreamId.Create(null, SomeGuid).ToString().ShouldBe("null/00112233445566778899aabbccddeeff");
        StreamId.Parse("ns/key/rest"u8).ShouldBe(StreamId.Create("ns", "key/rest"));
        StreamId.Create("ns", "key").GetHashCode().ShouldBe((int)StableHash.ComputeHash("nskey"u8));
    }

    [Theory]
    [InlineData("ns", "key")]
    [InlineData(null, "key")]
    [InlineData("with:colon", "1:x")]
    public void A_stream_identity_survives_json(string? ns, string key)
    {
        var id = StreamId.Create(ns, key);
        JsonSerializer.Deserialize<StreamId>(JsonSerializer.Serialize(id)).ShouldBe(id);
        Dictionary<StreamId, int> map = new() { [id] = 1 };
        JsonSerializer.Deserialize<Dictionary<StreamId, int>>(JsonSerializer.Serialize(map)).ShouldBe(map);
    }

    [Fact]
    public void An_activation_identity_survives_its_text()
    {
        var id = new ActivationId(SomeGuid);
        id.ToParsableString().ShouldBe("@00112233445566778899aabbccddeeff");
        ActivationId.FromParsableString(id.ToParsableString()).ShouldBe(id);
        Should.Throw<FormatException>(() => ActivationId.FromParsableString("00112233445566778899aabbccddeeff"));
    }
}
