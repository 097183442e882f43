using System.Security.Cryptography;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using RoundKey = Federated.Protocol.V1.RoundKey;

namespace Federated.Protocol.Tests.Rounds;

/// <summary>Well-formed messages of one round; their signatures are not real, which no mapping looks at.</summary>
internal static class Samples
{
    public static readonly RoundKey Key = new() { JobId = "churn-9c1f4b7e", Round = 3, Attempt = 2 };

    public static readonly Digest Cohort = Digest.Of("cohort"u8);

    public static readonly RoundParameters Parameters = new()
    {
        JobId = Key.JobId,
        Round = Key.Round,
        Attempt = (int)Key.Attempt,
        RosterRoot = Digest.Of("roster"u8),
        ModelHash = Digest.Of("model"u8),
        PolicyHash = Digest.Of("job"u8),
        MinimumCohort = 4,
        ColluderPermille = 200,
        DropoutPermille = 340,
        ValueCount = 19,
        ModulusBits = 27,
        QuantisationBits = 16,
        ValueBound = 2.5,
        WeightBound = 256,
        ClipNorm = 2.5,
        ChunkElements = 16,
    };

    public static IdentitySignature Signature(byte fill) => new([.. Enumerable.Repeat(fill, IdentitySignature.Length)]);

    public static PublicPoint Point()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(false).Q;
        return new PublicPoint([4, .. point.X!, .. point.Y!]);
    }

    public static Advert Advert(string node) => new(node, Parameters, Point(), Point(), [.. Enumerable.Range(0, 32).Select(i => (byte)i)], Signature(1));

    public static EncryptedShare Share(int from, int to) => new(from, to, [.. Enumerable.Range(0, EncryptedShare.CiphertextBytes).Select(i => (byte)(i * (from + to + 1)))]);

    public static RevealedShare Revealed(int owner) => new(owner, new SecretBytes([.. Enumerable.Repeat((byte)(owner + 1), SecretBytes.Length)]));
}
