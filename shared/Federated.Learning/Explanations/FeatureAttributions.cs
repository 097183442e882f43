using System.Collections.Immutable;

namespace Federated.Learning.Explanations;

/// <summary>
/// What each feature of each row adds to the model's output for that row: output = base + Σ contributions. The base is the output when nothing is known of
/// the row.
/// </summary>
public sealed class FeatureAttributions
{
    private readonly double[] _values;

    internal FeatureAttributions(ImmutableArray<double> baseValues, int columns, double[] values)
    {
        BaseValues = baseValues;
        Columns = columns;
        Rows = values.Length / (columns * baseValues.Length);
        _values = values;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of features.</summary>
    public int Columns { get; }

    /// <summary>Outputs of a row: 1, or one a class.</summary>
    public int Outputs => BaseValues.Length;

    /// <summary>The output when nothing is known of a row, one for each output.</summary>
    public ImmutableArray<double> BaseValues { get; }

    /// <summary>The contribution of each feature to an output of a row, in the output's unit.</summary>
    public ReadOnlySpan<double> Of(int row, int output = 0) => _values.AsSpan(((row * Outputs) + output) * Columns, Columns);

    /// <summary>Base and contributions together: the output itself, as far as the method is exact.</summary>
    public double Total(int row, int output = 0)
    {
        double sum = BaseValues[output];
        foreach (double contribution in Of(row, output))
            sum += contribution;
        return sum;
    }

    /// <summary>The features that matter most for a row, the largest contribution, up or down, first; those that add nothing are left out.</summary>
    /// <param name="row">Which row.</param>
    /// <param name="count">At most so many, 0 or more.</param>
    /// <param name="output">Which output.</param>
    public ImmutableArray<Reason> Strongest(int row, int count, int output = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. Of(row, output).ToArray().Select((contribution, column) => new Reason(column, contribution))
            .Where(reason => reason.Contribution != 0).OrderByDescending(reason => Math.Abs(reason.Contribution)).ThenBy(reason => reason.Column).Take(count)];
    }
}
