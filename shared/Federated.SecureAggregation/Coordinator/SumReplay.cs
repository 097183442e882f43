using System.Diagnostics.CodeAnalysis;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>
/// What a third party does who was given a sealed round's masked uploads and released shares: it takes the masks off again and sees whether the sum that
/// was published is the sum of what the members sent, bit for bit. It learns no more than the coordinator did: the sum.
/// </summary>
public static class SumReplay
{
    /// <summary>Recomputes the sum.</summary>
    /// <param name="cohort">The cohort, built from the signed adverts.</param>
    /// <param name="sharers">U1.</param>
    /// <param name="survivors">U2.</param>
    /// <param name="uploads">The packed upload of each survivor, in the order of <paramref name="survivors"/>.</param>
    /// <param name="uploadHashes">What each of them committed to, as logged.</param>
    /// <param name="responses">The released shares.</param>
    /// <param name="sumHash">As <see cref="Sealed.SumHash"/> gives it; compare it with the one that was logged.</param>
    /// <param name="fault">What does not fit.</param>
    /// <returns>False when the pieces do not belong together or do not suffice.</returns>
    public static bool TryReplay(
        CohortTranscript cohort,
        MemberSet sharers,
        MemberSet survivors,
        IReadOnlyList<ReadOnlyMemory<byte>> uploads,
        IReadOnlyList<Digest> uploadHashes,
        IReadOnlyList<UnmaskResponse> responses,
        [NotNullWhen(true)] out Digest? sumHash,
        [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(sharers);
        ArgumentNullException.ThrowIfNull(survivors);
        ArgumentNullException.ThrowIfNull(uploads);
        ArgumentNullException.ThrowIfNull(uploadHashes);
        ArgumentNullException.ThrowIfNull(responses);
        sumHash = null;
        RingWords sum = new(cohort.Parameters.Modulus, cohort.Parameters.ElementCount);
        SortedDictionary<int, UnmaskResponse> byHolder = [];
        fault = survivors.Count != uploads.Count || survivors.Count != uploadHashes.Count ? $"There are {uploads.Count} uploads and {uploadHashes.Count} hashes for {survivors.Count} survivors."
            : !survivors.IsWithin(sharers) || sharers.Any(member => member >= cohort.Count) ? "The survivors and the members that shared their keys do not fit the cohort."
            : FindUploadFault(cohort, survivors, uploads, uploadHashes, sum) ?? FindResponseFault(cohort, survivors, responses, byHolder);
        MaskedSum masked = new(cohort, sharers, sum, uploadHashes, survivors);
        if (fault is null && (fault = FindGap(cohort, sharers, byHolder.Keys)) is null && MaskRemoval.TryRemove(masked, byHolder, out fault))
        {
            sumHash = Sealed.HashOf(masked);
        }

        return fault is null;
    }

    private static string? FindUploadFault(CohortTranscript cohort, MemberSet survivors, IReadOnlyList<ReadOnlyMemory<byte>> uploads, IReadOnlyList<Digest> hashes, RingWords sum)
    {
        ChunkLayout layout = cohort.Parameters.Layout;
        int at = 0;
        foreach (int survivor in survivors)
        {
            bool fits = uploads[at].Length == layout.TotalBytes && UploadHash.Of(uploads[at], layout).Equals(hashes[at]) && sum.TryAddPacked(0, sum.Length, uploads[at].Span);
            if (!fits)
            {
                return $"The upload of '{cohort.Members[survivor].NodeId}' is not the one whose hash was logged.";
            }

            at++;
        }

        return null;
    }

    private static string? FindResponseFault(CohortTranscript cohort, MemberSet survivors, IReadOnlyList<UnmaskResponse> responses, SortedDictionary<int, UnmaskResponse> byHolder)
    {
        foreach (UnmaskResponse response in responses)
        {
            if (response.FindFault(cohort, out int holder) is { } violation)
            {
                return violation.Words;
            }

            if (!survivors.Contains(holder) || !byHolder.TryAdd(holder, response))
            {
                return $"The shares of '{response.NodeId}' come twice, or from no survivor.";
            }
        }

        return null;
    }

    private static string? FindGap(CohortTranscript cohort, MemberSet sharers, IReadOnlyCollection<int> holders)
    {
        int fewest = cohort.Graph.FewestHolders(sharers, holders);
        return fewest >= cohort.Thresholds.ShareThreshold ? null : $"{fewest} members released shares of one member and {cohort.Thresholds.ShareThreshold} are needed.";
    }
}
