namespace Federated.Computations.Personalisation;

/// <summary>The mean of differences row by row, and how well it is known.</summary>
internal readonly record struct PairedDifference(double Mean, double StandardError)
{
    /// <summary>First less second; the error of a single row is infinite.</summary>
    public static PairedDifference Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<float> weights)
    {
        var differences = new double[first.Length];
        for (int row = 0; row < differences.Length; row++)
            differences[row] = first[row] - second[row];
        double mean = RowLosses.Mean(differences, weights), squares = 0, total = 0;
        for (int row = 0; row < differences.Length; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row], residual = weight * (differences[row] - mean);
            squares += residual * residual;
            total += weight;
        }

        double rows = differences.Length;
        return new PairedDifference(mean, rows < 2 || total == 0 ? double.PositiveInfinity : Math.Sqrt(squares * rows / (rows - 1)) / total);
    }
}
