using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>
/// How often a tree sees each row, from a hash of the row's key: as many times as there are thresholds above the hash. Reproducible from seed and key, and
/// the same at every node without anything being exchanged.
/// </summary>
public sealed class RowDraws
{
    private const int MostDraws = 8;

    private RowDraws(RowHash? hash, ImmutableArray<long> thresholds) => (Hash, Thresholds) = (hash, thresholds);

    /// <summary>Every row once, whatever its key.</summary>
    public static RowDraws Once { get; } = new(null, [RowHash.Modulus]);

    /// <summary>The hash; null when keys do not matter.</summary>
    public RowHash? Hash { get; }

    /// <summary>Descending; a row of hash h counts once for each threshold above h.</summary>
    public ImmutableArray<long> Thresholds { get; }

    /// <summary>Most times that a row counts.</summary>
    public int Most => Thresholds.Length;

    /// <summary>Each row once with the probability given, else never.</summary>
    /// <param name="share">0 to 1; 1 is <see cref="Once"/>.</param>
    /// <param name="hash">Decides.</param>
    public static RowDraws Share(double share, RowHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        if (!(share >= 0 && share <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is 0 to 1.");
        return share == 1 ? Once : new RowDraws(hash, [(long)Math.Round(share * RowHash.Modulus)]);
    }

    /// <summary>A Poisson(1) number of times, which a bootstrap of many rows tends to (Oza and Russell 2001); at most 8, as 999,998 of a million are.</summary>
    public static RowDraws Bootstrap(RowHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        var thresholds = ImmutableArray.CreateBuilder<long>(MostDraws);
        double probability = Math.Exp(-1), above = 1 - probability;
        for (int times = 1; times <= MostDraws; times++)
        {
            thresholds.Add((long)Math.Round(above * RowHash.Modulus));
            probability /= times;
            above -= probability;
        }

        return new RowDraws(hash, thresholds.MoveToImmutable());
    }

    /// <summary>How often the row of a key counts.</summary>
    public int Of(int key)
    {
        if (Hash is null)
            return 1;
        int value = Hash.Of(key), times = 0;
        while (times < Thresholds.Length && value < Thresholds[times])
            times++;
        return times;
    }
}
