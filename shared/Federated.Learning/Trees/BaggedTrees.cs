using System.Collections.Immutable;
using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>Trees whose values are averaged: what <see cref="RandomForest"/> trains. Immutable.</summary>
public sealed class BaggedTrees
{
    private readonly TreeEnsemble _ensemble;

    /// <summary>Puts trees together, for instance those of several parties.</summary>
    /// <param name="classes">0 for a regression, or the number of classes.</param>
    /// <param name="baseline">What is added to the mean of the trees, finite; 0 for classes.</param>
    /// <param name="mapper">The bins that they test.</param>
    /// <param name="trees">At least one, with a value a leaf, or one a class for more than two classes.</param>
    /// <exception cref="ArgumentException">Numbers that do not fit together, or a test of a column or bin that is not there.</exception>
    public BaggedTrees(int classes, double baseline, BinMapper mapper, ImmutableArray<DecisionTree> trees)
        : this(classes, baseline, Ensemble(classes, mapper, trees), null)
    {
    }

    private BaggedTrees(int classes, double baseline, TreeEnsemble ensemble, OutOfBagEstimate? outOfBag)
    {
        if (!double.IsFinite(baseline))
            throw new ArgumentException($"The baseline is {baseline}; it must be finite.", nameof(baseline));
        (Classes, Baseline, _ensemble, OutOfBag) = (classes, baseline, ensemble, outOfBag);
    }

    /// <summary>0 for a regression, or the number of classes.</summary>
    public int Classes { get; }

    /// <summary>What is added to the mean of the trees.</summary>
    public double Baseline { get; }

    /// <summary>The bins that the trees test.</summary>
    public BinMapper Mapper => _ensemble.Mapper;

    /// <summary>The trees, in the order of their random streams.</summary>
    public ImmutableArray<DecisionTree> Trees => _ensemble.Trees;

    /// <summary>Features of a row.</summary>
    public int Columns => Mapper.Columns.Length;

    /// <summary>Numbers that a row is predicted by: 1, or the number of classes if that is above 2.</summary>
    public int Outputs => Trees[0].Outputs;

    /// <summary>The error on rows that trees did not see; null without bootstrap, and after loading.</summary>
    public OutOfBagEstimate? OutOfBag { get; }

    /// <summary>Predictions: the probability of class 1, of every class if there are more than two, or the expected value for a regression.</summary>
    /// <param name="features">rows × <see cref="Columns"/>, row-major; NaN where a value is missing, else finite. Unknown categories count as missing.</param>
    /// <param name="workers">Threads; the calling one when left out.</param>
    /// <returns>rows × <see cref="Outputs"/>, row-major.</returns>
    /// <exception cref="ArgumentException">Not whole rows, or an infinite value; the message names row and column.</exception>
    public float[] Predict(ReadOnlyMemory<float> features, Workers? workers = null) => Average(features, workers ?? Workers.CallingThread, null);

    /// <summary>How much each column was used.</summary>
    public ImmutableArray<FeatureImportance> Importances() => FeatureImportance.Of(Trees, Columns);

    internal BaggedTrees WithOutOfBag(OutOfBagEstimate estimate) => new(Classes, Baseline, _ensemble, estimate);

    /// <summary>Means over the trees, or over those whose bootstrap lacks the row; NaN where there is none.</summary>
    internal float[] Average(ReadOnlyMemory<float> features, Workers workers, byte[][]? draws)
    {
        int outputs = Outputs;
        var predictions = new float[(long)FeatureChecks.RowsOf(features.Span, Columns) * outputs];
        _ensemble.ForChunks(features, workers, (first, rows, codes) =>
        {
            var sums = new double[rows * outputs];
            var seen = new int[rows];
            var leaves = new int[TreeEnsemble.RowsOfChunk];
            for (int tree = 0; tree < Trees.Length; tree++)
            {
                _ensemble.FindLeaves(codes, rows, tree, leaves);
                for (int row = 0; row < rows; row++)
                {
                    if (draws is not null && draws[tree][first + row] > 0)
                        continue;
                    seen[row]++;
                    ReadOnlySpan<double> values = _ensemble.ValuesOf(leaves[row], outputs);
                    for (int output = 0; output < outputs; output++)
                        sums[(row * outputs) + output] += values[output];
                }
            }

            for (int index = 0; index < sums.Length; index++)
                predictions[(first * outputs) + index] = (float)(Baseline + (sums[index] / seen[index / outputs]));
        });
        return predictions;
    }

    private static TreeEnsemble Ensemble(int classes, BinMapper mapper, ImmutableArray<DecisionTree> trees)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        if (classes is not 0 and (< 2 or > 1_000))
            throw new ArgumentException($"The number of classes is {classes}; it must be 0 for a regression or 2 to 1,000.", nameof(classes));
        if (trees.IsDefaultOrEmpty)
            throw new ArgumentException("A forest needs at least one tree.", nameof(trees));
        TreeChecks.RequireFit(trees, mapper, classes > 2 ? classes : 1);
        return new TreeEnsemble(trees, mapper);
    }
}
