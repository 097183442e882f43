using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Trees;

/// <summary>
/// How one column's values fall into bins. Numerical: bin b holds the values above edge b−1 and up to and including edge b; the last bin what is above all
/// edges. Categorical: bin b holds category b of the list. A missing value, and a category that is not in the list, has the code <see cref="Missing"/>.
/// </summary>
public sealed class ColumnBins
{
    /// <summary>Code of a missing value or unlisted category, whatever the number of bins.</summary>
    public const byte Missing = 255;

    /// <summary>Highest number of bins without the one of missing values.</summary>
    public const int MaximumBins = 255;

    private const int Lanes = 16;

    private readonly float[] _edges;

    // The edges filled up with ∞ to sixteen runs of sixteen, and the last of each run: two comparisons of a vector find a value's bin.
    private readonly float[] _runs = new float[Lanes * Lanes];
    private readonly float[] _ends = new float[Lanes];
    private readonly int[] _sortedCategories = [];
    private readonly byte[] _binOfSorted = [];

    private ColumnBins(ColumnKind kind, float[] edges, int[] categories)
    {
        Kind = kind;
        _edges = edges;
        Categories = [.. categories];
        _runs.AsSpan().Fill(float.PositiveInfinity);
        edges.CopyTo(_runs, 0);
        for (int run = 0; run < Lanes; run++)
            _ends[run] = _runs[(run * Lanes) + Lanes - 1];
        if (kind == ColumnKind.Categorical)
        {
            _binOfSorted = new byte[categories.Length];
            for (int bin = 0; bin < categories.Length; bin++)
                _binOfSorted[bin] = (byte)bin;
            _sortedCategories = [.. categories];
            Array.Sort(_sortedCategories, _binOfSorted);
        }
    }

    /// <summary>Numerical or categorical.</summary>
    public ColumnKind Kind { get; }

    /// <summary>Bins without that of missing values, 1 to <see cref="MaximumBins"/>; 0 for a categorical column without a category.</summary>
    public int Count => Kind == ColumnKind.Numerical ? _edges.Length + 1 : Categories.Length;

    /// <summary>Upper ends of all bins but the last, ascending; empty for a categorical column.</summary>
    public ReadOnlySpan<float> Edges => _edges;

    /// <summary>The category of each bin; empty for a numerical column.</summary>
    public ImmutableArray<int> Categories { get; }

    /// <summary>Bins of a numerical column.</summary>
    /// <param name="edges">At most <see cref="MaximumBins"/> − 1 finite values, each above the one before; none makes one bin.</param>
    /// <exception cref="ArgumentException">Too many edges, or an edge that is not above the one before.</exception>
    public static ColumnBins Numerical(ReadOnlySpan<float> edges)
    {
        if (edges.Length >= MaximumBins)
            throw new ArgumentException($"{edges.Length} bin edges were given; at most {MaximumBins - 1} are possible.", nameof(edges));
        for (int index = 0; index < edges.Length; index++)
        {
            if (!float.IsFinite(edges[index]) || (index > 0 && edges[index] <= edges[index - 1]))
                throw new ArgumentException($"Bin edge {index} is {edges[index]}; edges are finite and each is above the one before.", nameof(edges));
        }

        return new ColumnBins(ColumnKind.Numerical, edges.ToArray(), []);
    }

    /// <summary>Bins of a categorical column, one for each category.</summary>
    /// <param name="categories">At most <see cref="MaximumBins"/> different codes, each 0 to <see cref="TrainingTable.MaximumCategory"/>.</param>
    /// <exception cref="ArgumentException">Too many categories, a code out of range or repeated.</exception>
    public static ColumnBins Categorical(ReadOnlySpan<int> categories)
    {
        if (categories.Length > MaximumBins)
            throw new ArgumentException($"{categories.Length} categories were given; at most {MaximumBins} are possible.", nameof(categories));
        var seen = new HashSet<int>();
        foreach (int category in categories)
        {
            if (category is < 0 or > TrainingTable.MaximumCategory || !seen.Add(category))
                throw new ArgumentException($"Category {category} is repeated or outside 0 to {TrainingTable.MaximumCategory}.", nameof(categories));
        }

        return new ColumnBins(ColumnKind.Categorical, [], categories.ToArray());
    }

    /// <summary>Bins of a numerical column from a histogram of its values, for instance one summed over several tables: about equally many rows in each.</summary>
    /// <param name="edges">Upper ends of all cells of the histogram but the last, finite and ascending.</param>
    /// <param name="counts">Rows of each cell, 0 or more: one more than edges.</param>
    /// <param name="bins">Most bins, 1 to <see cref="MaximumBins"/>.</param>
    /// <exception cref="ArgumentException">Numbers out of range, or of another length.</exception>
    public static ColumnBins FromHistogram(ReadOnlySpan<float> edges, ReadOnlySpan<long> counts, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, MaximumBins);
        if (counts.Length != edges.Length + 1 || counts.ContainsAnyExceptInRange(0, long.MaxValue / Math.Max(1, counts.Length)))
            throw new ArgumentException($"{counts.Length} counts of {edges.Length + 1} cells were given; each cell needs one, 0 or more.", nameof(counts));
        return Numerical(QuantileBins.EdgesOf(edges, counts, bins));
    }

    /// <summary>The bin of a value, or <see cref="Missing"/>.</summary>
    public byte BinOf(float value)
    {
        if (float.IsNaN(value))
            return Missing;
        if (Kind == ColumnKind.Numerical)
            return (byte)EdgesBelow(value);
        int found = value >= 0 && value <= TrainingTable.MaximumCategory && value == MathF.Floor(value) ? Array.BinarySearch(_sortedCategories, (int)value) : -1;
        return found >= 0 ? _binOfSorted[found] : Missing;
    }

    private int EdgesBelow(float value)
    {
        Vector512<float> wanted = Vector512.Create(value);
        int run = CountBelow(ref MemoryMarshal.GetArrayDataReference(_ends), wanted);
        return (run * Lanes) + CountBelow(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_runs), run * Lanes), wanted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountBelow(ref float edges, Vector512<float> value) =>
        BitOperations.PopCount(Vector512.LessThan(Vector512.LoadUnsafe(ref edges), value).ExtractMostSignificantBits());
}
