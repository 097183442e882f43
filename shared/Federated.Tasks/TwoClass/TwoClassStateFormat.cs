using System.Globalization;
using Federated.Computations;
using Federated.Computations.Evaluation;
using Federated.Computations.Statistics;
using Federated.Learning.Metrics;
using Federated.Learning.State;

namespace Federated.Tasks.TwoClass;

/// <summary>
/// The state as a snapshot. Tensors: those of <see cref="StatisticsSnapshot"/>, prefixed <c>statistics.</c>; the model's own, prefixed <c>model.</c>; and
/// <c>evaluation</c> [6] (log loss, area under the curve, TP, FP, TN, FN). Metadata: <c>task</c>, <c>stage</c>, <c>round</c>.
/// </summary>
internal static class TwoClassStateFormat
{
    private const string ModelPrefix = "model.";
    private const string StatisticsPrefix = "statistics.";
    private const string Evaluation = "evaluation";
    private const double MostRows = 1L << 53;

    public static ModelSnapshot Write(TwoClassState state, string task)
    {
        var metadata = new Dictionary<string, string> { ["task"] = task, ["stage"] = state.Stage.ToString() };
        switch (state)
        {
            case ModelInTraining training:
                metadata["round"] = training.Round.ToString(CultureInfo.InvariantCulture);
                return new ModelSnapshot(Tensors(training.Statistics, training.Model), metadata);
            case ModelEvaluated evaluated:
                return new ModelSnapshot(Tensors(evaluated.Statistics, evaluated.Model).Append(QualityTensor(evaluated.Quality)), metadata);
            case ModelTrained trained:
                return new ModelSnapshot(Tensors(trained.Statistics, trained.Model), metadata);
            default:
                return new ModelSnapshot([], metadata);
        }
    }

    /// <exception cref="TaskStateException">The snapshot is not a state of this task over these columns. Whether the model fits the job is the task's to check.</exception>
    public static TwoClassState Read(ModelSnapshot snapshot, string task, TableColumns columns)
    {
        if (snapshot.Metadata.GetValueOrDefault("task") != task)
            throw new TaskStateException($"The snapshot is not a state of task '{task}'. Use the model that this job released.");
        return snapshot.Metadata.GetValueOrDefault("stage") switch
        {
            nameof(TwoClassStage.Statistics) => new StatisticsWanted(),
            nameof(TwoClassStage.Training) => new ModelInTraining(ReadStatistics(snapshot, columns), ReadModel(snapshot), ReadRound(snapshot)),
            nameof(TwoClassStage.Evaluation) => new ModelTrained(ReadStatistics(snapshot, columns), ReadModel(snapshot)),
            nameof(TwoClassStage.Done) => new ModelEvaluated(ReadStatistics(snapshot, columns), ReadModel(snapshot), ReadQuality(snapshot)),
            _ => throw new TaskStateException("The snapshot does not say which stage it is of. Use the model that this job released."),
        };
    }

    private static IEnumerable<NamedTensor> Tensors(TableStatistics statistics, ModelSnapshot model) =>
        Renamed(StatisticsSnapshot.Write(statistics).Tensors, name => StatisticsPrefix + name).Concat(Renamed(model.Tensors, name => ModelPrefix + name));

    private static TableStatistics ReadStatistics(ModelSnapshot snapshot, TableColumns columns)
    {
        try
        {
            return StatisticsSnapshot.Read(Part(snapshot, StatisticsPrefix), columns);
        }
        catch (ContributionException fault)
        {
            throw new TaskStateException($"The snapshot's statistics are not of this job's columns: {fault.Message}", fault);
        }
    }

    private static ModelSnapshot ReadModel(ModelSnapshot snapshot)
    {
        var model = Part(snapshot, ModelPrefix);
        if (model.Tensors.FirstOrDefault(tensor => !IsFinite(tensor)) is { } fault)
            throw new TaskStateException($"The snapshot's model tensor '{fault.Name}' does not hold finite 32-bit floats.");
        return model;
    }

    private static bool IsFinite(NamedTensor tensor)
    {
        if (tensor is not SingleTensor single)
            return false;
        foreach (var value in single.Values)
        {
            if (!float.IsFinite(value))
                return false;
        }

        return true;
    }

    private static int ReadRound(ModelSnapshot snapshot) =>
        int.TryParse(snapshot.Metadata.GetValueOrDefault("round"), NumberStyles.None, CultureInfo.InvariantCulture, out var round)
            ? round
            : throw new TaskStateException("The snapshot does not say how many rounds it was trained for.");

    private static DoubleTensor QualityTensor(EvaluationResult quality)
    {
        var confusion = quality.Confusion;
        return new DoubleTensor(
            Evaluation, new TensorShape(6),
            [quality.LogLoss, quality.AreaUnderCurve, confusion.TruePositives, confusion.FalsePositives, confusion.TrueNegatives, confusion.FalseNegatives]);
    }

    private static EvaluationResult ReadQuality(ModelSnapshot snapshot)
    {
        if (snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == Evaluation) is not DoubleTensor { Values: { Length: 6 } figures })
            throw new TaskStateException("The snapshot has no evaluation of 6 figures.");
        var confusion = new ConfusionCounts(Count(figures[2]), Count(figures[3]), Count(figures[4]), Count(figures[5]));
        // Not a number: of no rows, or of one class.
        if (figures[0] < 0 || double.IsInfinity(figures[0]) || figures[1] is < 0 or > 1)
            throw new TaskStateException("The snapshot's evaluation holds a figure out of its range.");
        return new EvaluationResult(confusion.Total, figures[0], confusion, figures[1]);
    }

    private static long Count(double figure) => figure >= 0 && figure <= MostRows && double.IsInteger(figure)
        ? (long)figure
        : throw new TaskStateException("The snapshot's evaluation holds something else than a count of rows.");

    private static ModelSnapshot Part(ModelSnapshot snapshot, string prefix) => new(Renamed(
        snapshot.Tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal) && tensor.Name.Length > prefix.Length), name => name[prefix.Length..]));

    private static IEnumerable<NamedTensor> Renamed(IEnumerable<NamedTensor> tensors, Func<string, string> rename) => tensors.Select(NamedTensor (tensor) => tensor switch
    {
        SingleTensor single => new SingleTensor(rename(single.Name), single.Shape, single.Values),
        DoubleTensor doubles => new DoubleTensor(rename(doubles.Name), doubles.Shape, doubles.Values),
        _ => throw new ArgumentException($"Tensor '{tensor.Name}' is of a kind that a state does not hold.", nameof(tensors)),
    });
}
