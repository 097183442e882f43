using Federated.Grpc.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Grpc.Tests.Wire;

public sealed class StatusMessageTests
{
    [Theory]
    [InlineData("plain text ~", "plain text ~")]
    [InlineData("100%", "100%25")]
    [InlineData("a\nb", "a%0Ab")]
    [InlineData("ü", "%C3%BC")]
    [InlineData("🜚", "%F0%9F%9C%9A")]
    public void Encode_Text_FollowsTheSpecification(string text, string encoded)
    {
        Assert.Equal(encoded, StatusMessage.Encode(text));
        Assert.Equal(text, StatusMessage.Decode(encoded));
    }

    [Theory]
    [InlineData("50% off", "50% off")]
    [InlineData("end%", "end%")]
    [InlineData("end%4", "end%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("%C3", "\ufffd")]
    public void Decode_NotAnEscape_StaysOrIsReplaced(string encoded, string text) => Assert.Equal(text, StatusMessage.Decode(encoded));

    [Fact]
    public void Encode_AnyText_IsPrintableAsciiAndReadsBack() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var valid = new string([.. (text ?? "").Take(200).Where(character => !char.IsSurrogate(character))]);
            var encoded = StatusMessage.Encode(valid);
            return encoded.All(character => character is >= ' ' and <= '~') && StatusMessage.Decode(encoded) == valid;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Encode_LongText_IsCutBetweenCharacters()
    {
        var encoded = StatusMessage.Encode(new string('ü', 5000));

        Assert.Equal(0, encoded.Length % 6);
        Assert.InRange(encoded.Length, StatusMessage.MaxEncodedLength - 6, StatusMessage.MaxEncodedLength);
    }
}
