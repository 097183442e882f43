using System.Diagnostics;
using System.Security.Cryptography;
using Federated.Benchmarks.Peers;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Node;
using Federated.SecureAggregation.Ring;

namespace Federated.Benchmarks.SecureSums;

/// <summary>One node of a measured round: its phases and the time that its own steps took.</summary>
internal sealed class Member(int index, Participant participant)
{
    private readonly Stopwatch _working = new();
    private ShareKeys? _sharing;
    private MaskedInput? _masking;
    private Consistency? _agreeing;
    private Unmask? _unmasking;

    public int Index { get; } = index;

    public long Bytes { get; set; }

    public double Seconds => _working.Elapsed.TotalSeconds;

    public int Neighbours => _masking is null ? 0 : Enumerable.Range(0, _masking.Cohort.Count).Count(other => _masking.Cohort.Graph.AreNeighbours(0, other));

    public void Advertise(RoundParameters parameters, Action<Advert> send) => send(Step(() => new AdvertiseKeys(participant, parameters).Advertise(), ref _sharing));

    public void Share(CohortAnnouncement announcement, Action<ShareBundle> send) => send(Step(() => _sharing!.Share(announcement), ref _masking));

    public MaskedUpload Mask(ShareDelivery delivery, double[] values, RoundParameters parameters) => Step(
        () =>
        {
            using var random = RandomNumberGenerator.Create();
            using RingVector contribution = parameters.Quantiser.Quantise(values, 1, random);
            return _masking!.Mask(delivery, contribution);
        },
        ref _agreeing);

    public void Agree(SurvivorAnnouncement announcement, Action<ConsistencySignature> send) => send(Step(() => _agreeing!.Agree(announcement), ref _unmasking));

    public void Release(UnmaskRequest request, Action<UnmaskResponse> send)
    {
        Completed? completed = null;
        send(Step(() => _unmasking!.Reveal(request), ref completed));
    }

    private TMessage Step<TPhase, TMessage>(Func<NodeStep<TPhase, TMessage>> step, ref TPhase? next)
        where TPhase : class
        where TMessage : class
    {
        _working.Start();
        NodeStep<TPhase, TMessage> outcome = step();
        _working.Stop();
        return outcome.TryAdvance(out next, out TMessage? message, out Refused? refused)
            ? message
            : throw new PeerException($"a measured node refused the round: {refused.Violation.Words}");
    }
}
