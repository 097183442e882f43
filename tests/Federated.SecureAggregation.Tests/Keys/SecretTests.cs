using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.SecretSharing;
using Federated.SecureAggregation.Tests.Simulation;

namespace Federated.SecureAggregation.Tests.Keys;

public sealed class SecretTests
{
    private static readonly byte[] Pattern = [.. Enumerable.Repeat((byte)0xA5, 32)];

    [Fact]
    public void Secrets_Printed_SayOnlyThatTheyAreSecret()
    {
        using SecretBytes bytes = new(Pattern);
        using SecretScalar scalar = new(Pattern);
        using AgreementKey key = new(new SecretScalar(Pattern));
        using IdentityKey identity = IdentityKey.FromScalar(scalar);
        using Share share = new(1, new SecretBytes(Pattern));
        using RevealedShare revealed = new(0, new SecretBytes(Pattern));

        Assert.Equal(
            ["[secret]", "[secret scalar]", "[secret key pair]", "[identity key]", "[secret share]", "[secret share]"],
            new object[] { bytes, scalar, key, identity, share, revealed }.Select(secret => secret.ToString()));
        Assert.Equal(0, bytes.GetHashCode());
        Assert.Equal(0, scalar.GetHashCode());
    }

    [Fact]
    public void Secret_Disposed_IsZeroedAndUnreadable()
    {
        SecretBytes secret = new(Pattern);
        ReadOnlySpan<byte> storage = secret.Storage;
        Assert.Equal(Pattern, storage.ToArray());

        secret.Dispose();

        Assert.Equal(new byte[32], storage.ToArray());
        Assert.Throws<ObjectDisposedException>(() => secret.Span.Length);
    }

    [Fact]
    public void Secrets_Compared_ByValue()
    {
        using SecretBytes one = new(Pattern);
        using SecretBytes same = new(Pattern);
        using SecretBytes other = new(new byte[32]);

        Assert.True(one.Equals(same));
        Assert.False(one.Equals(other));
    }

    [Fact]
    public void Scalar_ZeroOrNotBelowTheOrder_Refused()
    {
        Assert.Throws<ProtocolViolationException>(() => new SecretScalar(new byte[32]));
        Assert.Throws<ProtocolViolationException>(() => new SecretScalar(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")));
        Assert.Throws<ProtocolViolationException>(() => new SecretScalar(new byte[31]));
    }

    [Fact]
    public void Scalar_FirstDrawOutOfRange_IsDrawnAgain()
    {
        using SecretScalar drawn = SecretScalar.Draw(new ScriptedRandom([.. Enumerable.Repeat((byte)0xFF, 32), .. Pattern]));
        using SecretScalar wanted = new(Pattern);

        Assert.True(drawn.Equals(wanted));
    }

    [Fact]
    public void Agreement_BothSides_GiveOneSecret()
    {
        using AgreementKey one = AgreementKey.Generate(new SeededRandom(1));
        using AgreementKey two = AgreementKey.Generate(new SeededRandom(2));
        using SecretBytes left = one.Agree(two.PublicKey);
        using SecretBytes right = two.Agree(one.PublicKey);

        Assert.True(left.Equals(right));
    }
}
