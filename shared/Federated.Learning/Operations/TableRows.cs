using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Operations;

/// <summary>
/// Reading and adding to rows of a table that is larger than the caches. Rows that are wanted soon are asked for ahead, since an address that depends
/// on an index is nothing that a processor foresees.
/// </summary>
internal static class TableRows
{
    private const int Ahead = 6;
    private const int LineValues = 16;

    /// <summary>result = Σ table[row] · factor over the rows.</summary>
    public static void Sum(ReadOnlySpan<float> table, ReadOnlySpan<int> rows, float factor, Span<float> result)
    {
        int width = result.Length;
        Vector512<float> scale = Vector512.Create(factor);
        int column = 0;
        for (; column + (4 * Lanes.Count) <= width; column += 4 * Lanes.Count)
        {
            Vector512<float> first = Vector512<float>.Zero, second = first, third = first, fourth = first;
            for (int position = 0; position < rows.Length; position++)
            {
                if (position + Ahead < rows.Length)
                    Fetch(table, (rows[position + Ahead] * width) + column, 4 * Lanes.Count);
                ReadOnlySpan<float> part = table.Slice((rows[position] * width) + column, 4 * Lanes.Count);
                ref float start = ref MemoryMarshal.GetReference(part);
                first += Vector512.LoadUnsafe(ref start);
                second += Vector512.LoadUnsafe(ref start, Lanes.Count);
                third += Vector512.LoadUnsafe(ref start, 2 * Lanes.Count);
                fourth += Vector512.LoadUnsafe(ref start, 3 * Lanes.Count);
            }

            Lanes.Store(first * scale, result, column);
            Lanes.Store(second * scale, result, column + Lanes.Count);
            Lanes.Store(third * scale, result, column + (2 * Lanes.Count));
            Lanes.Store(fourth * scale, result, column + (3 * Lanes.Count));
        }

        for (; column < width; column += Lanes.Count)
        {
            Vector512<float> sum = Vector512<float>.Zero;
            foreach (int row in rows)
                sum += Lanes.Load(table.Slice(row * width, width), column);
            Lanes.Store(sum * scale, result, column);
        }
    }

    /// <summary>result[position] = table[row] for each of the rows.</summary>
    public static void Copy(ReadOnlySpan<float> table, ReadOnlySpan<int> rows, int width, Span<float> result)
    {
        for (int position = 0; position < rows.Length; position++)
        {
            if (position + Ahead < rows.Length)
                Fetch(table, rows[position + Ahead] * width, width);
            table.Slice(rows[position] * width, width).CopyTo(result.Slice(position * width, width));
        }
    }

    /// <summary>table[row] += values · factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Span<float> table, int row, ReadOnlySpan<float> values, Vector512<float> factor)
    {
        Span<float> target = table.Slice(row * values.Length, values.Length);
        int column = 0;
        for (; column + Lanes.Count <= values.Length; column += Lanes.Count)
            Lanes.Store(Vector512.FusedMultiplyAdd(Lanes.Load(values, column, whole: true), factor, Lanes.Load(target, column, whole: true)), target, column, whole: true);
        if (column < values.Length)
            Lanes.Store(Vector512.FusedMultiplyAdd(Lanes.Load(values, column), factor, Lanes.Load(target, column)), target, column);
    }

    /// <summary>Asks for some of a table's values ahead of their use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch(ReadOnlySpan<float> table, int start, int length)
    {
        if (!Sse.IsSupported)
            return;
        ref float first = ref MemoryMarshal.GetReference(table);
        for (int offset = 0; offset < length; offset += LineValues)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, start + offset)));
    }
}
