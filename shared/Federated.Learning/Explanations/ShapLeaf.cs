using System.Runtime.CompilerServices;
using Federated.Learning.Trees;

namespace Federated.Learning.Explanations;

/// <summary>A leaf with the features of its path: which codes of each lead here, and what share of training rows has them.</summary>
internal sealed class ShapLeaf
{
    private readonly int[] _columns;
    private readonly BinSet[] _passes;
    private readonly double[] _shares;
    private readonly double[] _weights;
    private readonly double[] _values;
    private readonly int _firstOutput;

    private ShapLeaf(Dictionary<int, (BinSet Passes, double Share)> path, double[] values, int firstOutput)
    {
        _columns = [.. path.Keys];
        _passes = [.. path.Values.Select(feature => feature.Passes)];
        _shares = [.. path.Values.Select(feature => feature.Share)];
        (_values, _firstOutput) = (values, firstOutput);

        // Shapley's weight of a subset of k of the other features: k!(d − 1 − k)! ÷ d!.
        int count = _columns.Length;
        _weights = new double[count];
        for (int size = 0; size < count; size++)
            _weights[size] = size == 0 ? 1.0 / count : _weights[size - 1] * size / (count - size);
    }

    /// <summary>The leaves of a tree, their values multiplied by a factor.</summary>
    public static IEnumerable<ShapLeaf> Of(DecisionTree tree, int firstOutput, double factor)
    {
        var open = new Stack<(int Node, Dictionary<int, (BinSet Passes, double Share)> Path)>([(0, [])]);
        while (open.TryPop(out (int Node, Dictionary<int, (BinSet Passes, double Share)> Path) at))
        {
            TreeNode node = tree.Nodes[at.Node];
            if (node.IsLeaf)
            {
                double[] values = [.. tree.Values.Slice(at.Node * tree.Outputs, tree.Outputs)];
                yield return new ShapLeaf(at.Path, [.. values.Select(value => value * factor)], firstOutput);
                continue;
            }

            double left = tree.Nodes[node.LeftChild].Rows, right = tree.Nodes[node.LeftChild + 1].Rows;
            double share = left + right > 0 ? left / (left + right) : 0.5;
            open.Push((node.LeftChild, Extended(at.Path, node, goesLeft: true, share)));
            open.Push((node.LeftChild + 1, Extended(at.Path, node, goesLeft: false, 1 - share)));
        }
    }

    /// <summary>Adds the leaf's part when no feature is known.</summary>
    public void AddUnknown(Span<double> sums)
    {
        double share = 1;
        foreach (double feature in _shares)
            share *= feature;
        for (int output = 0; output < _values.Length; output++)
            sums[_firstOutput + output] += share * _values[output];
    }

    /// <summary>Adds the leaf's contributions for a row.</summary>
    /// <param name="codes">The row's bin codes.</param>
    /// <param name="into">outputs × columns.</param>
    /// <param name="columns">Number of columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(byte[] codes, Span<double> into, int columns)
    {
        int count = _columns.Length, passed = 0;
        Span<double> polynomial = stackalloc double[count + 1], quotient = stackalloc double[count + 1];
        Span<bool> passes = stackalloc bool[count];
        polynomial.Clear();
        polynomial[0] = 1;
        for (int index = 0; index < count; index++)
        {
            double share = _shares[index];
            passes[index] = _passes[index].Contains(codes[_columns[index]]);
            if (passes[index])
                passed++;
            for (int power = passed; power >= 0; power--)
                polynomial[power] = (polynomial[power] * share) + (passes[index] && power > 0 ? polynomial[power - 1] : 0);
        }

        // A feature whose tests the row fails has the factor zᵢ alone: every such one takes the same from the leaf.
        double failed = 0;
        for (int power = 0; power < count; power++)
            failed -= _weights[power] * polynomial[power];
        for (int index = 0; index < count; index++)
        {
            double weight = failed;
            if (passes[index])
            {
                Divide(polynomial[..(passed + 1)], _shares[index], quotient);
                weight = 0;
                for (int power = 0; power < passed; power++)
                    weight += _weights[power] * quotient[power];
                weight *= 1 - _shares[index];
            }

            for (int output = 0; output < _values.Length; output++)
                into[((_firstOutput + output) * columns) + _columns[index]] += weight * _values[output];
        }
    }

    // By y + z, from the highest power down, where no error grows since z is at most 1.
    private static void Divide(ReadOnlySpan<double> polynomial, double share, Span<double> quotient)
    {
        double carried = 0;
        for (int power = polynomial.Length - 2; power >= 0; power--)
            quotient[power] = carried = polynomial[power + 1] - (share * carried);
    }

    private static Dictionary<int, (BinSet Passes, double Share)> Extended(
        Dictionary<int, (BinSet Passes, double Share)> path, TreeNode test, bool goesLeft, double share)
    {
        bool isNew = !path.TryGetValue(test.Column, out (BinSet Passes, double Share) before);
        var codes = new List<byte>(256);
        for (int code = 0; code <= byte.MaxValue; code++)
        {
            if (test.SendsLeft((byte)code) == goesLeft && (isNew || before.Passes.Contains((byte)code)))
                codes.Add((byte)code);
        }

        return new(path) { [test.Column] = (BinSet.Of([.. codes]), isNew ? share : before.Share * share) };
    }
}
