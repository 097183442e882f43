using System.Security.Cryptography;

namespace Federated.Computations.Robust;

/// <summary>
/// 32 bytes that nobody can choose, not the coordinator with colluding members either: what groups are derived from (<see cref="GroupPartition"/>). Coin tossing by
/// commitment (Blum 1981, "Coin flipping by telephone") over two secure sums, in which each member writes into places of its own and adds zeros elsewhere.
/// <para>
/// In the first sum a member commits: it draws 32 bytes and sends their hash. In the second it shows them, once it has seen its own commitment among all others and has noted them all.
/// The result is a hash over what all have shown. The members of a round have the same state, so all commitments are fixed before an honest member shows its bytes;
/// whatever is said of the others afterwards must fit them, and a draw in which one who committed does not show its bytes is void and begins anew (<see cref="MostDraws"/>).
/// What is left to a coordinator that colludes is to throw a draw away, that is as many tries as there are draws.
/// </para>
/// <para>
/// A node never accepts a result: it checks with <see cref="RequireWitnessed"/> that it noted these very commitments and that its own bytes are in. A member that writes into
/// others' places spoils the draw, which ends the job; it gains nothing else.
/// </para>
/// </summary>
/// <param name="least">Fewest members that must commit, at least 1.</param>
public sealed class FederatedDraw(int least) : IComputation<DrawState, DrawMember>
{
    /// <summary>Draws before the job is given up.</summary>
    public const int MostDraws = 5;

    // One unit is one step of the quantiser, so whole numbers come back exactly.
    private const int Bits = 34;
    private const double Bound = (1L << (Bits - 1)) - 1;

    /// <inheritdoc/>
    public ContributionSpec Specify(DrawState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Members.IsEmpty)
            throw new ContributionException("The draw does not know its members yet.");
        return new ContributionSpec(DrawHash.Words * state.Members.Length, Bound, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(DrawState state, DrawMember data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        int place = state.PlaceOf(data.Name);
        byte[] bytes = state.Commitments.IsEmpty ? Commit(state, data) : Show(state, data, place);
        DrawHash.ToWords(bytes, into.Values.Slice(DrawHash.Words * place, DrawHash.Words));
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public DrawState Apply(DrawState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        sum.RequireFit(Specify(state));
        byte[] bytes = DrawHash.FromWords(sum);
        if (state.Commitments.IsEmpty)
        {
            DrawState committed = state with { Commitments = [.. bytes] };
            return committed.Committed.Count >= least
                ? committed
                : throw new ContributionException($"{committed.Committed.Count} of {state.Members.Length} members committed to a part of the draw of groups; the groups need {least}.");
        }

        DrawState shown = state with { Shown = [.. bytes] };
        if (shown.FindUnfit() is not { } unfit)
            return shown;
        return state.Draws + 1 < MostDraws
            ? state with { Draws = state.Draws + 1, Commitments = [] }
            : throw new ContributionException($"The groups were drawn {MostDraws} times, and each time a member did not show what it had committed to, the last time '{unfit}'. Submit the job again without it.");
    }

    /// <inheritdoc/>
    public bool IsDone(DrawState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Shown.IsEmpty;
    }

    /// <summary>On a node: requires that it took part in this draw and saw nothing else of it.</summary>
    /// <param name="state">Done.</param>
    /// <param name="name">The node's own.</param>
    /// <param name="memory">What its contributions to the draw left.</param>
    /// <exception cref="ContributionException">It did not, or the draw is another than that.</exception>
    public static void RequireWitnessed(DrawState state, string name, NodeMemory memory)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(memory);
        int place = state.PlaceOf(name);
        if (DrawRecord.Read(memory.Current) is not { Noted: { } noted } record)
            throw new ContributionException("This node did not see how the groups were drawn, so it cannot tell that nobody chose them. Nothing was sent; it can take part in the next job.");
        if (!noted.AsSpan().SequenceEqual(DrawHash.OfCommitments(state)) || !state.ShownOf(place).SequenceEqual(record.Secret))
            throw new ContributionException("The groups are not those that were drawn when this node took part: somebody chose them. Nothing was sent; tell the other partners.");
    }

    // The same again where the round with the first one came to nothing.
    private static byte[] Commit(DrawState state, DrawMember member)
    {
        DrawRecord? kept = DrawRecord.Read(member.Memory.Current);
        if (kept is not null && (kept.Draws > state.Draws || (kept.Draws == state.Draws && kept.Noted is not null)))
            throw new ContributionException("The groups are drawn once more, though this node has shown its part of the draw already: somebody tries which groups suit. Nothing was sent; tell the other partners.");
        if (kept is null || kept.Draws < state.Draws)
        {
            byte[] secret = new byte[SHA256.HashSizeInBytes];
            member.Random.GetBytes(secret);
            kept = new DrawRecord(secret, state.Draws, noted: null);
        }

        member.Memory.Current = kept.Write();
        return DrawHash.OfCommitment(member.Name, kept.Secret);
    }

    private static byte[] Show(DrawState state, DrawMember member, int place)
    {
        if (DrawRecord.Read(member.Memory.Current) is not { } kept || kept.Draws != state.Draws)
            throw new ContributionException("This node did not commit to a part of this draw of groups, so it has nothing to show. Nothing was sent.");
        if (!state.CommitmentOf(place).SequenceEqual(DrawHash.OfCommitment(member.Name, kept.Secret)))
            throw new ContributionException("The draw of groups does not hold this node's commitment as it was sent: somebody wrote over it. Nothing was sent; tell the other partners.");
        byte[] noted = DrawHash.OfCommitments(state);
        if (kept.Noted is not null && !noted.AsSpan().SequenceEqual(kept.Noted))
            throw new ContributionException("Since this node showed its part of the draw of groups, the commitments of others were changed: somebody chooses the groups. Nothing was sent; tell the other partners.");
        member.Memory.Current = new DrawRecord(kept.Secret, kept.Draws, noted).Write();
        return kept.Secret;
    }
}
