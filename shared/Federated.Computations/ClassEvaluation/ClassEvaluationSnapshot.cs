using Federated.Learning.State;

namespace Federated.Computations.ClassEvaluation;

/// <summary>
/// The state of a joint evaluation as a snapshot: no tensor before the round; afterwards the F64 tensors <c>confusion</c> [classes²], <c>loss</c> [1] and
/// <c>areas</c> [classes], NaN where nothing is known.
/// </summary>
public static class ClassEvaluationSnapshot
{
    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(ClassEvaluationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is not { } result ? new ModelSnapshot([]) : new ModelSnapshot(
        [
            StateTensors.Tensor("confusion", [.. result.Confusion.Select(count => (double)count)]),
            StateTensors.Tensor("loss", result.LogLoss),
            StateTensors.Tensor("areas", result.Areas.AsSpan()),
        ]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for as many classes.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state, or holds a figure that none has.</exception>
    public static ClassEvaluationState Read(ModelSnapshot snapshot, int classes)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Tensors.IsEmpty)
            return new ClassEvaluationState(classes);
        StateTensors.RequireCount(snapshot, 3);
        double[] areas = StateTensors.FiguresOrNaN(snapshot, "areas", classes);
        double loss = StateTensors.FiguresOrNaN(snapshot, "loss", 1)[0];
        if (areas.Any(area => area is < 0 or > 1) || loss < 0)
            throw new ContributionException("The evaluation holds an area beyond [0, 1] or a negative loss; ask for the state again.");
        double[] confusion = StateTensors.Figures(snapshot, "confusion", classes * classes);
        return new ClassEvaluationState(
            classes, new ClassQuality(classes, [.. confusion.Select(count => StateTensors.Whole(count, "count of rows", 0, 1L << 53))], loss, [.. areas]));
    }
}
