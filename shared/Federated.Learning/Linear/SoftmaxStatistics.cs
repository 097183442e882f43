using System.Collections.Immutable;
using System.Numerics.Tensors;
using Federated.Learning.Solvers;

namespace Federated.Learning.Linear;

/// <summary>
/// Loss, gradient and Hessian of a logistic regression of K classes by softmax (layout: <see cref="CurvatureStatistics"/>). The parameters are, class by
/// class, one weight a column and then the intercept. With z = (x, 1): gradient of class k Σ w·(p_k − y_k)·z, Hessian of classes k and l
/// Σ w·p_k(δ_kl − p_l)·z·zᵀ (Böhning 1992).
/// </summary>
public sealed class SoftmaxStatistics : CurvatureStatistics
{
    private readonly double[] _probabilities;
    private readonly double[] _features;

    /// <summary>Statistics of no rows at the given parameters.</summary>
    /// <param name="parameters">Classes × (columns + 1) values.</param>
    /// <param name="classes">At least 2.</param>
    /// <exception cref="ArgumentException">The parameters do not divide among the classes.</exception>
    public SoftmaxStatistics(ImmutableArray<double> parameters, int classes)
        : base(LogisticNewton.CheckParameters(parameters, 4))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (parameters.Length % classes != 0 || parameters.Length / classes < 2)
            throw new ArgumentException($"{parameters.Length} parameters do not divide among {classes} classes with a weight and an intercept each.", nameof(parameters));
        Classes = classes;
        _probabilities = new double[classes];
        _features = new double[parameters.Length / classes];
    }

    /// <summary>K.</summary>
    public int Classes { get; }

    /// <summary>Features a row.</summary>
    public int Columns => _features.Length - 1;

    /// <summary>Adds rows.</summary>
    /// <param name="rows">Row-major, finite.</param>
    /// <param name="labels">One a row, 0 to K−1.</param>
    /// <param name="weights">One a row, not negative; all 1 when left out.</param>
    /// <exception cref="ArgumentException">Lengths do not fit or a value is out of range; the message names the row and column. Nothing was added.</exception>
    public void Add(ReadOnlySpan<float> rows, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default)
    {
        int columns = Columns, count = CheckedRows.Count(rows, columns);
        CheckedRows.Classes(labels, count, Classes);
        CheckedRows.Weights(weights, count);
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < columns; column++)
                _features[column] = rows[(row * columns) + column];
            _features[columns] = 1;
            double weight = weights.IsEmpty ? 1 : weights[row];
            Values[0] += weight;
            Values[1] += weight * SoftmaxModel.Probabilities(Parameters.AsSpan(), _features, _probabilities, labels[row]);
            AddGradient(weight, labels[row]);
            AddHessian(weight);
        }
    }

    private void AddGradient(double weight, int label)
    {
        for (int output = 0; output < Classes; output++)
        {
            double slope = weight * (_probabilities[output] - (output == label ? 1 : 0));
            Span<double> gradient = Values.AsSpan(2 + (output * _features.Length), _features.Length);
            TensorPrimitives.MultiplyAdd(_features, slope, gradient, gradient);
        }
    }

    private void AddHessian(double weight)
    {
        int stride = _features.Length;
        Span<double> triangle = Values.AsSpan(2 + Parameters.Length);
        for (int output = 0; output < Classes; output++)
        {
            for (int other = 0; other <= output; other++)
            {
                double curvature = weight * _probabilities[output] * ((output == other ? 1 : 0) - _probabilities[other]);
                for (int row = 0; row < stride; row++)
                {
                    int line = PackedTriangle.Index((output * stride) + row, other * stride), length = output == other ? row + 1 : stride;
                    Span<double> part = triangle.Slice(line, length);
                    TensorPrimitives.MultiplyAdd(_features.AsSpan(0, length), curvature * _features[row], part, part);
                }
            }
        }
    }
}
