using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Jobs;
using Federated.Grpc;
using Federated.Protocol.Errors;
using Federated.Protocol.Rounds;
using Federated.Protocol.V1;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Coordinator;
using Federated.Tasks.Documents;

namespace Federated.Coordinator.Rounds;

/// <summary>What nodes send in a round. Every message is parsed by the core's own types, whose refusal becomes the caller's error.</summary>
internal sealed class RoundService(RoundFloor floor, IRoundJournal journal, JobStore jobs, Presence presence, TimeProvider clock, ILogger<RoundService> logger)
{
    private const int LongestCode = 60;
    private const int LongestReason = 300;

    public Task<RefuseResponse> Refuse(RefuseRequest request, ServerCallContext context)
    {
        var node = context.PartnerName();
        var code = Shown.Of(request.Code, LongestCode);
        var words = Shown.Of(request.Reason, LongestReason);
        var isNews = floor.Change(loop => loop?.Attempt is { } attempt && attempt.Key.Equals(request.Round) && loop.Refuse(node, code, words));
        if (isNews)
        {
            RoundLog.Refused(logger, node, request.Round.Round, request.Round.JobId, code);
            jobs.Note(request.Round.JobId, $"{node} refused: {code} {words}", clock.GetUtcNow());
        }

        return Task.FromResult(new RefuseResponse());
    }

    public Task<AdvertiseResponse> Advertise(AdvertiseRequest request, ServerCallContext context) => Take(
        request.Advert?.Parameters?.Round, context, new AdvertiseResponse(),
        node => request.Advert.ToCore() is var advert && advert.NodeId == node ? advert : throw Spoofed(node),
        (attempt, advert) => attempt.Receive(advert));

    public Task<ShareKeysResponse> ShareKeys(ShareKeysRequest request, ServerCallContext context) =>
        Take(request.Round, context, new ShareKeysResponse(), request.ToCore, (attempt, bundle) => attempt.Receive(bundle));

    public Task<UploadChunkResponse> UploadChunk(UploadChunkRequest request, ServerCallContext context) =>
        Take(request.Round, context, new UploadChunkResponse(), request.ToCore, (attempt, chunk) => attempt.Receive(chunk));

    public Task<CommitUploadResponse> CommitUpload(CommitUploadRequest request, ServerCallContext context) =>
        Take(request.Round, context, new CommitUploadResponse(), request.ToCore, (attempt, commit) => attempt.Receive(commit));

    public Task<AgreeSurvivorsResponse> AgreeSurvivors(AgreeSurvivorsRequest request, ServerCallContext context) =>
        Take(request.Round, context, new AgreeSurvivorsResponse(), request.ToCore, (attempt, agreement) => attempt.Receive(agreement));

    public Task<UnmaskResponse> Unmask(UnmaskRequest request, ServerCallContext context) => Take(
        request.Round, context, new UnmaskResponse(), request.ToCore, (attempt, response) =>
        {
            var receipt = attempt.Receive(response);
            if (receipt is { IsAccepted: true, IsDuplicate: false })
                journal.SaveResponse(attempt.Key, response.NodeId, Unmasking.Save(response));
            return receipt;
        });

    // A message is parsed and hashed on its connection's own thread; only what it changes is done under the floor's lock.
    private Task<TResponse> Take<TMessage, TResponse>(
        RoundKey? key, ServerCallContext context, TResponse acknowledgement, Func<string, TMessage> parse, Func<CurrentAttempt, TMessage, Receipt?> receive)
    {
        var node = context.PartnerName();
        presence.Touch(node);
        Receipt? receipt;
        bool isRunning;
        try
        {
            var message = parse(node);
            (receipt, isRunning) = floor.Change(loop => (loop?.Attempt is { } attempt && attempt.Key.Equals(key) ? receive(attempt, message) : null, loop is not null));
        }
        catch (ProtocolViolationException malformed)
        {
            throw Rejected(node, malformed.Violation);
        }

        // After a restart the nodes may be back before the loop is: a share that were turned away now could not be given again.
        if (receipt is null && !isRunning && key is not null && journal.IsUnmasking(key))
            throw new RpcException(new Status(StatusCode.Unavailable, "The coordinator was restarted and takes this attempt up again in a moment. Call again."));
        if (receipt is null)
            throw RpcErrors.Of(StatusCode.FailedPrecondition, ErrorReasons.RoundOver, "This attempt, or this phase of it, is over. The message was not counted; ask what is next.");
        return receipt.Violation is { } violation ? throw Rejected(node, violation) : Task.FromResult(acknowledgement);
    }

    private RpcException Rejected(string node, ProtocolViolation violation)
    {
        RoundLog.Rejected(logger, node, violation.Code.ToString(), Shown.Of(violation.Words, LongestReason));
        var (status, reason) = violation.Code switch
        {
            ViolationCode.PhaseOver or ViolationCode.RoundReplayed => (StatusCode.FailedPrecondition, ErrorReasons.RoundOver),
            ViolationCode.MalformedMessage or ViolationCode.MalformedKey or ViolationCode.ChunkOutOfLayout or ViolationCode.UploadDigestDiffers => (StatusCode.InvalidArgument, ErrorReasons.BadMessage),
            _ => (StatusCode.FailedPrecondition, ErrorReasons.ProtocolViolation),
        };
        return RpcErrors.Of(status, reason, violation.Words);
    }

    private static ProtocolViolationException Spoofed(string node) => new(new ProtocolViolation(
        ViolationCode.UnexpectedMember, $"The advert carries another name than '{node}', whose certificate made the call. Send your own advert."));
}
