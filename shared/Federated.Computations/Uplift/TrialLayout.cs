using Federated.Learning.Solvers;

namespace Federated.Computations.Uplift;

/// <summary>Where the sums of the first round stand: products of (x, t, y), then rows, Σ y and Σ y² of both arms, then the three of the nodes that can compare.</summary>
internal sealed class TrialLayout(TrialOptions options)
{
    public int Arms { get; } = PackedTriangle.Length(options.Columns + 2);

    public int Compared => Arms + 6;

    public int Length => Arms + 9;

    /// <summary>Most that one row adds to each sum. A squared error of a difference is at most 2, of any two rows and more.</summary>
    public double[] Most()
    {
        var most = new double[Length];
        Array.Fill(most, 1);
        for (int row = 0, index = 0; row < options.Columns + 2; row++)
        {
            for (int column = 0; column <= row; column++, index++)
                most[index] = (row < options.Columns ? options.FeatureBound : 1) * (column < options.Columns ? options.FeatureBound : 1);
        }

        most[Compared + 1] = 2;
        most[Compared + 2] = 2.0 * options.RowBound;
        return most;
    }
}
