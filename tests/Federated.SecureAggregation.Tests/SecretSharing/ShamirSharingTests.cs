using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.SecretSharing;
using Federated.SecureAggregation.Tests.Simulation;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.SecureAggregation.Tests.SecretSharing;

public sealed class ShamirSharingTests
{
    [Fact]
    public void Reconstruct_AnyThresholdShares_GiveTheSecret() =>
        Prop.ForAll(
            Gen.Choose(1, 12).ToArbitrary(), Gen.Choose(0, 11).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(),
            (count, less, seed) =>
            {
                int threshold = Math.Max(1, count - less);
                using SecretScalar secret = SecretScalar.Draw(new SeededRandom(seed));
                Share[] shares = ShamirSharing.Split(secret, threshold, count, new SeededRandom(seed + 1));
                Random order = new(seed);
                Share[] some = [.. shares.OrderBy(_ => order.Next()).Take(order.Next(threshold, count + 1))];
                return ShamirSharing.TryReconstruct(some, threshold, out SecretScalar? rebuilt) && rebuilt.Equals(secret);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shares_OneFewerThanTheThreshold_FitEverySecret()
    {
        // Algebraic secrecy: for t−1 shares of one secret there are coefficients that give exactly these shares for any other secret.
        using SecretScalar secret = SecretScalar.Draw(new SeededRandom(1));
        Share[] shares = ShamirSharing.Split(secret, 3, 5, new SeededRandom(2));
        using SecretScalar other = SecretScalar.Draw(new SeededRandom(3));
        FieldElement free = FieldElement.Read(other.Span);
        FieldElement one = FieldElement.Read(shares[0].Value.Span) - free;
        FieldElement two = FieldElement.Read(shares[1].Value.Span) - free;

        // Solve a + b = one and 2a + 4b = two for the other secret's polynomial.
        FieldElement b = (two - one - one) * FieldElement.FromInt32(2).Invert();
        FieldElement a = one - b;
        Share[] explained = ShamirSharing.Evaluate([free, a, b], [1, 2, 3, 4, 5]);

        Assert.Equal(shares[0].Value, explained[0].Value);
        Assert.Equal(shares[1].Value, explained[1].Value);
        Assert.NotEqual(shares[2].Value, explained[2].Value);
    }

    [Fact]
    public void Reconstruct_TooFewShares_Refused()
    {
        using SecretScalar secret = SecretScalar.Draw(new SeededRandom(1));
        Share[] shares = ShamirSharing.Split(secret, 3, 5, new SeededRandom(2));

        Assert.False(ShamirSharing.TryReconstruct(shares[..2], 3, out _));
    }

    [Fact]
    public void Reconstruct_TwoSharesAtOnePosition_Refused()
    {
        using SecretScalar secret = SecretScalar.Draw(new SeededRandom(1));
        Share[] shares = ShamirSharing.Split(secret, 3, 5, new SeededRandom(2));

        Assert.False(ShamirSharing.TryReconstruct([shares[0], shares[1], shares[1]], 3, out _));
    }

    [Fact]
    public void Reconstruct_OneShareOffThePolynomial_Refused()
    {
        using SecretScalar secret = SecretScalar.Draw(new SeededRandom(1));
        Share[] shares = ShamirSharing.Split(secret, 3, 5, new SeededRandom(2));
        shares[4] = new Share(5, new SecretBytes(new byte[32]));

        Assert.False(ShamirSharing.TryReconstruct(shares, 3, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void Reconstruct_AnyOneShareOff_Refused(int which)
    {
        using SecretScalar secret = SecretScalar.Draw(new SeededRandom(1));
        Share[] shares = ShamirSharing.Split(secret, 3, 7, new SeededRandom(2));
        shares[which] = new Share(which + 1, new SecretBytes([.. new byte[31], 1]));

        Assert.False(ShamirSharing.TryReconstruct(shares, 3, out _));
    }

    [Fact]
    public void Reconstruct_SharesOfAPolynomialOfHigherDegree_Refused()
    {
        using SecretScalar secret = SecretScalar.Draw(new SeededRandom(1));
        Share[] shares = ShamirSharing.Split(secret, 5, 9, new SeededRandom(2));

        Assert.False(ShamirSharing.TryReconstruct(shares, 4, out _));
        Assert.True(ShamirSharing.TryReconstruct(shares, 5, out SecretScalar? rebuilt));
        Assert.Equal(secret, rebuilt);
    }

    [Fact]
    public void Share_ValueNotBelowThePrime_Refused()
    {
        byte[] order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

        Assert.Throws<ProtocolViolationException>(() => new Share(1, new SecretBytes(order)));
        Assert.Throws<ProtocolViolationException>(() => new RevealedShare(1, new SecretBytes(order)));
        Assert.Throws<ProtocolViolationException>(() => new Share(0, new SecretBytes(new byte[32])));
    }
}
