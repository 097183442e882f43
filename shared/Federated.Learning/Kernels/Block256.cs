using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>
/// A block of up to 6 rows by 16 columns of C, whose sums stay in registers while the inner dimension runs: per step two vectors of B, and one value of A
/// a row, spread over the lanes of a third. Rows of A are reached from every third row, so that the addresses need few registers.
/// </summary>
internal static unsafe class Block256
{
    public const int MaximumRows = 6;
    public const int Width = 16;

    public static void Run(int rows, in BlockArguments block)
    {
        switch (rows)
        {
            case 1: Run<Rows1>(block); break;
            case 2: Run<Rows2>(block); break;
            case 3: Run<Rows3>(block); break;
            case 4: Run<Rows4>(block); break;
            case 5: Run<Rows5>(block); break;
            default: Run<Rows6>(block); break;
        }
    }

    private static void Run<TRows>(in BlockArguments block)
        where TRows : struct, IBlockRows
    {
        if (block.Columns > 8)
            TwoVectors<TRows>(block);
        else
            OneVector<TRows>(block);
    }

    private static void TwoVectors<TRows>(in BlockArguments block)
        where TRows : struct, IBlockRows
    {
        byte* c = (byte*)block.C;
        nint cRow = block.CRow;
        Vector256<float> mask = LaneMask.Of256(block.Columns - 8);
        Vector256<float> left0 = Vector256<float>.Zero, left1 = Vector256<float>.Zero, left2 = Vector256<float>.Zero,
            left3 = Vector256<float>.Zero, left4 = Vector256<float>.Zero, left5 = Vector256<float>.Zero;
        Vector256<float> right0 = Vector256<float>.Zero, right1 = Vector256<float>.Zero, right2 = Vector256<float>.Zero,
            right3 = Vector256<float>.Zero, right4 = Vector256<float>.Zero, right5 = Vector256<float>.Zero;
        if (block.Continue)
        {
            left0 = Vector256.Load((float*)c);
            right0 = LaneMask.Load((float*)c + 8, mask);
            if (TRows.Count > 1)
            {
                left1 = Vector256.Load((float*)(c + (1 * cRow)));
                right1 = LaneMask.Load((float*)(c + (1 * cRow)) + 8, mask);
            }

            if (TRows.Count > 2)
            {
                left2 = Vector256.Load((float*)(c + (2 * cRow)));
                right2 = LaneMask.Load((float*)(c + (2 * cRow)) + 8, mask);
            }

            if (TRows.Count > 3)
            {
                left3 = Vector256.Load((float*)(c + (3 * cRow)));
                right3 = LaneMask.Load((float*)(c + (3 * cRow)) + 8, mask);
            }

            if (TRows.Count > 4)
            {
                left4 = Vector256.Load((float*)(c + (4 * cRow)));
                right4 = LaneMask.Load((float*)(c + (4 * cRow)) + 8, mask);
            }

            if (TRows.Count > 5)
            {
                left5 = Vector256.Load((float*)(c + (5 * cRow)));
                right5 = LaneMask.Load((float*)(c + (5 * cRow)) + 8, mask);
            }
        }

        if (block.Bias != null)
        {
            Vector256<float> leftBias = Vector256.Load(block.Bias), rightBias = LaneMask.Load(block.Bias + 8, mask);
            left0 += leftBias;
            right0 += rightBias;
            left1 += leftBias;
            right1 += rightBias;
            left2 += leftBias;
            right2 += rightBias;
            left3 += leftBias;
            right3 += rightBias;
            left4 += leftBias;
            right4 += rightBias;
            left5 += leftBias;
            right5 += rightBias;
        }

        byte* a0 = (byte*)block.A, a3 = a0 + (3 * block.ARow);
        byte* b = (byte*)block.B;
        nint aRow = block.ARow, aColumn = block.AColumn, bRow = block.BRow;
        for (int inner = block.Inner; inner > 0; inner--)
        {
            Vector256<float> leftColumns = Vector256.Load((float*)b), rightColumns = LaneMask.Load((float*)b + 8, mask);
            Vector256<float> row0 = Vector256.Create(*(float*)a0);
            left0 = Fma.MultiplyAdd(leftColumns, row0, left0);
            right0 = Fma.MultiplyAdd(rightColumns, row0, right0);

            if (TRows.Count > 1)
            {
                Vector256<float> row1 = Vector256.Create(*(float*)(a0 + aRow));
                left1 = Fma.MultiplyAdd(leftColumns, row1, left1);
                right1 = Fma.MultiplyAdd(rightColumns, row1, right1);
            }

            if (TRows.Count > 2)
            {
                Vector256<float> row2 = Vector256.Create(*(float*)(a0 + (2 * aRow)));
                left2 = Fma.MultiplyAdd(leftColumns, row2, left2);
                right2 = Fma.MultiplyAdd(rightColumns, row2, right2);
            }

            if (TRows.Count > 3)
            {
                Vector256<float> row3 = Vector256.Create(*(float*)a3);
                left3 = Fma.MultiplyAdd(leftColumns, row3, left3);
                right3 = Fma.MultiplyAdd(rightColumns, row3, right3);
            }

            if (TRows.Count > 4)
            {
                Vector256<float> row4 = Vector256.Create(*(float*)(a3 + aRow));
                left4 = Fma.MultiplyAdd(leftColumns, row4, left4);
                right4 = Fma.MultiplyAdd(rightColumns, row4, right4);
            }

            if (TRows.Count > 5)
            {
                Vector256<float> row5 = Vector256.Create(*(float*)(a3 + (2 * aRow)));
                left5 = Fma.MultiplyAdd(leftColumns, row5, left5);
                right5 = Fma.MultiplyAdd(rightColumns, row5, right5);
            }

            a0 += aColumn;
            if (TRows.Count > 3)
                a3 += aColumn;
            b += bRow;
        }

        Vector256<float> floor = Vector256.Create(block.Floor);
        Avx.Max(floor, left0).Store((float*)c);
        LaneMask.Store((float*)c + 8, mask, Avx.Max(floor, right0));
        if (TRows.Count > 1)
        {
            Avx.Max(floor, left1).Store((float*)(c + (1 * cRow)));
            LaneMask.Store((float*)(c + (1 * cRow)) + 8, mask, Avx.Max(floor, right1));
        }

        if (TRows.Count > 2)
        {
            Avx.Max(floor, left2).Store((float*)(c + (2 * cRow)));
            LaneMask.Store((float*)(c + (2 * cRow)) + 8, mask, Avx.Max(floor, right2));
        }

        if (TRows.Count > 3)
        {
            Avx.Max(floor, left3).Store((float*)(c + (3 * cRow)));
            LaneMask.Store((float*)(c + (3 * cRow)) + 8, mask, Avx.Max(floor, right3));
        }

        if (TRows.Count > 4)
        {
            Avx.Max(floor, left4).Store((float*)(c + (4 * cRow)));
            LaneMask.Store((float*)(c + (4 * cRow)) + 8, mask, Avx.Max(floor, right4));
        }

        if (TRows.Count > 5)
        {
            Avx.Max(floor, left5).Store((float*)(c + (5 * cRow)));
            LaneMask.Store((float*)(c + (5 * cRow)) + 8, mask, Avx.Max(floor, right5));
        }
    }

    private static void OneVector<TRows>(in BlockArguments block)
        where TRows : struct, IBlockRows
    {
        byte* c = (byte*)block.C;
        nint cRow = block.CRow;
        Vector256<float> mask = LaneMask.Of256(block.Columns);
        Vector256<float> left0 = Vector256<float>.Zero, left1 = Vector256<float>.Zero, left2 = Vector256<float>.Zero,
            left3 = Vector256<float>.Zero, left4 = Vector256<float>.Zero, left5 = Vector256<float>.Zero;
        if (block.Continue)
        {
            left0 = LaneMask.Load((float*)c, mask);
            if (TRows.Count > 1)
            {
                left1 = LaneMask.Load((float*)(c + (1 * cRow)), mask);
            }

            if (TRows.Count > 2)
            {
                left2 = LaneMask.Load((float*)(c + (2 * cRow)), mask);
            }

            if (TRows.Count > 3)
            {
                left3 = LaneMask.Load((float*)(c + (3 * cRow)), mask);
            }

            if (TRows.Count > 4)
            {
                left4 = LaneMask.Load((float*)(c + (4 * cRow)), mask);
            }

            if (TRows.Count > 5)
            {
                left5 = LaneMask.Load((float*)(c + (5 * cRow)), mask);
            }
        }

        if (block.Bias != null)
        {
            Vector256<float> leftBias = LaneMask.Load(block.Bias, mask);
            left0 += leftBias;
            left1 += leftBias;
            left2 += leftBias;
            left3 += leftBias;
            left4 += leftBias;
            left5 += leftBias;
        }

        byte* a0 = (byte*)block.A, a3 = a0 + (3 * block.ARow);
        byte* b = (byte*)block.B;
        nint aRow = block.ARow, aColumn = block.AColumn, bRow = block.BRow;
        for (int inner = block.Inner; inner > 0; inner--)
        {
            Vector256<float> leftColumns = LaneMask.Load((float*)b, mask);
            left0 = Fma.MultiplyAdd(leftColumns, Vector256.Create(*(float*)a0), left0);

            if (TRows.Count > 1)
            {
                left1 = Fma.MultiplyAdd(leftColumns, Vector256.Create(*(float*)(a0 + aRow)), left1);
            }

            if (TRows.Count > 2)
            {
                left2 = Fma.MultiplyAdd(leftColumns, Vector256.Create(*(float*)(a0 + (2 * aRow))), left2);
            }

            if (TRows.Count > 3)
            {
                left3 = Fma.MultiplyAdd(leftColumns, Vector256.Create(*(float*)a3), left3);
            }

            if (TRows.Count > 4)
            {
                left4 = Fma.MultiplyAdd(leftColumns, Vector256.Create(*(float*)(a3 + aRow)), left4);
            }

            if (TRows.Count > 5)
            {
                left5 = Fma.MultiplyAdd(leftColumns, Vector256.Create(*(float*)(a3 + (2 * aRow))), left5);
            }

            a0 += aColumn;
            if (TRows.Count > 3)
                a3 += aColumn;
            b += bRow;
        }

        Vector256<float> floor = Vector256.Create(block.Floor);
        LaneMask.Store((float*)c, mask, Avx.Max(floor, left0));
        if (TRows.Count > 1)
        {
            LaneMask.Store((float*)(c + (1 * cRow)), mask, Avx.Max(floor, left1));
        }

        if (TRows.Count > 2)
        {
            LaneMask.Store((float*)(c + (2 * cRow)), mask, Avx.Max(floor, left2));
        }

        if (TRows.Count > 3)
        {
            LaneMask.Store((float*)(c + (3 * cRow)), mask, Avx.Max(floor, left3));
        }

        if (TRows.Count > 4)
        {
            LaneMask.Store((float*)(c + (4 * cRow)), mask, Avx.Max(floor, left4));
        }

        if (TRows.Count > 5)
        {
            LaneMask.Store((float*)(c + (5 * cRow)), mask, Avx.Max(floor, left5));
        }
    }
}
