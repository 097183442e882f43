using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Federated.Computations.Boosting;
using Federated.Computations.Statistics;
using Federated.Computations.Uplift;
using Federated.Learning.Randomness;
using Federated.Learning.Trees;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>
/// Learners from boosted trees, which see steps and interactions that linear models do not. Each ensemble holds a fifth of the rows back and stops when these gain nothing for ten
/// trees: where there is no effect to be told apart, those of the effect stay without trees. The three of the responses are grown in the same rounds, then the three of the effect. The
/// R-learner's residuals are those of the linear responses: trees know the rows that they were grown on too well, and where contacts are randomised any expectation will do.
/// </summary>
internal sealed class TreeLearners : IEffectLearners
{
    private const double HeldBack = 0.2;
    private const int Patience = 10, UsualValues = 7;

    // Beyond it are residuals over that of a contact below a twentieth, which weigh next to nothing.
    private const double MostResidual = 20;

    private readonly JobSpec _job;
    private readonly TrialFields _fields;
    private readonly TrialStage _trial;
    private readonly FeatureStages _features;
    private readonly RawTable _raw;
    private readonly TreeBins _bins;
    private readonly TreesStage _responses, _effects;
    private readonly ConditionalWeakTable<TaskState, BinMapper> _mappers = [];
    private readonly ulong _seed;

    public TreeLearners(JobSpec job, ulong seed, FeatureStages features, TrialFields fields, TrialStage trial, LinearLearners linear)
    {
        (_job, _seed, _features, _fields, _trial) = (job, seed, features, fields, trial);
        _raw = new RawTable(job.Contract, without: fields.Treatment);
        _bins = new TreeBins(job, _raw, features.Rows);
        _responses = new TreesStage("tree_responses",
        [
            new("treated", Response(), Mapper, (state, data) => Arm(state, data, true)),
            new("untreated", Response(), Mapper, (state, data) => Arm(state, data, false)),
            new("single", Response(), state => new BinMapper(Mapper(state).Columns.Append(ColumnBins.Numerical([0.5f]))), Both),
        ]);
        _effects = new TreesStage("tree_effects",
        [
            new("treated", Regression(FederatedSpread.MostEffect, null), Mapper, (state, data) => Targets(fields.Imputed(state, data, true, Responses))),
            new("untreated", Regression(FederatedSpread.MostEffect, null), Mapper, (state, data) => Targets(fields.Imputed(state, data, false, Responses))),
            new("residual", Regression(MostResidual, 1), Mapper, (state, data) => fields.Residuals(state, data, linear.Responses).Select(each => Rows(each.Batch.Table, each.Targets, each.Weights))),
        ]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IStage> Stages => [.. _bins.Stages, _responses, _effects];

    /// <inheritdoc/>
    public double[] Effects(TaskState state, LearnerKind kind, TrialRows rows) => Effects(state, kind, _raw.Features(rows.Table));

    /// <inheritdoc/>
    public (double[] Treated, double[] Untreated) Responses(TaskState state, TrialRows rows)
    {
        BoostedTrees[] models = _responses.Models(state);
        float[] features = _raw.Features(rows.Table);
        return (Predicted(models[0], features), Predicted(models[1], features));
    }

    /// <summary>What the effect loses, in the mean, when a field is put to values that customers have: some quantiles of a number, the most frequent values of a category by their counts.</summary>
    public double[] Attributions(TaskState state, LearnerKind kind, TrialRows rows)
    {
        IReadOnlyList<ContractField> fields = rows.Table.Contract.Features;
        TableStatistics statistics = _features.Statistics(state);
        BinMapper bins = Mapper(state);
        float[] features = _raw.Features(rows.Table);
        double[] effects = Effects(state, kind, features);
        var moved = new double[effects.Length * fields.Count];
        for (int column = 0; column < _raw.Fields.Length; column++)
        {
            ContractField field = _raw.Fields[column];
            float[] other = [.. features];
            int place = fields.TakeWhile(each => each.Name != field.Name).Count();
            foreach ((float value, double weight) in Usual(field, bins.Columns[column], statistics))
            {
                for (int row = 0; row < effects.Length; row++)
                    other[(row * _raw.Fields.Length) + column] = value;
                double[] without = Effects(state, kind, other);
                for (int row = 0; row < effects.Length; row++)
                    moved[(row * fields.Count) + place] += weight * (effects[row] - without[row]);
            }
        }

        return moved;
    }

    /// <summary>What the trees of the effect gain by splitting at each field, as shares of all; empty when they gain nothing.</summary>
    public IReadOnlyList<(string Field, double Share)> Gains(TaskState state)
    {
        double[] gains = [.. _raw.Fields.Select((_, column) => _effects.Models(state).Sum(model => model.Trees.Length == 0 ? 0 : model.Importances()[column].Gain / model.Importances().Sum(each => each.Gain)))];
        double all = gains.Sum();
        return all > 0 ? [.. gains.Select((gain, column) => (_raw.Fields[column].Name, gain / all)).OrderByDescending(each => each.Item2)] : [];
    }

    private static (float Value, double Weight)[] Usual(ContractField field, ColumnBins bins, TableStatistics statistics)
    {
        if (field.IsNumeric)
        {
            int places = Math.Min(UsualValues, bins.Edges.Length);
            float[] edges = bins.Edges.ToArray();
            return [.. Enumerable.Range(0, places).Select(place => (edges[(int)((place + 0.5) / places * edges.Length)], 1.0 / places))];
        }

        ImmutableArray<long?> counts = statistics.CategoryColumn(field.Name).Counts;
        int[] frequent = [.. Enumerable.Range(0, counts.Length).Where(value => counts[value] > 0).OrderByDescending(value => counts[value]).Take(UsualValues)];
        double all = frequent.Sum(value => (double)counts[value]!.Value);
        return [.. frequent.Select(value => ((float)value, counts[value]!.Value / all))];
    }

    private BinMapper Mapper(TaskState state) => _mappers.GetValue(state, _bins.Mapper);

    private double[] Effects(TaskState state, LearnerKind kind, float[] features)
    {
        double[] Of(TreesStage stage, int model) => Predicted(stage.Models(state)[model], features);
        IEnumerable<double> effects = kind switch
        {
            LearnerKind.T => Of(_responses, 0).Zip(Of(_responses, 1), (with, without) => with - without),
            LearnerKind.S => Contacted(state, features, 1).Zip(Contacted(state, features, 0), (with, without) => with - without),
            LearnerKind.X => _trial.Of(state).Moments!.Share is var share ? Of(_effects, 1).Zip(Of(_effects, 0), (of, other) => (share * of) + ((1 - share) * other)) : [],
            _ => Of(_effects, 2),
        };
        return [.. effects.Select(effect => Math.Clamp(effect, -FederatedSpread.MostEffect, FederatedSpread.MostEffect))];
    }

    private double[] Contacted(TaskState state, float[] features, float contact) => Predicted(_responses.Models(state)[2], WithContact(features, _ => contact));

    private static double[] Predicted(BoostedTrees model, float[] features) => features.Length == 0 ? [] : Array.ConvertAll(model.Predict(features), value => (double)value);

    private FederatedBoosting Response() => new(_fields.IsShare ? Common() with { Objective = BoostingObjective.Logistic } : Common() with { Objective = BoostingObjective.SquaredError, LargestLabel = 1 });

    private FederatedBoosting Regression(double largest, double? weight) => new(Common() with { Objective = BoostingObjective.SquaredError, LargestLabel = largest, LargestWeight = weight });

    private FederatedBoostingOptions Common() => new()
    {
        Trees = _job.Model.Trees,
        MaximumDepth = _job.Model.Depth,
        LearningRate = _job.Model.Shrinkage,
        Splits = new SplitOptions { MinimumRowsInLeaf = _job.Model.MinimumLeafRows },
        ValidationShare = HeldBack,
        Patience = Patience,
        Seed = SeededGenerator.Derive(_seed, 1),
    };

    private IEnumerable<TreeRows> Arm(TaskState state, TaskData data, bool treated) => _fields.Batches(state, data, RowPart.Training)
        .Select(batch => batch.Arm(treated)).OfType<TrialBatch>().Select(batch => Rows(batch.Table, batch.Rows.Labels));

    private IEnumerable<TreeRows> Both(TaskState state, TaskData data) => _fields.Batches(state, data, RowPart.Training).Select(batch => new TreeRows(
        new TrainingTable(
            WithContact(_raw.Features(batch.Table), row => batch.Treated[row] ? 1 : 0), _raw.Fields.Length + 1, batch.Rows.Labels, kinds: [.. _raw.Kinds, ColumnKind.Numerical]),
        RawTable.Keys(batch.Table)));

    private IEnumerable<TreeRows> Targets(IEnumerable<(TrialBatch Batch, float[] Targets)> imputed) => imputed.Select(each => Rows(each.Batch.Table, each.Targets));

    private TreeRows Rows(LocalTable table, ReadOnlyMemory<float> targets, ReadOnlyMemory<float> weights = default) =>
        new(new TrainingTable(_raw.Features(table), _raw.Fields.Length, targets, weights, _raw.Kinds.AsSpan()), RawTable.Keys(table));

    private float[] WithContact(float[] features, Func<int, float> contact)
    {
        int width = _raw.Fields.Length, rows = features.Length / width;
        var widened = new float[rows * (width + 1)];
        for (int row = 0; row < rows; row++)
        {
            features.AsSpan(row * width, width).CopyTo(widened.AsSpan(row * (width + 1)));
            widened[(row * (width + 1)) + width] = contact(row);
        }

        return widened;
    }
}
