using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Node;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Tests.Simulation;

/// <summary>
/// One attempt with an honest coordinator, in one thread and without a clock: each node dies at its stage, the coordinator's deadline passes, and the round
/// ends sealed or aborted. A node that dies at Upload sends its first chunk before it dies.
/// </summary>
internal sealed class SimulatedRound(Consortium consortium, IReadOnlyList<DropStage> drops)
{
    private readonly Dictionary<int, ShareKeys> _sharing = [];
    private readonly Dictionary<int, MaskedInput> _masking = [];
    private readonly Dictionary<int, Consistency> _agreeing = [];
    private readonly Dictionary<int, Unmask> _unmasking = [];

    /// <summary>Called when the Unmasking phase begins and after each response; what it returns is used from then on.</summary>
    public Func<Unmasking, Unmasking> AroundUnmasking { get; init; } = phase => phase;

    public List<MaskedUpload> Uploads { get; } = [];

    /// <summary>The shares that were released.</summary>
    public List<UnmaskResponse> Responses { get; } = [];

    /// <summary>What a host keeps of the responses that were accepted so far.</summary>
    public List<byte[]> SavedResponses { get; init; } = [];

    public CoordinatorPhase Run()
    {
        CoordinatorPhase phase = Advertise();
        phase = phase is Sharing sharing ? Share(sharing) : phase;
        phase = phase is Collecting collecting ? Upload(collecting) : phase;
        phase = phase is Agreeing agreeing ? Agree(agreeing) : phase;
        return phase is Unmasking unmasking ? Reveal(unmasking) : phase;
    }

    private static CoordinatorPhase End(CoordinatorPhase phase) => phase.Tick(phase.Deadline!.Value);

    private static void Accept(Receipt receipt) => Assert.True(receipt.IsAccepted, receipt.Violation?.ToString());

    private bool Alive(int node, DropStage stage) => drops[node] == DropStage.Never || drops[node] > stage;

    private CoordinatorPhase Advertise()
    {
        Advertising phase = new(consortium.Setting, consortium.Names, Consortium.Start);
        foreach (int node in Enumerable.Range(0, consortium.Count).Where(node => Alive(node, DropStage.Advert)))
        {
            (ShareKeys next, Advert advert) = new AdvertiseKeys(consortium.Participants[node], consortium.Parameters).Advertise().MustAdvance();
            _sharing.Add(node, next);
            Accept(phase.Receive(advert));
        }

        return End(phase);
    }

    private CoordinatorPhase Share(Sharing phase)
    {
        foreach ((int node, ShareKeys keys) in _sharing.Where(pair => Alive(pair.Key, DropStage.Shares)))
        {
            (MaskedInput next, ShareBundle bundle) = keys.Share(phase.Announcement).MustAdvance();
            _masking.Add(node, next);
            Accept(phase.Receive(bundle));
        }

        return End(phase);
    }

    private CoordinatorPhase Upload(Collecting phase)
    {
        foreach ((int node, MaskedInput masking) in _masking)
        {
            using RingVector contribution = consortium.ContributionOf(node);
            (Consistency next, MaskedUpload upload) = masking.Mask(phase.DeliveryFor(Consortium.NameOf(node)), contribution).MustAdvance();
            Accept(phase.Receive(upload.Chunk(0)));
            if (Alive(node, DropStage.Upload))
            {
                Enumerable.Range(0, upload.ChunkCount).ToList().ForEach(index => Accept(phase.Receive(upload.Chunk(index))));
                Accept(phase.Receive(upload.Commit));
                _agreeing.Add(node, next);
                Uploads.Add(upload);
            }
        }

        return End(phase);
    }

    private CoordinatorPhase Agree(Agreeing phase)
    {
        foreach ((int node, Consistency agreeing) in _agreeing.Where(pair => Alive(pair.Key, DropStage.Signature)))
        {
            (Unmask next, ConsistencySignature signature) = agreeing.Agree(phase.Announcement).MustAdvance();
            _unmasking.Add(node, next);
            Accept(phase.Receive(signature));
        }

        return End(phase);
    }

    private CoordinatorPhase Reveal(Unmasking phase)
    {
        Unmasking current = AroundUnmasking(phase);
        foreach ((int _, Unmask unmask) in _unmasking.Where(pair => Alive(pair.Key, DropStage.Unmasking)))
        {
            UnmaskResponse response = unmask.Reveal(current.Request).MustAdvance().Message;
            Accept(current.Receive(response));
            Responses.Add(response);
            SavedResponses.Add(Unmasking.Save(response));
            current = AroundUnmasking(current);
        }

        return End(current);
    }
}
