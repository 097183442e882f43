using Federated.Grpc.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Grpc.Tests.Wire;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("2M", 1_200_000_000)]
    [InlineData("3S", 30_000_000)]
    [InlineData("4m", 40_000)]
    [InlineData("5u", 50)]
    [InlineData("600n", 6)]
    [InlineData("1n", 1)]
    [InlineData("0S", 0)]
    [InlineData("99999999H", 3_599_999_964_000_000_000)]
    public void TryParse_EveryUnit_GivesTicks(string text, long ticks)
    {
        Assert.True(GrpcTimeout.TryParse(text, out var timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1s")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData(" 1S")]
    [InlineData("1 S")]
    [InlineData("1.5S")]
    [InlineData("100000000S")]
    [InlineData("١S")]
    public void TryParse_OutsideTheGrammar_IsRefused(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));

    [Fact]
    public void Format_AnyTimeout_ReadsBackAtMostOneUnitLonger() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary(),
            pair =>
            {
                var timeout = TimeSpan.FromTicks(((long)pair.Item1 << (pair.Item2 % 30)) + (pair.Item2 % 1000));
                var text = GrpcTimeout.Format(timeout);
                return GrpcTimeout.TryParse(text, out var read)
                    && read >= timeout
                    && read.Ticks - timeout.Ticks <= Math.Max(timeout.Ticks / 1000, 1);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Format_LongerThanTheGrammar_IsCutToItsLongest() => Assert.Equal("99999999H", GrpcTimeout.Format(TimeSpan.MaxValue));

    [Fact]
    public void Format_Negative_IsZero() => Assert.Equal("0n", GrpcTimeout.Format(TimeSpan.FromSeconds(-1)));
}
