using System.Collections.Immutable;
using System.Globalization;
using Federated.Computations.Evaluation;
using Federated.Computations.Statistics;
using Federated.Learning.Metrics;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>
/// The state as a snapshot. Tensors: <c>statistics.rows</c> [1]; <c>statistics.numeric</c> [columns, 4] (count, missing share, mean, standard deviation);
/// <c>statistics.category.i</c> [values + 1] (counts, NaN below the floor; last: the rest); <c>evaluation</c> [6] (log loss, area under the curve, TP, FP, TN, FN);
/// and the model's own, prefixed <c>model.</c>. Metadata: <c>task</c>, <c>stage</c>, <c>round</c>.
/// </summary>
internal static class TwoClassStateFormat
{
    private const string ModelPrefix = "model.";

    public static ModelSnapshot Write(TwoClassState state, string task)
    {
        var tensors = new List<NamedTensor>();
        var metadata = new Dictionary<string, string> { ["task"] = task, ["stage"] = state.Stage.ToString() };
        switch (state)
        {
            case ModelInTraining training:
                metadata["round"] = training.Round.ToString(CultureInfo.InvariantCulture);
                Add(tensors, training.Statistics, training.Model);
                break;
            case ModelTrained trained:
                Add(tensors, trained.Statistics, trained.Model);
                if (trained is ModelEvaluated { Quality: var quality })
                {
                    var confusion = quality.Confusion;
                    tensors.Add(new DoubleTensor(
                        "evaluation", new TensorShape(6),
                        [quality.LogLoss, quality.AreaUnderCurve, confusion.TruePositives, confusion.FalsePositives, confusion.TrueNegatives, confusion.FalseNegatives]));
                }

                break;
        }

        return new ModelSnapshot(tensors, metadata);
    }

    /// <exception cref="TaskStateException">The snapshot is not a state of this task under this contract.</exception>
    public static TwoClassState Read(ModelSnapshot snapshot, string task, DataContract contract, TableColumns columns)
    {
        try
        {
            if (snapshot.Metadata.GetValueOrDefault("task") != task)
                throw new TaskStateException($"The snapshot is not a state of task '{task}'. Use the model that this job released.");
            if (!Enum.TryParse<TwoClassStage>(snapshot.Metadata.GetValueOrDefault("stage"), out var stage))
                throw new TaskStateException("The snapshot does not say what stage it is of.");
            if (stage == TwoClassStage.Statistics)
                return new StatisticsWanted();
            var statistics = ReadStatistics(snapshot, columns);
            var model = new ModelSnapshot(snapshot.Tensors.Where(t => t.Name.StartsWith(ModelPrefix, StringComparison.Ordinal)).Select(Unprefixed));
            return stage switch
            {
                TwoClassStage.Training => new ModelInTraining(
                    statistics, model, int.Parse(snapshot.Metadata.GetValueOrDefault("round", ""), NumberStyles.None, CultureInfo.InvariantCulture)),
                TwoClassStage.Evaluation => new ModelTrained(statistics, model),
                _ => new ModelEvaluated(statistics, model, ReadQuality(snapshot.Doubles("evaluation"))),
            };
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or KeyNotFoundException or ArgumentException)
        {
            throw new TaskStateException($"The snapshot is not a state of contract '{contract.Name}': {fault.Message}", fault);
        }
    }

    private static void Add(List<NamedTensor> tensors, TableStatistics statistics, ModelSnapshot model)
    {
        tensors.Add(new DoubleTensor("statistics.rows", new TensorShape(1), [statistics.Rows]));
        var numeric = statistics.Numeric.SelectMany(n => new[] { n.Count, n.MissingShare, n.Mean, n.StandardDeviation }).ToArray();
        tensors.Add(new DoubleTensor("statistics.numeric", new TensorShape(statistics.Numeric.Length, 4), numeric));
        for (var index = 0; index < statistics.Categories.Length; index++)
        {
            double[] counts = [.. statistics.Categories[index].Counts.Select(count => count ?? double.NaN), statistics.Categories[index].Other];
            tensors.Add(new DoubleTensor(CategoryName(index), new TensorShape(counts.Length), counts));
        }

        tensors.AddRange(model.Tensors.OfType<SingleTensor>().Select(t => new SingleTensor(ModelPrefix + t.Name, t.Shape, t.Values)));
    }

    private static TableStatistics ReadStatistics(ModelSnapshot snapshot, TableColumns columns)
    {
        var numeric = Exactly(snapshot.Doubles("statistics.numeric"), columns.Numeric.Length * 4);
        var numbers = ImmutableArray.CreateBuilder<NumericStatistics>();
        for (var index = 0; index < columns.Numeric.Length; index++)
        {
            var row = numeric.Slice(index * 4, 4);
            numbers.Add(new NumericStatistics(columns.Numeric[index].Name, checked((long)row[0]), row[1], row[2], row[3]));
        }

        var categories = ImmutableArray.CreateBuilder<CategoryStatistics>();
        for (var index = 0; index < columns.Categories.Length; index++)
        {
            var column = columns.Categories[index];
            var counts = Exactly(snapshot.Doubles(CategoryName(index)), column.Values.Length + 1);
            var reported = ImmutableArray.CreateBuilder<long?>();
            foreach (var count in counts[..^1])
                reported.Add(double.IsNaN(count) ? null : checked((long)count));
            categories.Add(new CategoryStatistics(column.Name, reported.ToImmutable(), checked((long)counts[^1])));
        }

        return new TableStatistics(checked((long)Exactly(snapshot.Doubles("statistics.rows"), 1)[0]), numbers.ToImmutable(), categories.ToImmutable());
    }

    private static EvaluationResult ReadQuality(ReadOnlySpan<double> figures)
    {
        var f = Exactly(figures, 6);
        var confusion = new ConfusionCounts(checked((long)f[2]), checked((long)f[3]), checked((long)f[4]), checked((long)f[5]));
        return new EvaluationResult(confusion.Total, f[0], confusion, f[1]);
    }

    private static ReadOnlySpan<double> Exactly(ReadOnlySpan<double> values, int length) =>
        values.Length == length ? values : throw new FormatException($"a tensor of statistics has {values.Length} values, not {length}");

    private static string CategoryName(int index) => string.Create(CultureInfo.InvariantCulture, $"statistics.category.{index}");

    private static SingleTensor Unprefixed(NamedTensor tensor) => tensor is SingleTensor single
        ? new SingleTensor(single.Name[ModelPrefix.Length..], single.Shape, single.Values)
        : throw new FormatException($"tensor '{tensor.Name}' is not of 32-bit floats");
}
