namespace Federated.Learning.Trees;

/// <summary>
/// Rounds gradients and hessians to multiples of a quantum, 2⁻²⁴ of the power of two above the largest of them: as fine as binary32 tells the largest
/// apart, so that every multiple is exact in it. A binary64 sum of up to 2²⁹ such values is exact: a histogram does not depend on the order of its rows, the difference of two histograms is the histogram of the difference, and the sum
/// over several tables is that of all their rows, bit for bit.
/// </summary>
public readonly struct StatisticGrid
{
    /// <summary>Bits of the finest grid: multiples of its quantum are exact in binary32.</summary>
    public const int MaximumBits = 24;

    /// <summary>A grid for values up to <paramref name="largest"/> in size.</summary>
    /// <param name="largest">Finite, zero or more.</param>
    /// <param name="bits">Quanta of the power of two above the largest value, as a logarithm: 4 to <see cref="MaximumBits"/> (default). Fewer leave room for longer sums.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite, or the bits are out of range.</exception>
    public StatisticGrid(double largest, int bits = MaximumBits)
    {
        if (!(largest >= 0 && double.IsFinite(largest)))
            throw new ArgumentOutOfRangeException(nameof(largest), largest, "The largest gradient must be finite and zero or more.");
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 4);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MaximumBits);
        Quantum = Math.ScaleB(1, Math.Max(-900, largest == 0 ? 0 : Math.ILogB(largest) + 1) - bits);
    }

    /// <summary>Distance of neighbouring values.</summary>
    public double Quantum { get; }

    /// <summary>Adding and subtracting it rounds a value to a multiple of the quantum: its own unit in the last place is the quantum.</summary>
    internal double Rounder => 1.5 * Math.ScaleB(Quantum, 52);

    /// <summary>The nearest multiple of the quantum; of two that are equally near the even one.</summary>
    public float Round(double value) => (float)((value + Rounder) - Rounder);
}
