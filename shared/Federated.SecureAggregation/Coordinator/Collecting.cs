using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>
/// R2 on the coordinator: hands out the shares, stages each member's chunks and adds a vector to the running sum when its commit verifies. Memory: the sum,
/// and what the host's spool keeps in memory of the members that are in the middle of their upload.
/// </summary>
public sealed class Collecting : CoordinatorPhase
{
    private readonly ChunkLayout _layout;
    private readonly Dictionary<int, UploadStaging> _staged = [];
    private readonly SortedDictionary<int, UploadCommit> _commits = [];
    private readonly ILookup<int, EncryptedShare> _deliveries;
    private readonly RingWords _sum;

    internal Collecting(
        RoundSetting setting, CohortTranscript cohort, IReadOnlyDictionary<int, ShareBundle> bundles, IEnumerable<Dropout> dropouts, DateTimeOffset now)
        : base(setting, now + setting.Timeouts.Collecting, bundles.Values.Select(bundle => bundle.NodeId), dropouts)
    {
        Cohort = cohort;
        _layout = setting.Parameters.Layout;
        _sum = new RingWords(setting.Parameters.Modulus, setting.Parameters.ElementCount);
        _deliveries = bundles.Values.SelectMany(bundle => bundle.Shares).ToLookup(share => share.To);
        Sharers = new MemberSet(bundles.Keys);
    }

    /// <summary>The cohort.</summary>
    public CohortTranscript Cohort { get; }

    /// <summary>U1: the members that shared their keys.</summary>
    public MemberSet Sharers { get; }

    private protected override RoundPhase? Phase => RoundPhase.Collecting;

    /// <summary>The sealed shares for one member of U1.</summary>
    /// <exception cref="ArgumentException">The node is not in U1.</exception>
    public ShareDelivery DeliveryFor(string nodeId)
    {
        int receiver = Cohort.TryIndexOf(nodeId, out int index) && Sharers.Contains(index)
            ? index
            : throw new ArgumentException($"'{nodeId}' shared no keys in this attempt, so there is nothing to deliver to it.", nameof(nodeId));
        return new ShareDelivery(Cohort.Hash, _deliveries[receiver]);
    }

    /// <summary>Takes one chunk, in any order. The host has authenticated the sender.</summary>
    public Receipt Receive(UploadChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        if (FindStranger(chunk.NodeId, chunk.CohortHash, out int sender) is { } refused)
        {
            return refused;
        }

        if (_commits.ContainsKey(sender))
        {
            return Receipt.Duplicate;
        }

        if (!_staged.TryGetValue(sender, out UploadStaging? staging))
        {
            staging = new UploadStaging(_layout, Setting.Spools.Open(chunk.NodeId, _layout.TotalBytes));
            _staged.Add(sender, staging);
        }

        return staging.Add(chunk);
    }

    /// <summary>Takes the end of an upload and adds the vector to the sum.</summary>
    public Receipt Receive(UploadCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (FindStranger(commit.NodeId, commit.CohortHash, out int sender) is { } refused)
        {
            return refused;
        }

        if (commit.FindFault(Cohort, out _) is { } fault)
        {
            return Receipt.Reject(fault);
        }

        if (_commits.TryGetValue(sender, out UploadCommit? earlier))
        {
            return Receipt.OfRepeat(commit.SaysTheSameAs(earlier), commit.NodeId);
        }

        _staged.TryGetValue(sender, out UploadStaging? staging);
        if (staging is null || staging.Missing > 0)
        {
            return Receipt.Reject(
                ViolationCode.UploadIncomplete, $"'{commit.NodeId}' committed its upload with {staging?.Missing ?? _layout.ChunkCount} of {_layout.ChunkCount} chunks missing. Send them, then commit again.");
        }

        return Add(sender, commit, staging);
    }

    private protected override CoordinatorPhase Close(DateTimeOffset now)
    {
        foreach (UploadStaging staging in _staged.Values)
        {
            staging.Dispose();
        }

        _staged.Clear();
        MemberSet survivors = new(_commits.Keys);
        if (Cohort.FindThinSpot(survivors) is { } thin)
        {
            return Abort(AbortCause.TooFewUploads, $"{survivors.Count} of {Sharers.Count} members uploaded: {thin}.");
        }

        return new Agreeing(Setting, new MaskedSum(Cohort, Sharers, _sum, [.. _commits.Values.Select(commit => commit.Payload)], survivors), Dropouts, now);
    }

    private Receipt Add(int sender, UploadCommit commit, UploadStaging staging)
    {
        _staged.Remove(sender);
        using UploadStaging staged = staging;
        if (!staged.Hash.Equals(commit.Payload))
        {
            return Receipt.Reject(
                ViolationCode.UploadDigestDiffers, $"The chunks of '{commit.NodeId}' do not have the hash that it committed. They were dropped; send the upload again.", commit.ToEvidence());
        }

        staged.AddTo(_sum);
        _commits.Add(sender, commit);
        NoLongerAwaits(commit.NodeId);
        return Receipt.Accepted;
    }

    private Receipt? FindStranger(string nodeId, Digest cohortHash, out int sender)
    {
        bool member = Cohort.TryIndexOf(nodeId, out sender);
        if (FindLate(nodeId) is { } late)
        {
            return late;
        }

        if (!member || !Sharers.Contains(sender))
        {
            return Receipt.Reject(ViolationCode.UnexpectedMember, $"'{nodeId}' shared no keys in this attempt, so its upload cannot be unmasked. Wait for the next attempt.");
        }

        return cohortHash.Equals(Cohort.Hash) ? null : Receipt.Reject(
            ViolationCode.CohortDiffers, $"The upload of '{nodeId}' belongs to another cohort. It was dropped; join the current attempt.");
    }
}
