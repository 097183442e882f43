using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Federated.Learning.Trees;

/// <summary>A table as bin codes, one byte each, column after column: what histograms are summed over. Made by <see cref="BinMapper.Bin"/>.</summary>
public sealed class BinnedTable
{
    private readonly byte[] _codes;

    internal BinnedTable(BinMapper mapper, int rows)
    {
        Mapper = mapper;
        Rows = rows;
        if ((long)rows * mapper.Columns.Length > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{rows} rows of {mapper.Columns.Length} columns are more than {Array.MaxLength} bin codes; train on fewer rows or columns.", nameof(rows));
        }

        // Pinned, since the kernels hold addresses while other threads may collect garbage.
        _codes = GC.AllocateUninitializedArray<byte>(rows * mapper.Columns.Length, pinned: true);
    }

    /// <summary>The mapper that made it.</summary>
    public BinMapper Mapper { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => Mapper.Columns.Length;

    /// <summary>Bin codes of a column, one a row.</summary>
    public ReadOnlySpan<byte> Column(int column) => _codes.AsSpan(column * Rows, Rows);

    internal Span<byte> WritableColumn(int column) => _codes.AsSpan(column * Rows, Rows);

    internal unsafe byte* Address(int column) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_codes)) + ((long)column * Rows);
}
