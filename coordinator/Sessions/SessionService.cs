using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Rounds;
using Federated.Grpc;
using Federated.Protocol.V1;

namespace Federated.Coordinator.Sessions;

/// <summary>The long poll: answers a node as soon as there is something for it to do.</summary>
internal sealed class SessionService(RoundFloor floor, IRoundJournal journal, Presence presence, PartnerStore partners, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private const int LongestVersion = 40;

    // A partner may be paused or removed while its poll is open: the poll then ends, and the next call is refused with the reason.
    private static readonly TimeSpan MembershipGlance = TimeSpan.FromSeconds(1);

    public async Task<NextResponse> Next(NextRequest request, ServerCallContext context)
    {
        var node = context.PartnerName();
        using var visit = presence.Enter(node);
        if (presence.IsWorthRecording(node))
            partners.Touch(node, clock.GetUtcNow(), request.NodeVersion.Length is > 0 and <= LongestVersion ? request.NodeVersion : null);
        var asked = request.Wait?.ToTimeSpan() ?? TimeSpan.Zero;
        var glancedAt = clock.GetUtcNow();
        var until = glancedAt + (asked < LongestWait ? asked : LongestWait);
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

            await Task.WhenAny(changed, Task.Delay(left < MembershipGlance ? left : MembershipGlance, clock, context.CancellationToken));
            context.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private NextResponse? Answer(RoundLoop? loop, string node, RoundProgress? progress)
    {
        var attempt = loop?.Attempt;
        if (progress?.Round is not { } round)
            return attempt?.Invite(node);
        if (round.Equals(attempt?.Key))
            return attempt.Continue(node, progress.Completed);
        return new NextResponse { Outcome = new RoundOutcome { Round = round, Result = journal.FindResult(round) ?? RoundResult.Aborted, Detail = "the round is over" } };
    }

    private static bool Forget(RoundLoop? loop, string node)
    {
        loop?.Attempt?.Forget(node);
        return true;
    }

    private bool StillMember(string node) => partners.Find(node) is { State: PartnerState.Active };
}
