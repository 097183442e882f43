using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Tests.Reports.Charts;

public class TextWidthTests
{
    [Theory]
    [InlineData("short", 200, "short")]
    [InlineData("a name that has no room", 60, "a nam…")]
    [InlineData("長い列の名前です", 60, "長い列…")]
    [InlineData("x", 0, "…")]
    public void Fit_Text_KeepsWhatHasRoom(string text, double room, string expected) => Assert.Equal(expected, TextWidth.Fit(text, room));

    [Fact]
    public void Fit_SurrogatePair_IsNeverCut() => Assert.DoesNotContain("\uFFFD", string.Concat(TextWidth.Fit("🛒🛒🛒🛒🛒🛒", 45).EnumerateRunes()), StringComparison.Ordinal);
}
