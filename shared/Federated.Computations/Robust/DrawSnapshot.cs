using System.Collections.Immutable;
using System.Security.Cryptography;
using Federated.Learning.State;

namespace Federated.Computations.Robust;

/// <summary>
/// A draw as a snapshot: <c>draws</c> [1] F64, those that were void; <c>commitments</c> and <c>shown</c> [32 · members], a byte each, once they are there. Metadata:
/// <c>members</c>, the names with a blank between them, once they are known.
/// </summary>
public static class DrawSnapshot
{
    private const string Draws = "draws";
    private const string Commitments = "commitments";
    private const string Shown = "shown";
    private const string Members = "members";

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(DrawState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var tensors = new List<NamedTensor> { StateTensors.Tensor(Draws, state.Draws) };
        foreach ((string name, ImmutableArray<byte> bytes) in new[] { (Commitments, state.Commitments), (Shown, state.Shown) })
        {
            if (!bytes.IsEmpty)
                tensors.Add(StateTensors.Tensor(name, [.. bytes.Select(value => (double)value)]));
        }

        return new ModelSnapshot(tensors, state.Members.IsEmpty ? [] : [KeyValuePair.Create(Members, string.Join(' ', state.Members))]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ContributionException">A tensor is missing, superfluous or out of its range, or somebody is said to have shown what does not fit its commitment.</exception>
    /// <exception cref="ArgumentException">The members are not such as a draw has.</exception>
    public static DrawState Read(ModelSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        bool isCommitted = snapshot.Tensors.Any(tensor => tensor.Name == Commitments), isShown = snapshot.Tensors.Any(tensor => tensor.Name == Shown);
        int draws = (int)StateTensors.Whole(StateTensors.Figures(snapshot, Draws, 1)[0], "number of draws", 0, FederatedDraw.MostDraws - 1);
        StateTensors.RequireCount(snapshot, 1 + (isCommitted ? 1 : 0) + (isShown ? 1 : 0));
        DrawState state = snapshot.Metadata.TryGetValue(Members, out string? members) ? DrawState.Of(members.Split(' ')) : DrawState.Empty;
        if ((isCommitted && state.Members.IsEmpty) || (isShown && !isCommitted) || (members is not null && string.Join(' ', state.Members) != members))
            throw new ContributionException("The state of the draw is not one that a draw can have: it belongs to another job.");
        state = state with { Draws = draws, Commitments = isCommitted ? Bytes(snapshot, Commitments, state) : [], Shown = isShown ? Bytes(snapshot, Shown, state) : [] };
        return isShown && state.FindUnfit() is { } unfit
            ? throw new ContributionException($"The draw of groups says that '{unfit}' showed what it had not committed to: somebody chose the groups.")
            : state;
    }

    private static ImmutableArray<byte> Bytes(ModelSnapshot snapshot, string name, DrawState state) =>
        [.. StateTensors.Figures(snapshot, name, SHA256.HashSizeInBytes * state.Members.Length).Select(figure => (byte)StateTensors.Whole(figure, name, 0, byte.MaxValue))];
}
