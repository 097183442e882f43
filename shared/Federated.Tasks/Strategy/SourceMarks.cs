using System.Numerics;

namespace Federated.Tasks.Strategy;

/// <summary>Which of a sheet's sources a number rests on: marks from 1 to 64, as a person reads them, [1,3].</summary>
public readonly record struct SourceMarks
{
    /// <summary>The largest mark.</summary>
    public const int Most = 64;

    private readonly ulong _bits;

    private SourceMarks(ulong bits) => _bits = bits;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _bits == 0;

    /// <summary>How many there are.</summary>
    public int Count => BitOperations.PopCount(_bits);

    /// <summary>One source.</summary>
    /// <param name="mark">1 to 64.</param>
    public static SourceMarks Of(int mark)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mark, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mark, Most);
        return new SourceMarks(1UL << (mark - 1));
    }

    /// <summary>All sources of both.</summary>
    public static SourceMarks operator |(SourceMarks left, SourceMarks right) => new(left._bits | right._bits);

    /// <summary>The marks, ascending.</summary>
    public IEnumerable<int> Each()
    {
        for (ulong bits = _bits; bits != 0; bits &= bits - 1)
            yield return BitOperations.TrailingZeroCount(bits) + 1;
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(',', Each())}]";
}
