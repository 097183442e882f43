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

    public async Task<NextResponse> Next(NextRequest request, ServerCallContext context)
    {
        var node = context.PartnerName();
        using var visit = presence.Enter(node);
        if (presence.IsWorthRecording(node))
            partners.Touch(node, clock.GetUtcNow(), request.NodeVersion.Length is > 0 and <= LongestVersion ? request.NodeVersion : null);
        var asked = request.Wait?.ToTimeSpan() ?? TimeSpan.Zero;
        var until = clock.GetUtcNow() + (asked < LongestWait ? asked : LongestWait);
        if (request.Progress is null)
            floor.Change(loop => Forget(loop, node));

        while (true)
        {
            var changed = floor.Changed;
            if (floor.Look(loop => Answer(loop, node, request.Progress)) is { } answer)
                return StillMember(node) ? answer : new NextResponse { Idle = new Idle() };
            var left = until - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
                return new NextResponse { Idle = new Idle() };
            await Task.WhenAny(changed, Task.Delay(left, clock, context.CancellationToken));
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
        // After a restart the nodes may be back before the loop is.
        if (loop is null && journal.IsUnmasking(round))
            return null;
        return new NextResponse { Outcome = new RoundOutcome { Round = round, Result = journal.FindResult(round) ?? RoundResult.Aborted, Detail = "the round is over" } };
    }

    private static bool Forget(RoundLoop? loop, string node)
    {
        loop?.Attempt?.Forget(node);
        return true;
    }

    // A partner may have been paused while its poll was open.
    private bool StillMember(string node) => partners.Find(node) is { State: PartnerState.Active };
}
