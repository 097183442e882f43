using Federated.Learning.Solvers;

namespace Federated.Learning.Factorization;

/// <summary>
/// Scores of items that nobody has had, from what is known of them: a ridge regression from attributes to the scores that a model gives a customer's other items, Σ wᵢ(sᵢ − a − xᵢ·β)² + λ‖β‖²
/// being least. Of a model whose scores are linear in an item's vector this is the ridge from attributes to vectors (Gantner et al. 2010, "Learning attribute-to-feature mappings for cold-start
/// recommendations", section IV), and of EASE the same to columns of its weights. Attributes are present or not. Immutable.
/// </summary>
public sealed class AttributeRidge
{
    private readonly int[][] _attributes;
    private readonly double[] _weights;
    private readonly Cholesky _normal;
    private readonly int _columns;

    /// <summary>Factors the normal equations, columns² numbers.</summary>
    /// <param name="attributes">The attributes of each item, each once, from 0.</param>
    /// <param name="columns">Attributes, 1 or more.</param>
    /// <param name="weights">wᵢ of each item: 0 for one that is to be found, above for one that is learnt from, at least one.</param>
    /// <param name="penalty">λ, above 0, in items.</param>
    /// <exception cref="ArgumentException">A number is out of range, or no item is learnt from.</exception>
    public AttributeRidge(int[][] attributes, int columns, double[] weights, double penalty)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(weights);
        if (attributes.Length != weights.Length || columns < 1 || attributes.Any(own => own.Any(column => (uint)column >= (uint)columns)))
            throw new ArgumentException($"Attributes of {attributes.Length} items and {weights.Length} weights do not fit, or an attribute is none of {columns}.", nameof(attributes));
        if (!(penalty > 0 && double.IsFinite(penalty)) || weights.Any(weight => !(weight >= 0 && double.IsFinite(weight))) || !weights.Any(weight => weight > 0))
            throw new ArgumentException("The penalty is above 0, weights are 0 or more, and one is above 0.", nameof(weights));
        (_attributes, _weights, _columns) = (attributes, weights, columns);
        int size = columns + 1;
        var normal = new double[size * size];
        for (int column = 0; column < columns; column++)
            normal[(column * size) + column] = penalty;
        for (int item = 0; item < weights.Length; item++)
        {
            int[] own = [.. attributes[item], columns];
            foreach (int one in own)
            {
                foreach (int other in own)
                    normal[(one * size) + other] += weights[item];
            }
        }

        _normal = Cholesky.Of(normal, size);
    }

    /// <summary>Replaces the scores of items whose weight is 0.</summary>
    /// <param name="scores">One an item.</param>
    /// <exception cref="ArgumentException">There is not one score an item.</exception>
    public void Complete(Span<float> scores)
    {
        if (scores.Length != _weights.Length)
            throw new ArgumentException($"There are {scores.Length} scores of {_weights.Length} items.", nameof(scores));
        var sums = new double[_columns + 1];
        for (int item = 0; item < scores.Length; item++)
        {
            double part = _weights[item] * scores[item];
            sums[_columns] += part;
            foreach (int column in _attributes[item])
                sums[column] += part;
        }

        double[] coefficients = _normal.Solve(sums);
        for (int item = 0; item < scores.Length; item++)
        {
            if (_weights[item] > 0)
                continue;
            double score = coefficients[_columns];
            foreach (int column in _attributes[item])
                score += coefficients[column];
            scores[item] = (float)score;
        }
    }
}
