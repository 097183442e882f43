using Federated.Tasks.Reports.Page;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Reports.Page;

public class HtmlTests
{
    [Theory]
    [InlineData("a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c&#39;")]
    [InlineData("two\r\nlines\t", "two  lines ")]
    [InlineData("turn\u202eed\u2066", "turn\uFFFDed\uFFFD")]
    [InlineData("\0\u0007\u2028", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("שלום 長 🛒", "שלום 長 🛒")]
    public void Encode_Text_IsHarmless(string text, string expected) => Assert.Equal(expected, Html.Encode(text));

    [Fact]
    public void Encode_BrokenSurrogate_IsReplaced() => Assert.Equal("a\uFFFDb", Html.Encode("a\ud800b"));

    [Fact]
    public void Encode_AnyText_LeavesNoMarkup() =>
        Prop.ForAll<string?>(text => Html.Encode(text ?? "").IndexOfAny(['<', '>', '"', '\'']) < 0).QuickCheckThrowOnFailure();
}
