using System.Numerics;

namespace Federated.Privacy.Noise;

/// <summary>
/// Draws from a table in constant time and memory (Walker 1977, built as Vose 1991), in whole numbers: the probabilities become multiples of 2^−64 that sum
/// to 1, and one 64-bit word chooses an entry by its upper bits and, by its lower ones, the entry or its alias. Built, it is exact.
/// </summary>
internal sealed class AliasTable
{
    private readonly ulong[] _thresholds;
    private readonly int[] _aliases;
    private readonly int _shift;
    private readonly ulong _mask;

    /// <param name="weights">Probabilities up to a factor; 2 to 2^22 of them, finite and not negative, not all 0.</param>
    public AliasTable(ReadOnlySpan<double> weights)
    {
        int bits = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, weights.Length)));
        _shift = 64 - bits;
        _mask = (1UL << _shift) - 1;
        int size = 1 << bits;
        UInt128[] shares = Shares(weights, size);
        _thresholds = new ulong[size];
        _aliases = new int[size];
        Fill(shares, (UInt128)1 << _shift);
    }

    /// <summary>The entry that a uniform word chooses.</summary>
    public int Choose(ulong word)
    {
        int entry = (int)(word >> _shift);
        return (word & _mask) < _thresholds[entry] ? entry : _aliases[entry];
    }

    /// <summary>The probability that <see cref="Choose"/> gives each entry, in multiples of 2^−64.</summary>
    internal UInt128[] Probabilities()
    {
        UInt128[] sums = new UInt128[_thresholds.Length];
        for (int entry = 0; entry < sums.Length; entry++)
        {
            sums[entry] += _thresholds[entry];
            sums[_aliases[entry]] += ((UInt128)1 << _shift) - _thresholds[entry];
        }

        return sums;
    }

    // The largest entry takes what rounding leaves, which is least noticed there.
    private static UInt128[] Shares(ReadOnlySpan<double> weights, int size)
    {
        double total = 0;
        int largest = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            total += weights[i];
            largest = weights[i] > weights[largest] ? i : largest;
        }

        UInt128[] shares = new UInt128[size];
        UInt128 sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            shares[i] = (UInt128)Math.Round(weights[i] / total * Math.ScaleB(1, 64));
            sum += shares[i];
        }

        shares[largest] = unchecked(shares[largest] + ((UInt128)1 << 64) - sum);
        return shares;
    }

    private void Fill(UInt128[] shares, UInt128 capacity)
    {
        Stack<int> small = [];
        Stack<int> large = [];
        for (int i = 0; i < shares.Length; i++)
            (shares[i] < capacity ? small : large).Push(i);
        while (small.TryPop(out int less))
        {
            int more = large.Pop();
            (_thresholds[less], _aliases[less]) = ((ulong)shares[less], more);
            shares[more] -= capacity - shares[less];
            (shares[more] < capacity ? small : large).Push(more);
        }

        foreach (int full in large)
            (_thresholds[full], _aliases[full]) = ((ulong)capacity, full);
    }
}
