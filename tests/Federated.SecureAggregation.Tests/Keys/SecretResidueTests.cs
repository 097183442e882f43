using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Ring;
using Federated.SecureAggregation.SecretSharing;
using Federated.SecureAggregation.Tests.Simulation;
using Xunit.Abstractions;

namespace Federated.SecureAggregation.Tests.Keys;

/// <summary>A known secret goes through everything that the library does with secrets; then this process's memory is searched for it.</summary>
public sealed class SecretResidueTests(ITestOutputHelper output)
{
    // Blinded: the secret itself stands in no array of the test's.
    private static readonly byte[] Blinded = SHA256.HashData("residue"u8);

    [LinuxFact]
    public void Memory_AfterDispose_HoldsTheSecretNowhere()
    {
        ProcessMemory memory = new();
        List<IDisposable> secrets = Use();
        int during = memory.Count(Blinded);

        Release(secrets);
        int after = memory.Count(Blinded);

        output.WriteLine($"{during} times in use, {after} times after");
        Assert.True(during > 0, "the search does not find a secret that is there");
        Assert.Equal(0, after);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<IDisposable> Use()
    {
        Span<byte> pattern = stackalloc byte[32];
        for (int i = 0; i < pattern.Length; i++)
        {
            pattern[i] = (byte)(Blinded[i] ^ ProcessMemory.Blind);
        }

        SecretScalar scalar = new(pattern);
        SecretScalar seed = new(pattern);
        SecretBytes key = new(pattern);
        CryptographicOperations.ZeroMemory(pattern);
        AgreementKey exchange = new(scalar);
        using AgreementKey other = AgreementKey.Generate(new SeededRandom(1));
        using (exchange.Agree(other.PublicKey))
        using (KeyDerivation.SelfMaskKey(seed, Digest.Of("cohort"u8), 1))
        {
        }

        Share[] shares = ShamirSharing.Split(seed, 2, 3, new SeededRandom(2));
        Assert.True(ShamirSharing.TryReconstruct(shares, 2, out SecretScalar? rebuilt));
        byte[] sealedBytes = ChannelCipher.Seal(key, [1], [2]);
        Assert.True(ChannelCipher.TryOpen(key, [1], sealedBytes, new byte[1]));
        MaskStream masks = new([new MaskTerm(key, Adds: true)]);
        RingWords words = new(new RingModulus(32), 100_000);
        masks.ApplyInto(words.ToPacked(), words);
        IdentityKey identity = IdentityKey.FromScalar(seed);
        identity.Sign([1, 2, 3]);
        return [exchange, seed, key, masks, identity, rebuilt, .. shares];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Release(List<IDisposable> secrets)
    {
        foreach (IDisposable secret in secrets)
        {
            secret.Dispose();
        }
    }
}
