using System.Collections.Immutable;
using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>Trees whose values add up to raw scores: what <see cref="HistogramBoosting"/> trains. Immutable.</summary>
public sealed class BoostedTrees
{
    private readonly TreeEnsemble _ensemble;
    private readonly BoostingLoss _loss;

    /// <summary>Puts trees together, for instance those grown on histograms of several tables.</summary>
    /// <param name="objective">What they minimise.</param>
    /// <param name="baseline">Raw scores before the first tree: one, or one a class for softmax.</param>
    /// <param name="mapper">The bins that they test.</param>
    /// <param name="trees">Round after round; for softmax one a class in each round.</param>
    /// <param name="validationLosses">Mean validation loss of the baseline and after each round; empty (default) without validation.</param>
    /// <exception cref="ArgumentException">A tree with several outputs, or not whole rounds of them, or a test of a column or bin that is not there.</exception>
    public BoostedTrees(
        BoostingObjective objective, ImmutableArray<double> baseline, BinMapper mapper, ImmutableArray<DecisionTree> trees, ImmutableArray<double> validationLosses = default)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        if (baseline.IsDefaultOrEmpty || (objective == BoostingObjective.Softmax ? baseline.Length < 2 : baseline.Length != 1) || !baseline.All(double.IsFinite))
            throw new ArgumentException($"The {objective} objective cannot have this baseline: one finite score, or one a class for softmax, is needed.", nameof(baseline));
        if (trees.IsDefault || trees.Length % baseline.Length != 0)
            throw new ArgumentException($"The trees are not whole rounds of {baseline.Length}.", nameof(trees));
        TreeChecks.RequireFit(trees, mapper, 1);
        _ensemble = new TreeEnsemble(trees, mapper);
        _loss = BoostingLoss.Of(objective, baseline.Length);
        Objective = objective;
        Baseline = baseline;
        ValidationLosses = validationLosses.IsDefault ? [] : validationLosses;
    }

    /// <summary>What the trees minimise.</summary>
    public BoostingObjective Objective { get; }

    /// <summary>Raw scores before the first tree.</summary>
    public ImmutableArray<double> Baseline { get; }

    /// <summary>The bins that the trees test.</summary>
    public BinMapper Mapper => _ensemble.Mapper;

    /// <summary>Round after round; for softmax one a class in each round.</summary>
    public ImmutableArray<DecisionTree> Trees => _ensemble.Trees;

    /// <summary>Features of a row.</summary>
    public int Columns => Mapper.Columns.Length;

    /// <summary>Numbers that a row is predicted by: 1, or the number of classes for softmax.</summary>
    public int Outputs => Baseline.Length;

    /// <summary>Mean validation loss of the baseline and after each round that was trained; empty without validation, and after loading.</summary>
    public ImmutableArray<double> ValidationLosses { get; }

    /// <summary>Raw scores: logits, values, or logarithms of means.</summary>
    /// <param name="features">rows × <see cref="Columns"/>, row-major; NaN where a value is missing, else finite. Unknown categories count as missing.</param>
    /// <param name="workers">Threads; the calling one when left out.</param>
    /// <returns>rows × <see cref="Outputs"/>, row-major.</returns>
    /// <exception cref="ArgumentException">Not whole rows, or an infinite value; the message names row and column.</exception>
    public float[] Scores(ReadOnlyMemory<float> features, Workers? workers = null) => Evaluate(features, workers, link: false);

    /// <summary>Predictions: the probability of class 1, of every class for softmax, or the expected value for regressions.</summary>
    /// <inheritdoc cref="Scores"/>
    public float[] Predict(ReadOnlyMemory<float> features, Workers? workers = null) => Evaluate(features, workers, link: true);

    /// <summary>How much each column was used.</summary>
    public ImmutableArray<FeatureImportance> Importances() => FeatureImportance.Of(Trees, Columns);

    private float[] Evaluate(ReadOnlyMemory<float> features, Workers? workers, bool link)
    {
        var predictions = new float[(long)FeatureChecks.RowsOf(features.Span, Columns) * Outputs];
        _ensemble.ForChunks(features, workers ?? Workers.CallingThread, (first, rows, codes) =>
        {
            var scores = new double[rows * Outputs];
            for (int row = 0; row < rows; row++)
                Baseline.CopyTo(scores, row * Outputs);
            for (int tree = 0; tree < Trees.Length; tree++)
                _ensemble.Add(codes, rows, tree, scores, Outputs, tree % Outputs);
            for (int row = 0; link && row < rows; row++)
                _loss.Link(scores.AsSpan(row * Outputs, Outputs));
            for (int index = 0; index < scores.Length; index++)
                predictions[(first * Outputs) + index] = (float)scores[index];
        });
        return predictions;
    }
}
