using Federated.ClientNode.Evidence;
using Federated.ClientNode.Ledger;
using Federated.Protocol.Errors;
using Federated.Protocol.Rounds;
using Federated.Protocol.V1;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Node;
using Google.Protobuf;
using RoundParameters = Federated.SecureAggregation.Cohort.RoundParameters;

namespace Federated.ClientNode.Rounds;

/// <summary>
/// The node's whole working life: ask what is next, do it, ask again. One round at a time; each instruction moves the round by one phase of the secure sum. Whatever the coordinator
/// says out of turn, or says wrongly, ends the round on this side with nothing more revealed.
/// </summary>
internal sealed class NodeLoop(ICoordinator coordinator, OfferDesk desk, Workload workload, NodeLedger ledger, EvidenceFolder evidence, ILogger<NodeLoop> logger) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private NodeRound? _round;

    /// <summary>Whether no attempt is under way on this side.</summary>
    public bool IsBetweenRounds => _round?.Phase is null;

    /// <summary>Asks once and does what is answered.</summary>
    public async Task StepAsync(CancellationToken cancellation)
    {
        var next = await coordinator.NextAsync(_round?.Progress, LongestWait, cancellation);
        try
        {
            await HandleAsync(next, cancellation);
        }
        catch (RoundRefusalException refusal)
        {
            await RefuseAsync(next, refusal.Code, refusal.Message, refusal.Mend, cancellation);
        }
        catch (ProtocolViolationException malformed)
        {
            await RefuseAsync(next, RefusalCodes.Of(malformed.Violation.Code), malformed.Violation.Words, "tell the operator: the coordinator broke the protocol", cancellation);
        }
    }

    /// <summary>Forgets the round after a call that cannot be repeated; the coordinator goes on without this node.</summary>
    public void Abandon()
    {
        _round?.Dispose();
        _round = null;
    }

    public void Dispose() => _round?.Dispose();

    private Task HandleAsync(NextResponse next, CancellationToken cancellation) => (next.InstructionCase, _round?.Phase) switch
    {
        (NextResponse.InstructionOneofCase.Offer, null) => OfferAsync(next.Offer, cancellation),
        (NextResponse.InstructionOneofCase.Adverts, ShareKeys phase) when IsCurrent(next.Adverts.Round) => SendAsync(
            phase.Share(next.Adverts.ToCore()), RoundStep.Shared, bundle => bundle.ToWire(_round!.Key), cancellation),
        (NextResponse.InstructionOneofCase.Shares, MaskedInput phase) when IsCurrent(next.Shares.Round) => UploadAsync(phase, next.Shares.ToCore(), cancellation),
        (NextResponse.InstructionOneofCase.Survivors, Consistency phase) when IsCurrent(next.Survivors.Round) => SendAsync(
            phase.Agree(next.Survivors.ToCore()), RoundStep.Agreed, agreement => agreement.ToWire(_round!.Key), cancellation),
        (NextResponse.InstructionOneofCase.Unmasking, Unmask phase) when IsCurrent(next.Unmasking.Round) => UnmaskAsync(phase, next.Unmasking.ToCore(), cancellation),
        (NextResponse.InstructionOneofCase.Outcome, _) => Finish(next.Outcome),
        (NextResponse.InstructionOneofCase.Idle, _) => Task.CompletedTask,
        _ => LeaveAsync(next.InstructionCase, cancellation),
    };

    private async Task OfferAsync(RoundOffer offer, CancellationToken cancellation)
    {
        _round?.Dispose();
        _round = new NodeRound(offer.Parameters?.Round ?? new RoundKey(), offer.Roster);
        var (work, advertise) = await desk.AcceptAsync(offer, cancellation);
        if (!advertise.Advertise().TryAdvance(out var phase, out var advert, out var refused))
        {
            KeepEvidence(refused);
            throw new RoundRefusalException(RefusalCodes.Of(refused.Violation.Code), "refused by the partner's floor or ledger", refused.Violation.Words);
        }

        _round.Begin(work, phase);
        NodeRoundLog.Joined(logger, _round.Key.JobId, _round.Key.Round, _round.Key.Attempt);
        await DeliverAsync(new AdvertiseRequest { Advert = advert.ToWire() }, cancellation);
    }

    private async Task UploadAsync(MaskedInput phase, SecureAggregation.Messages.ShareDelivery delivery, CancellationToken cancellation)
    {
        var work = _round!.Work!;
        var masked = await Task.Run(
            () =>
            {
                // What the mask was put on is not needed while the upload is on its way.
                using var contribution = workload.Contribute(work.Spec, work.Task, work.State, work.Contribution, work.Parameters);
                return phase.Mask(delivery, contribution);
            },
            cancellation);
        if (!masked.TryAdvance(out var next, out var upload, out var refused))
        {
            await ViolatedAsync(refused, cancellation);
            return;
        }

        _round.Advance(RoundStep.Uploaded, next);
        ledger.RecordUpload(work.Parameters, upload.Commit.Payload, upload.Packed.Length);
        for (var index = 0; index < upload.ChunkCount; index++)
        {
            if (!await DeliverAsync(upload.Chunk(index).ToWire(_round.Key), cancellation))
                return;
        }

        if (await DeliverAsync(upload.Commit.ToWire(_round.Key), cancellation))
            NodeRoundLog.Uploaded(logger, _round.Key.JobId, _round.Key.Round, upload.Packed.Length);
    }

    private async Task UnmaskAsync(Unmask phase, SecureAggregation.Messages.UnmaskRequest request, CancellationToken cancellation)
    {
        if (!phase.Reveal(request).TryAdvance(out _, out var response, out var refused))
        {
            await ViolatedAsync(refused, cancellation);
            return;
        }

        _round!.Advance(RoundStep.Unmasked, null);
        await DeliverAsync(response.ToWire(_round.Key), cancellation);
    }

    private async Task SendAsync<TPhase, TMessage>(NodeStep<TPhase, TMessage> step, RoundStep completed, Func<TMessage, IMessage> toWire, CancellationToken cancellation)
        where TPhase : NodePhase
        where TMessage : class
    {
        if (step.TryAdvance(out var next, out var message, out var refused))
        {
            _round!.Advance(completed, next);
            await DeliverAsync(toWire(message), cancellation);
        }
        else
        {
            await ViolatedAsync(refused, cancellation);
        }
    }

    private async Task<bool> DeliverAsync(IMessage message, CancellationToken cancellation)
    {
        if (await coordinator.SendAsync(message, cancellation))
            return true;
        Abandon();
        return false;
    }

    private async Task ViolatedAsync(Refused refused, CancellationToken cancellation)
    {
        NodeRoundLog.Violated(logger, _round!.Key.JobId, _round.Key.Round, refused.Violation.Code.ToString(), refused.Violation.Words);
        KeepEvidence(refused);
        _round.Leave();
        await DeliverAsync(new RefuseRequest { Round = _round.Key, Code = RefusalCodes.Of(refused.Violation.Code), Reason = refused.Violation.Words }, cancellation);
    }

    // Before the coordinator hears of it: what it is shown to have done is then on this side already.
    private void KeepEvidence(Refused refused)
    {
        if (evidence.Keep(refused, _round!.Roster, desk.Authority) is { } path)
            NodeRoundLog.EvidenceKept(logger, path);
        else
            NodeRoundLog.EvidenceLost(logger, refused.Violation.Code.ToString());
    }

    private async Task RefuseAsync(NextResponse next, string code, string words, string mend, CancellationToken cancellation)
    {
        _round ??= new NodeRound(next.Offer?.Parameters?.Round ?? new RoundKey(), []);
        _round.Leave();
        NodeRoundLog.Refused(logger, _round.Key.JobId, _round.Key.Round, code, words, mend);
        await DeliverAsync(new RefuseRequest { Round = _round.Key, Code = code, Reason = words }, cancellation);
    }

    private Task LeaveAsync(NextResponse.InstructionOneofCase instruction, CancellationToken cancellation)
    {
        if (_round is null)
            return Task.CompletedTask;
        NodeRoundLog.OutOfTurn(logger, _round.Key.JobId, _round.Key.Round, instruction.ToString(), _round.Completed.ToString());
        var key = _round.Key;
        _round.Leave();
        return DeliverAsync(new RefuseRequest { Round = key, Code = "FED-PROTOCOL-OutOfTurn", Reason = "an instruction came out of turn" }, cancellation);
    }

    private Task Finish(RoundOutcome outcome)
    {
        if (_round is null || !IsCurrent(outcome.Round))
            return Task.CompletedTask;
        if (outcome.Result == RoundResult.Sealed && _round.Completed == RoundStep.Unmasked)
            ledger.RecordFinished(_round.Key.JobId, _round.Key.Round);
        NodeRoundLog.Ended(logger, _round.Key.JobId, _round.Key.Round, outcome.Result.ToString());
        _round.Dispose();
        _round = null;
        return Task.CompletedTask;
    }

    private bool IsCurrent(RoundKey? key) => _round is not null && _round.Key.Equals(key);
}
