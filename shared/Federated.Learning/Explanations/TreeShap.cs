using System.Collections.Immutable;
using Federated.Learning.Kernels;
using Federated.Learning.Trees;

namespace Federated.Learning.Explanations;

/// <summary>
/// Shapley values of trees, path-dependent (Lundberg, Erion and Lee 2018; Lundberg et al. 2020): each feature's mean contribution over all orders in which
/// features become known, where an unknown feature sends a row both ways, as many training rows went. They add up to the raw score of boosted trees, or
/// the prediction of a forest.
/// <para>
/// A leaf is a game of its own: with S known, a row reaches it with weight Π(i ∈ S) oᵢ · Π(i ∉ S) zᵢ over the features of its path, where oᵢ is 1 or 0 as the row
/// passes all tests of feature i, and zᵢ the share of training rows that do. The sum over all subsets of one size is a coefficient of the polynomial
/// Π(oᵢ·y + zᵢ), and leaving feature i out divides it by its factor: d² steps for a leaf with d features on its path, whatever the depth.
/// </para>
/// </summary>
public sealed class TreeShap
{
    private const int RowsOfChunk = 16;

    private readonly BinMapper _mapper;
    private readonly ShapLeaf[] _leaves;
    private readonly ImmutableArray<double> _base;

    /// <summary>Explains raw scores: logits, values, or logarithms of means.</summary>
    public TreeShap(BoostedTrees model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _mapper = model.Mapper;
        _leaves = [.. model.Trees.SelectMany((tree, index) => ShapLeaf.Of(tree, index % model.Outputs, 1))];
        _base = BaseOf(model.Baseline, _leaves);
    }

    /// <summary>Explains predictions: probabilities or values.</summary>
    public TreeShap(BaggedTrees model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _mapper = model.Mapper;
        _leaves = [.. model.Trees.SelectMany(tree => ShapLeaf.Of(tree, 0, 1.0 / model.Trees.Length))];
        _base = BaseOf([.. Enumerable.Repeat(model.Baseline, model.Outputs)], _leaves);
    }

    /// <summary>Explains rows.</summary>
    /// <param name="features">rows × the model's columns, row-major; NaN where a value is missing.</param>
    /// <param name="workers">Threads; the calling one when left out. Results do not depend on them.</param>
    /// <exception cref="ArgumentException">Not whole rows.</exception>
    public FeatureAttributions Explain(ReadOnlyMemory<float> features, Workers? workers = null)
    {
        int columns = _mapper.Columns.Length, rows = features.Length / columns, width = columns * _base.Length;
        if (features.Length % columns != 0)
            throw new ArgumentException($"{features.Length} feature values are not whole rows of {columns} columns, which the trees were grown on.", nameof(features));
        var values = new double[(long)rows * width];
        var work = new ChunkedWork(chunk =>
        {
            var codes = new byte[columns];
            for (int row = chunk * RowsOfChunk; row < Math.Min(rows, (chunk + 1) * RowsOfChunk); row++)
            {
                for (int column = 0; column < columns; column++)
                    codes[column] = _mapper.Columns[column].BinOf(features.Span[(row * columns) + column]);
                foreach (ShapLeaf leaf in _leaves)
                    leaf.Add(codes, values.AsSpan(row * width, width), columns);
            }
        });
        (workers ?? Workers.CallingThread).Run(work, (rows + RowsOfChunk - 1) / RowsOfChunk);
        return new FeatureAttributions(_base, columns, values);
    }

    private static ImmutableArray<double> BaseOf(ImmutableArray<double> baseline, ShapLeaf[] leaves)
    {
        double[] sums = [.. baseline];
        foreach (ShapLeaf leaf in leaves)
            leaf.AddUnknown(sums);
        return [.. sums];
    }
}
