using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Rounds;
using Federated.Grpc;
using Federated.Protocol.Errors;
using Federated.Protocol.V1;
using Federated.Tasks.Documents;
using Google.Protobuf.WellKnownTypes;

namespace Federated.Coordinator.Sessions;

/// <summary>The long poll: answers a node as soon as there is something for it to do.</summary>
internal sealed class SessionService(RoundFloor floor, IRoundJournal journal, Presence presence, PartnerStore partners, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    // A partner may be paused or removed while its poll is open: the poll then ends, and the next call is refused with the reason.
    private static readonly TimeSpan MembershipGlance = TimeSpan.FromSeconds(1);

    public async Task<NextResponse> Next(NextRequest request, ServerCallContext context)
    {
        var node = context.PartnerName();
        var until = clock.GetUtcNow() + GrantedWait(request.Wait);
        using var visit = presence.Enter(node);
        if (presence.IsWorthRecording(node))
            partners.Touch(node, clock.GetUtcNow(), request.NodeVersion.Length > 0 ? Shown.Of(request.NodeVersion) : null);
        var glancedAt = clock.GetUtcNow();
        if (request.Progress is null)
            floor.Change(loop => Forget(loop, node));

        while (true)
        {
            var changed = floor.Changed;
            if (floor.Look(loop => Answer(loop, node, request.Progress)) is { } answer)
                return StillMember(node) ? answer : new NextResponse { Idle = new Idle() };
            var now = clock.GetUtcNow();
            var left = until - now;
            if (left <= TimeSpan.Zero)
                return new NextResponse { Idle = new Idle() };
            if (now - glancedAt >= MembershipGlance)
            {
                if (!StillMember(node))
                    return new NextResponse { Idle = new Idle() };
                glancedAt = now;
            }

            await RoundFloor.WaitAsync(changed, left < MembershipGlance ? left : MembershipGlance, clock, context.CancellationToken);
        }
    }

    private NextResponse? Answer(RoundLoop? loop, string node, RoundProgress? progress)
    {
        var attempt = loop?.Attempt;
        if (progress?.Round is not { } round)
            return attempt?.Invite(node);
        if (round.Equals(attempt?.Key))
            return attempt.Continue(node, progress.Completed);
        // After a restart nodes may ask before the worker has taken the job up: one that was told "over" now would forget the keys that unmask its round.
        if (loop is null && journal.IsUnmasking(round))
            return null;
        return new NextResponse { Outcome = new RoundOutcome { Round = round, Result = journal.FindResult(round) ?? RoundResult.Aborted, Detail = "the round is over" } };
    }

    private static TimeSpan GrantedWait(Duration? wait)
    {
        try
        {
            var asked = wait?.ToTimeSpan() ?? TimeSpan.Zero;
            return asked < LongestWait ? asked : LongestWait;
        }
        catch (Exception fault) when (fault is InvalidOperationException or OverflowException)
        {
            throw RpcErrors.Of(StatusCode.InvalidArgument, ErrorReasons.BadMessage, "The wait is not a duration. Ask for 0 to 60 seconds.");
        }
    }

    private static bool Forget(RoundLoop? loop, string node)
    {
        loop?.Attempt?.Forget(node);
        return true;
    }

    private bool StillMember(string node) => partners.Find(node) is { State: PartnerState.Active };
}
