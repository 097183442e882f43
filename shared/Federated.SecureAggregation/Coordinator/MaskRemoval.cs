using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.SecretSharing;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>
/// Takes the masks off a sum. For each survivor the seed of its self mask is rebuilt; for each dropped member its mask key, which must be the one that it
/// advertised, and with it the pair masks that the survivors had applied against it. Shares beyond the threshold must lie on the same polynomial. Nothing
/// of the sum changes before every secret is rebuilt.
/// </summary>
internal sealed class MaskRemoval
{
    private readonly MaskedSum _masked;
    private readonly Digest _challenge;
    private readonly ILookup<int, (int Holder, SecretBytes Value)> _selfMaskShares;
    private readonly ILookup<int, (int Holder, SecretBytes Value)> _maskKeyShares;
    private readonly int[] _positions;
    private readonly ShareBasis _basis;
    private readonly ConcurrentBag<MaskTerm> _terms = [];
    private readonly ConcurrentBag<string> _faults = [];

    private MaskRemoval(MaskedSum masked, IReadOnlyDictionary<int, UnmaskResponse> responses)
    {
        _masked = masked;
        CanonicalWriter transcript = new(DomainLabels.ForShareCheck);
        foreach (UnmaskResponse response in responses.Values)
        {
            transcript.Bytes(response.SignedBytes.Span);
        }

        _challenge = transcript.ToDigest();
        _selfMaskShares = ByOwner(responses, response => response.SelfMaskShares);
        _maskKeyShares = ByOwner(responses, response => response.MaskKeyShares);
        _positions = PositionsOf(_selfMaskShares[masked.Survivors.First()]);
        _basis = ShareBasis.For(_positions, masked.Cohort.Thresholds.ShareThreshold, _challenge);
    }

    public static bool TryRemove(MaskedSum masked, IReadOnlyDictionary<int, UnmaskResponse> responses, [NotNullWhen(false)] out string? fault)
    {
        MaskRemoval removal = new(masked, responses);
        Parallel.ForEach(masked.Survivors, removal.RebuildSelfMask);
        Parallel.ForEach(masked.Dropped, removal.RebuildPairMasks);
        fault = removal._faults.Order(StringComparer.Ordinal).FirstOrDefault();
        if (fault is null)
        {
            MaskStream.Apply(masked.Elements, [.. removal._terms]);
        }

        foreach (MaskTerm term in removal._terms)
        {
            term.Key.Dispose();
        }

        return fault is null;
    }

    private static ILookup<int, (int Holder, SecretBytes Value)> ByOwner(IReadOnlyDictionary<int, UnmaskResponse> responses, Func<UnmaskResponse, IReadOnlyList<RevealedShare>> kind) =>
        responses.SelectMany(response => kind(response.Value).Select(share => (response.Key, share))).ToLookup(pair => pair.share.Owner, pair => (pair.Key, pair.share.Value));

    private static int[] PositionsOf(IEnumerable<(int Holder, SecretBytes Value)> shares) => [.. shares.Select(share => share.Holder + 1)];

    private void RebuildSelfMask(int survivor)
    {
        using SecretScalar? seed = Rebuild(_selfMaskShares[survivor]);
        if (seed is null)
        {
            _faults.Add($"The shares of the self mask of '{_masked.Cohort.Members[survivor].NodeId}' contradict each other.");
            return;
        }

        _terms.Add(new MaskTerm(KeyDerivation.SelfMaskKey(seed, _masked.Cohort.Hash, survivor), Adds: false));
    }

    private void RebuildPairMasks(int dropped)
    {
        using SecretScalar? scalar = Rebuild(_maskKeyShares[dropped]);
        using AgreementKey? key = scalar is null ? null : new AgreementKey(scalar);
        if (key is null || !key.PublicKey.Equals(_masked.Cohort.Adverts[dropped].MaskKey))
        {
            _faults.Add($"The shares of the mask key of '{_masked.Cohort.Members[dropped].NodeId}' do not give the key that it advertised.");
            return;
        }

        foreach (int survivor in _masked.Survivors.Where(survivor => _masked.Cohort.Graph.AreNeighbours(survivor, dropped)))
        {
            using SecretBytes agreed = key.Agree(_masked.Cohort.Adverts[survivor].MaskKey);
            _terms.Add(new MaskTerm(KeyDerivation.PairMaskKey(agreed, _masked.Cohort.Hash, survivor, dropped), Adds: survivor > dropped));
        }
    }

    // Who answered holds shares of everybody on the complete graph, so that one basis serves all secrets.
    private SecretScalar? Rebuild(IEnumerable<(int Holder, SecretBytes Value)> shares)
    {
        int[] positions = PositionsOf(shares);
        int threshold = _masked.Cohort.Thresholds.ShareThreshold;
        if (positions.Length < threshold)
        {
            return null;
        }

        ShareBasis basis = positions.AsSpan().SequenceEqual(_positions) ? _basis : ShareBasis.For(positions, threshold, _challenge);
        FieldElement[] values = [.. shares.Select(share => FieldElement.Read(share.Value.Span))];
        basis.TryReconstruct(values, out SecretScalar? secret);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(values.AsSpan()));
        return secret;
    }
}
