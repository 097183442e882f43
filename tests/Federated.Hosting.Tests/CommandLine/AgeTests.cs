using Federated.Hosting.CommandLine;

namespace Federated.Hosting.Tests.CommandLine;

public class AgeTests
{
    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(0, "0 s")]
    [InlineData(99, "99 s")]
    [InlineData(120, "2 min")]
    [InlineData(99 * 60, "99 min")]
    [InlineData(100 * 60, "2 h")]
    [InlineData(47 * 3600, "47 h")]
    [InlineData(24 * 86_400, "24 d")]
    public void Format_Span_IsSaidInItsLargestUnit(int seconds, string expected) => Assert.Equal(expected, Age.Format(TimeSpan.FromSeconds(seconds)));
}
