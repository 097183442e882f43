using Federated.Learning.State;

namespace Federated.Computations.Uplift;

/// <summary>Curves as F64 tensors: for each learner <c>bins_1</c>, … [6·bins] (by bin: rows and responses of those contacted and those not, Σ Γ, Σ Γ²), and <c>permuted</c> [2·permutations·bins] with permutations; nothing before the round.</summary>
public static class CurveSnapshot
{
    private const int Figures = 6;

    /// <summary>Writes a state.</summary>
    public static ModelSnapshot Write(CurveState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Learners.IsDefault)
            return new ModelSnapshot([]);
        IEnumerable<NamedTensor> tensors = state.Learners.Select((learner, index) => StateTensors.Tensor(Name(index),
            [.. Enumerable.Range(0, state.Options.Bins).SelectMany(bin => new[]
            {
                learner.Treated[bin], learner.TreatedResponses[bin], learner.Untreated[bin], learner.UntreatedResponses[bin], learner.Sums[bin], learner.Squares[bin],
            })]));
        return new ModelSnapshot(state.Permuted.IsEmpty ? tensors : tensors.Append(StateTensors.Tensor("permuted", state.Permuted.AsSpan())));
    }

    /// <summary>Reads what <see cref="Write"/> wrote under the same options.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static CurveState Read(ModelSnapshot snapshot, CurveOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (snapshot.Tensors.IsEmpty)
            return new CurveState(options);
        StateTensors.RequireCount(snapshot, options.Learners.Length + (options.Permutations > 0 ? 1 : 0));
        return new CurveState(
            options, [.. options.Learners.Select((_, index) => Learner(StateTensors.Figures(snapshot, Name(index), options.Bins * Figures)))],
            options.Permutations > 0 ? [.. StateTensors.Figures(snapshot, "permuted", 2 * options.Permutations * options.Bins)] : []);
    }

    private static string Name(int learner) => FormattableString.Invariant($"bins_{learner + 1}");

    private static LearnerBins Learner(double[] figures)
    {
        double[][] bins = [.. figures.Chunk(Figures)];
        long Rows(double figure) => StateTensors.Whole(figure, "row count", 0, 1L << 53);
        if (bins.Any(bin => bin[5] < 0))
            throw new ContributionException("The state holds a negative sum of squares; ask for the state again.");
        return new LearnerBins(
            [.. bins.Select(bin => Rows(bin[0]))], [.. bins.Select(bin => bin[1])], [.. bins.Select(bin => Rows(bin[2]))], [.. bins.Select(bin => bin[3])],
            [.. bins.Select(bin => bin[4])], [.. bins.Select(bin => bin[5])]);
    }
}
