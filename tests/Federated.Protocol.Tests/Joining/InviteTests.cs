using System.Text.Json;
using System.Text.Json.Nodes;
using Federated.Protocol.Joining;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Protocol.Tests.Joining;

public class InviteTests
{
    private static readonly DateTimeOffset Expires = new(2026, 7, 1, 12, 30, 0, TimeSpan.Zero);

    private static readonly Invite Sample = new(
        "retail-eu", new Uri("https://10.0.0.5:8443"), [.. Enumerable.Repeat((byte)0xAB, 32)], "casa-verde", [.. Enumerable.Range(100, 32).Select(i => (byte)i)], Expires);

    [Fact]
    public void Parse_WhatFormatWrote_IsTheSameInvite()
    {
        var read = Invite.Parse(Sample.Format());
        Assert.Equal((Sample.Consortium, Sample.Coordinator, Sample.Partner, Sample.ExpiresAt), (read.Consortium, read.Coordinator, read.Partner, read.ExpiresAt));
        Assert.Equal(Sample.AuthorityPin, read.AuthorityPin);
        Assert.Equal(Sample.Secret, read.Secret);
    }

    [Fact]
    public void ToString_NeverHoldsTheSecret()
    {
        Assert.Equal("invite of casa-verde to retail-eu", Sample.ToString());
        Assert.DoesNotContain(JsonNode.Parse(Sample.Format())!["secret"]!.GetValue<string>(), $"{Sample}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind", "federated-invite/2", "'kind' must be federated-invite/1")]
    [InlineData("consortium", "Retail EU", "'consortium' must be a name")]
    [InlineData("coordinator", "http://10.0.0.5:8443", "'coordinator' must be an https address")]
    [InlineData("coordinator", "not an address", "not a whole invite")]
    [InlineData("authority_sha256", "abcd", "'authority_sha256' must be 64 hexadecimal digits")]
    [InlineData("authority_sha256", "zz", "not a whole invite")]
    [InlineData("partner", "../../etc", "'partner' must be a name")]
    [InlineData("partner", "casa-verde\n", "'partner' must be a name")]
    [InlineData("secret", "AAAA", "'secret' must be 32 bytes")]
    [InlineData("secret", "!", "not a whole invite")]
    [InlineData("expires", "tomorrow", "not a whole invite")]
    [InlineData("expires", "07/01/2026", "not a whole invite")]
    public void Parse_EntryOutOfItsRange_IsRefusedByName(string key, string value, string expected)
    {
        var document = JsonNode.Parse(Sample.Format())!.AsObject();
        document[key] = value;
        Assert.Contains(expected, Refusal(document.ToJsonString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind")]
    [InlineData("consortium")]
    [InlineData("coordinator")]
    [InlineData("authority_sha256")]
    [InlineData("partner")]
    [InlineData("secret")]
    [InlineData("expires")]
    public void Parse_EntryMissing_IsRefusedByName(string key)
    {
        var document = JsonNode.Parse(Sample.Format())!.AsObject();
        document.Remove(key);
        Assert.Contains($"'{key}'", Refusal(document.ToJsonString()), StringComparison.Ordinal);
        document[key] = 7;
        Assert.Contains($"'{key}'", Refusal(document.ToJsonString()), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_UnknownEntry_IsRefusedByName()
    {
        var document = JsonNode.Parse(Sample.Format())!.AsObject();
        document["proxy"] = "https://elsewhere";
        Assert.Contains("unknown entry 'proxy'", Refusal(document.ToJsonString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"kind\":")]
    [InlineData("{\"kind\": \"\\ud800\"}")]
    [InlineData("{\"\\ud800\": 1, \"kind\": \"federated-invite/1\"}")]
    public void Parse_NotAnInvite_IsRefused(string text) => Assert.Contains("operator", Refusal(text), StringComparison.Ordinal);

    [Fact]
    public void Parse_EntryWrittenTwice_IsRefused()
    {
        var text = Sample.Format().Replace("{", "{ \"partner\": \"someone-else\",", StringComparison.Ordinal);
        Assert.Contains("not a whole invite", Refusal(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_HugeFile_IsRefusedBeforeItIsRead() => Assert.Contains("4096", Refusal(new string(' ', Invite.LongestFile + 1)), StringComparison.Ordinal);

    [Fact]
    public void Parse_InviteCutAnywhere_IsRefused()
    {
        var whole = Sample.Format().TrimEnd();
        for (var length = 0; length < whole.Length; length++)
            Assert.NotEmpty(Refusal(whole[..length]));
    }

    [Fact]
    public void Parse_AnyText_IsReadOrRefusedAndNothingElse() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
    {
        var document = JsonNode.Parse(Sample.Format())!.AsObject();
        document["consortium"] = text.Get;
        Assert.True(Invite.IsName(text.Get) || Refusal(document.ToJsonString(new JsonSerializerOptions())).Length > 0);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a", true)]
    [InlineData("0-9", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("A", false)]
    [InlineData("a\n", false)]
    [InlineData("a b", false)]
    [InlineData("é", false)]
    public void IsName_Text_IsANameOrNot(string text, bool expected) => Assert.Equal(expected, Invite.IsName(text));

    private static string Refusal(string text) => Assert.Throws<FormatException>(() => Invite.Parse(text)).Message;
}
