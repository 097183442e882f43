using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.SecretSharing;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>
/// Takes the masks off a sum. For each survivor the seed of its self mask is rebuilt; for each dropped member its mask key, which must be the one that it
/// advertised, and with it the pair masks that the survivors had applied against it. Shares beyond the threshold must lie on the same polynomial.
/// </summary>
internal static class MaskRemoval
{
    public static bool TryRemove(
        MaskedSum masked,
        IReadOnlyDictionary<int, UnmaskResponse> responses,
        [NotNullWhen(true)] out ulong[]? sum,
        [NotNullWhen(false)] out string? fault)
    {
        ConcurrentBag<MaskTerm> terms = [];
        ConcurrentBag<string> faults = [];
        Parallel.ForEach(masked.Survivors, survivor =>
        {
            using SecretScalar? seed = Rebuild(masked, responses, survivor, response => response.SelfMaskShares);
            if (seed is null)
            {
                faults.Add($"The shares of the self mask of '{masked.Cohort.Members[survivor].NodeId}' contradict each other.");
                return;
            }

            terms.Add(new MaskTerm(KeyDerivation.SelfMaskKey(seed, masked.Cohort.Hash, survivor), Adds: false));
        });
        Parallel.ForEach(masked.Dropped, dropped =>
        {
            using SecretScalar? scalar = Rebuild(masked, responses, dropped, response => response.MaskKeyShares);
            using AgreementKey? key = scalar is null ? null : new AgreementKey(scalar);
            if (key is null || !key.PublicKey.Equals(masked.Cohort.Adverts[dropped].MaskKey))
            {
                faults.Add($"The shares of the mask key of '{masked.Cohort.Members[dropped].NodeId}' do not give the key that it advertised.");
                return;
            }

            foreach (int survivor in masked.Survivors.Where(survivor => masked.Cohort.Graph.AreNeighbours(survivor, dropped)))
            {
                using SecretBytes agreed = key.Agree(masked.Cohort.Adverts[survivor].MaskKey);
                terms.Add(new MaskTerm(KeyDerivation.PairMaskKey(agreed, masked.Cohort.Hash, survivor, dropped), Adds: survivor > dropped));
            }
        });

        fault = faults.Order(StringComparer.Ordinal).FirstOrDefault();
        sum = null;
        if (fault is null)
        {
            sum = [.. masked.Elements];
            MaskStream.Apply(sum, masked.Cohort.Parameters.Modulus, [.. terms]);
        }

        foreach (MaskTerm term in terms)
        {
            term.Key.Dispose();
        }

        return fault is null;
    }

    private static SecretScalar? Rebuild(
        MaskedSum masked, IReadOnlyDictionary<int, UnmaskResponse> responses, int owner, Func<UnmaskResponse, IReadOnlyList<RevealedShare>> kind)
    {
        List<Share> shares = [];
        foreach ((int holder, UnmaskResponse response) in responses)
        {
            SecretBytes value = kind(response).First(share => share.Owner == owner).Value;
            shares.Add(new Share(holder + 1, new SecretBytes(value.Span)));
        }

        ShamirSharing.TryReconstruct(shares, masked.Cohort.Thresholds.ShareThreshold, out SecretScalar? secret);
        shares.ForEach(share => share.Dispose());
        return secret;
    }
}
