using System.Runtime.Intrinsics;

namespace Federated.Learning.Kernels;

/// <summary>The sums of a matrix's columns, as the gradient of a bias needs them. Rows are dealt to four chains (row mod 4); the order depends on the rows alone.</summary>
internal static unsafe class ColumnSums
{
    /// <summary>target[j] += Σᵢ values[i, j].</summary>
    /// <param name="values">rows × columns, row-major.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="target">One sum a column.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together.</exception>
    public static void Add(ReadOnlySpan<float> values, int rows, int columns, Span<float> target) => Add(values, rows, columns, target, Processor.Path);

    internal static void Add(ReadOnlySpan<float> values, int rows, int columns, Span<float> target, VectorPath path)
    {
        if (values.Length != (long)rows * columns || target.Length != columns)
            throw new ArgumentException($"Column sums of {rows} × {columns} were given {values.Length} values and {target.Length} sums.");
        fixed (float* source = values, sums = target)
        {
            switch (path)
            {
                case VectorPath.Vector512:
                    Add<Lanes512, Vector512<float>>(source, rows, columns, sums);
                    break;
                case VectorPath.Vector256:
                    Add<Lanes256, Vector256<float>>(source, rows, columns, sums);
                    break;
                default:
                    Add<Lanes1, float>(source, rows, columns, sums);
                    break;
            }
        }
    }

    private static void Add<TLanes, TVector>(float* values, int rows, int columns, float* target)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int column = 0;
        for (; column <= columns - TLanes.Count; column += TLanes.Count)
        {
            TVector s0 = TLanes.Create(0), s1 = s0, s2 = s0, s3 = s0;
            float* source = values + column;
            int row = 0;
            for (; row <= rows - 4; row += 4, source += 4 * (nint)columns)
            {
                s0 = TLanes.Add(s0, TLanes.Load(source));
                s1 = TLanes.Add(s1, TLanes.Load(source + columns));
                s2 = TLanes.Add(s2, TLanes.Load(source + (2 * (nint)columns)));
                s3 = TLanes.Add(s3, TLanes.Load(source + (3 * (nint)columns)));
            }

            for (; row < rows; row++, source += columns)
                s0 = TLanes.Add(s0, TLanes.Load(source));
            TLanes.Store(target + column, TLanes.Add(TLanes.Load(target + column), TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3))));
        }

        if (column < columns)
            AddRest<TLanes, TVector>(values + column, rows, columns, target + column, columns - column);
    }

    private static void AddRest<TLanes, TVector>(float* source, int rows, int columns, float* target, int lanes)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector s0 = TLanes.Create(0), s1 = s0, s2 = s0, s3 = s0;
        int row = 0;
        for (; row <= rows - 4; row += 4, source += 4 * (nint)columns)
        {
            s0 = TLanes.Add(s0, TLanes.LoadFirst(source, lanes));
            s1 = TLanes.Add(s1, TLanes.LoadFirst(source + columns, lanes));
            s2 = TLanes.Add(s2, TLanes.LoadFirst(source + (2 * (nint)columns), lanes));
            s3 = TLanes.Add(s3, TLanes.LoadFirst(source + (3 * (nint)columns), lanes));
        }

        for (; row < rows; row++, source += columns)
            s0 = TLanes.Add(s0, TLanes.LoadFirst(source, lanes));
        TLanes.StoreFirst(target, TLanes.Add(TLanes.LoadFirst(target, lanes), TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3))), lanes);
    }
}
