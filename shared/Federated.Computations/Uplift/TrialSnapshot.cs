using Federated.Learning.Experiments;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Computations.Uplift;

/// <summary>A trial's state as F64 tensors: nothing before the first round; then <c>gram</c>, <c>arms</c> [6] (rows, Σ y, Σ y² of those contacted and those not) and <c>compared</c> [4] (rows, sum, variance, nodes); at last <c>scatter</c> [1] too.</summary>
public static class TrialSnapshot
{
    private const double MostRows = 1L << 53;

    /// <summary>Writes a state.</summary>
    public static ModelSnapshot Write(TrialState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Moments is not { } moments)
            return new ModelSnapshot([]);
        var tensors = new List<NamedTensor>
        {
            StateTensors.Tensor("gram", moments.Gram.AsSpan()),
            StateTensors.Tensor("arms", moments.Treated.Rows, moments.Treated.Sum, moments.Treated.Squares, moments.Untreated.Rows, moments.Untreated.Sum, moments.Untreated.Squares),
            StateTensors.Tensor("compared", moments.ComparedRows, moments.ComparedSum, moments.ComparedVariance, moments.Nodes),
        };
        if (state.Scatter is { } scatter)
            tensors.Add(StateTensors.Tensor("scatter", scatter));
        return new ModelSnapshot(tensors);
    }

    /// <summary>Reads what <see cref="Write"/> wrote under the same options.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static TrialState Read(ModelSnapshot snapshot, TrialOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        if (snapshot.Tensors.IsEmpty)
            return new TrialState(options);
        bool isDone = snapshot.Tensors.Any(tensor => tensor.Name == "scatter");
        StateTensors.RequireCount(snapshot, isDone ? 4 : 3);
        double[] gram = StateTensors.Figures(snapshot, "gram", PackedTriangle.Length(options.Columns + 2)), arms = StateTensors.Figures(snapshot, "arms", 6);
        double[] compared = StateTensors.Figures(snapshot, "compared", 4);
        long Rows(double figure) => StateTensors.Whole(figure, "row count", 0, (long)MostRows);
        var state = new TrialState(options, new TrialMoments(
            [.. gram], new ArmFigures(Rows(arms[0]), arms[1], arms[2]), new ArmFigures(Rows(arms[3]), arms[4], arms[5]),
            Rows(compared[0]), compared[1], compared[2], (int)StateTensors.Whole(compared[3], "node count", 1, int.MaxValue)));
        if (isDone)
            state = state with { Scatter = StateTensors.Figures(snapshot, "scatter", 1)[0] };
        if (state.Scatter < 0)
            throw new ContributionException("The state's scatter is negative; ask for the state again.");
        TrialEstimate.Of(state);
        return state;
    }
}
