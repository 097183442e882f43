using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Node;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Tests.Simulation;

/// <summary>Honest nodes brought step by step to where a lie begins. The test plays the coordinator.</summary>
internal sealed class StagedRound
{
    public StagedRound(Consortium consortium)
    {
        Consortium = consortium;
        (Sharing, Adverts) = Split(consortium.Participants.Select(participant => new AdvertiseKeys(participant, consortium.Parameters).Advertise().MustAdvance()));
    }

    public Consortium Consortium { get; }

    public ShareKeys[] Sharing { get; }

    public Advert[] Adverts { get; }

    public MaskedInput[] Masking { get; private set; } = [];

    public ShareBundle[] Bundles { get; private set; } = [];

    public Consistency[] Agreeing { get; private set; } = [];

    public MaskedUpload[] Uploads { get; private set; } = [];

    public Unmask[] Unmasking { get; private set; } = [];

    public ConsistencySignature[] Signatures { get; private set; } = [];

    public Digest CohortHash => Masking[0].Cohort.Hash;

    public MemberSet Everyone => new(Enumerable.Range(0, Consortium.Count));

    public StagedRound Share()
    {
        (Masking, Bundles) = Split(Sharing.Select(phase => phase.Share(new CohortAnnouncement(Adverts)).MustAdvance()));
        return this;
    }

    public StagedRound Mask()
    {
        (Agreeing, Uploads) = Split(Masking.Select((phase, node) =>
        {
            using RingVector contribution = Consortium.ContributionOf(node);
            return phase.Mask(DeliveryTo(node), contribution).MustAdvance();
        }));
        return this;
    }

    /// <summary>The named nodes are told these survivors and sign.</summary>
    public StagedRound Agree(MemberSet survivors)
    {
        (Unmasking, Signatures) = Split(survivors.Select(node => Agreeing[node].Agree(new SurvivorAnnouncement(CohortHash, survivors)).MustAdvance()));
        return this;
    }

    public ShareDelivery DeliveryTo(int node) => new(Bundles[node].CohortHash, SharesTo(node));

    public IEnumerable<EncryptedShare> SharesTo(int node) => Bundles.SelectMany(bundle => bundle.Shares).Where(share => share.To == node);

    public UnmaskRequest Request(MemberSet survivors, MemberSet dropped) => new(CohortHash, survivors, dropped, Signatures);

    private static (TPhase[] Phases, TMessage[] Messages) Split<TPhase, TMessage>(IEnumerable<(TPhase Phase, TMessage Message)> steps)
    {
        (TPhase Phase, TMessage Message)[] all = [.. steps];
        return ([.. all.Select(step => step.Phase)], [.. all.Select(step => step.Message)]);
    }
}
