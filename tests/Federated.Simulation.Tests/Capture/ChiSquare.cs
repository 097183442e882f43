namespace Federated.Simulation.Tests.Capture;

/// <summary>How far bytes are from uniform.</summary>
internal static class ChiSquare
{
    /// <summary>Below −4.75 or above 4.75 a uniform source falls with probability 10⁻⁶ on either side.</summary>
    public const double Limit = 4.753;

    /// <summary>Pearson's statistic of the 256 counts as a standard normal deviate (Wilson and Hilferty 1931: the cube root of chi-square over its degrees of freedom is nearly normal).</summary>
    public static double Deviate(IEnumerable<byte> bytes)
    {
        var counts = new long[256];
        foreach (var value in bytes)
            counts[value]++;
        var expected = counts.Sum() / 256.0;
        var statistic = counts.Sum(count => (count - expected) * (count - expected) / expected);
        const double Variance = 2.0 / (9 * 255);
        return (Math.Cbrt(statistic / 255) - (1 - Variance)) / Math.Sqrt(Variance);
    }
}
