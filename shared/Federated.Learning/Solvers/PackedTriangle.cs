namespace Federated.Learning.Solvers;

/// <summary>
/// A symmetric matrix as its lower triangle, row by row: element (i, j) with j ≤ i stands at i·(i+1)/2 + j. This is how every matrix lies in a vector of
/// statistics, since a sum that is masked or sent should carry each number once.
/// </summary>
public static class PackedTriangle
{
    /// <summary>Values of a triangle of <paramref name="size"/> rows: size·(size+1)/2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative or above 65,535.</exception>
    public static int Length(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 65_535);
        return (int)((long)size * (size + 1) / 2);
    }

    /// <summary>Place of element (row, column), in either order.</summary>
    public static int Index(int row, int column) => row >= column ? (int)((long)row * (row + 1) / 2) + column : Index(column, row);

    /// <summary>Writes the full symmetric matrix, row-major.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit the size.</exception>
    public static void Unpack(ReadOnlySpan<double> packed, Span<double> full, int size)
    {
        if (packed.Length != Length(size) || full.Length != size * size)
            throw new ArgumentException($"A symmetric matrix of {size} rows has {Length(size)} packed and {(long)size * size} full values, but {packed.Length} and {full.Length} were given.");
        for (int row = 0, index = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++, index++)
                full[(row * size) + column] = full[(column * size) + row] = packed[index];
        }
    }
}
