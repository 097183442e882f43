using Federated.ClientNode.Ledger;
using Federated.Protocol.Rounds;
using Federated.Protocol.V1;
using Federated.SecureAggregation.Ring;
using Google.Protobuf;
using RoundParameters = Federated.SecureAggregation.Cohort.RoundParameters;
using SealedPhase = Federated.SecureAggregation.Coordinator.Sealed;

namespace Federated.Simulation.Tests.Harness;

/// <summary>
/// What nobody in the protocol can see at once, and what must always hold of it:
/// a node makes one contribution for a round, whatever the number of attempts; it signs one survivor set for a cohort; it releases shares for one attempt at
/// a round; nobody's both kinds of shares are released; and a sealed sum is, in the integers of the ring, the sum of its survivors' contributions.
/// </summary>
internal sealed class RoundAccount
{
    private readonly Dictionary<string, RoundParameters> _offered = [];
    private readonly Dictionary<(string Node, string Job, uint Round), RecordedContribution> _contributions = [];
    private readonly Dictionary<(string Node, ByteString Cohort), ByteString> _signed = [];
    private readonly Dictionary<(string Node, string Job, uint Round), (uint Attempt, ByteString Cohort)> _released = [];
    private readonly Dictionary<(ByteString Cohort, uint Owner), bool> _kindOfShare = [];
    private readonly Dictionary<(string Node, RoundKey Key), SortedDictionary<uint, byte[]>> _uploads = [];

    /// <summary>Every byte that left a node, call by call.</summary>
    public List<(string Node, byte[] Bytes)> Capture { get; } = [];

    /// <summary>The rounds that were sealed, in order, each with its survivors' names.</summary>
    public List<(RoundKey Key, IReadOnlyList<string> Survivors, ulong[] Sum)> Sealed { get; } = [];

    /// <summary>Contributions before masking, by node and round.</summary>
    public IReadOnlyDictionary<(string Node, string Job, uint Round), RecordedContribution> Contributions => _contributions;

    /// <summary>Uploads as they left, chunks put together, by node and attempt.</summary>
    public IEnumerable<(string Node, RoundKey Key, byte[] Packed)> Uploads =>
        _uploads.Select(upload => (upload.Key.Node, upload.Key.Key, upload.Value.Values.SelectMany(chunk => chunk).ToArray()));

    public void Captured(SimulatedNode node, byte[] bytes) => Capture.Add((node.Name, bytes));

    public void Offered(SimulatedNode node, RoundOffer offer) => _offered[node.Name] = offer.Parameters.ToCore();

    public void Sent(SimulatedNode node, IMessage message)
    {
        switch (message)
        {
            case UploadChunkRequest chunk:
                _uploads.TryAdd((node.Name, chunk.Round), []);
                _uploads[(node.Name, chunk.Round)][chunk.Index] = chunk.Data.ToByteArray();
                Contributed(node.Name, node.Ledger, chunk.Round);
                break;
            case AgreeSurvivorsRequest agreement:
                Assert.True(_signed.TryAdd((node.Name, agreement.CohortHash), agreement.SurvivorsHash) || _signed[(node.Name, agreement.CohortHash)].Equals(agreement.SurvivorsHash),
                    $"{node.Name} signed two survivor sets for one cohort");
                break;
            case UnmaskRequest shares:
                Released(node.Name, shares);
                break;
        }
    }

    public void SealedWith(SealedPhase phase, RoundKey key)
    {
        var survivors = phase.Survivors.Select(member => phase.Cohort.Members[member].NodeId).ToList();
        var expected = new ulong[phase.Parameters.ElementCount];
        foreach (var survivor in survivors)
        {
            Assert.True(_contributions.TryGetValue((survivor, key.JobId, key.Round), out var contribution), $"{survivor} is in the sum of round {key.Round} and never uploaded");
            var elements = contribution.Integers();
            for (var i = 0; i < expected.Length; i++)
                expected[i] = unchecked(expected[i] + (ulong)elements[i]) & phase.Parameters.Modulus.Mask;
        }

        Assert.True(expected.Select((element, index) => phase.ElementAt(index) == element).All(same => same), $"round {key.Round} attempt {key.Attempt}: the sum is not that of {string.Join(", ", survivors)}");
        Sealed.Add((key, survivors, expected));
    }

    private void Contributed(string node, NodeLedger ledger, RoundKey key)
    {
        var parameters = _offered[node];
        using var kept = ledger.FindContribution(parameters);
        Assert.True(kept is not null, $"{node} uploads for round {key.Round} and its ledger holds no contribution");
        var contribution = new RecordedContribution(parameters.Modulus, parameters.ElementCount, kept.ToBytes());
        Assert.True(
            _contributions.TryAdd((node, key.JobId, key.Round), contribution) || _contributions[(node, key.JobId, key.Round)].Integers().SequenceEqual(contribution.Integers()),
            $"{node} made a second contribution for round {key.Round}");
    }

    private void Released(string node, UnmaskRequest shares)
    {
        var release = (shares.Round.Attempt, shares.CohortHash);
        Assert.True(
            _released.TryAdd((node, shares.Round.JobId, shares.Round.Round), release) || _released[(node, shares.Round.JobId, shares.Round.Round)].Equals(release),
            $"{node} released shares for two attempts at round {shares.Round.Round}");
        foreach (var (share, isSelfMask) in shares.SelfMaskShares.Select(share => (share, true)).Concat(shares.MaskKeyShares.Select(share => (share, false))))
        {
            Assert.True(
                _kindOfShare.TryAdd((shares.CohortHash, share.Owner), isSelfMask) || _kindOfShare[(shares.CohortHash, share.Owner)] == isSelfMask,
                $"shares of both kinds were released for member {share.Owner}");
        }
    }
}

/// <summary>A node's contribution before masking.</summary>
internal sealed record RecordedContribution(RingModulus Modulus, int Length, byte[] Packed)
{
    /// <summary>The same whatever the ring of the attempt: it may have fewer members, and then a smaller one.</summary>
    public long[] Integers()
    {
        var elements = Elements();
        return [.. elements[..^1].Select(Modulus.ToSigned), (long)elements[^1]];
    }

    public ulong[] Elements()
    {
        var elements = new ulong[Length];
        Assert.True(BitPacking.TryUnpack(Packed, Modulus, elements));
        return elements;
    }
}
