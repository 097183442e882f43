using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>
/// A block of up to 12 rows by 32 columns of C, whose sums stay in registers while the inner dimension runs: per step two vectors of B, and one value of A
/// a row, spread over the lanes of a third. Rows of A are reached from every third row, so that the addresses need few registers.
/// </summary>
internal static unsafe class Block512
{
    public const int MaximumRows = 12;
    public const int Width = 32;

    public static void Run(int rows, in BlockArguments block)
    {
        if (block.Columns == Width)
            Run<FullColumns>(rows, block);
        else
            Run<PartOfColumns>(rows, block);
    }

    private static void Run<TColumns>(int rows, in BlockArguments block)
        where TColumns : struct, IBlockColumns
    {
        switch (rows)
        {
            case 1: Sum<Rows1, TColumns>(block); break;
            case 2: Sum<Rows2, TColumns>(block); break;
            case 3: Sum<Rows3, TColumns>(block); break;
            case 4: Sum<Rows4, TColumns>(block); break;
            case 5: Sum<Rows5, TColumns>(block); break;
            case 6: Sum<Rows6, TColumns>(block); break;
            case 7: Sum<Rows7, TColumns>(block); break;
            case 8: Sum<Rows8, TColumns>(block); break;
            case 9: Sum<Rows9, TColumns>(block); break;
            case 10: Sum<Rows10, TColumns>(block); break;
            case 11: Sum<Rows11, TColumns>(block); break;
            default: Sum<Rows12, TColumns>(block); break;
        }
    }

    private static void Sum<TRows, TColumns>(in BlockArguments block)
        where TRows : struct, IBlockRows
        where TColumns : struct, IBlockColumns
    {
        byte* c = (byte*)block.C;
        nint cRow = block.CRow;
        Vector512<float> mask = LaneMask.Of512(block.Columns - 16);
        Vector512<float> left0 = Vector512<float>.Zero, left1 = Vector512<float>.Zero, left2 = Vector512<float>.Zero,
            left3 = Vector512<float>.Zero, left4 = Vector512<float>.Zero, left5 = Vector512<float>.Zero,
            left6 = Vector512<float>.Zero, left7 = Vector512<float>.Zero, left8 = Vector512<float>.Zero,
            left9 = Vector512<float>.Zero, left10 = Vector512<float>.Zero, left11 = Vector512<float>.Zero;
        Vector512<float> right0 = Vector512<float>.Zero, right1 = Vector512<float>.Zero, right2 = Vector512<float>.Zero,
            right3 = Vector512<float>.Zero, right4 = Vector512<float>.Zero, right5 = Vector512<float>.Zero,
            right6 = Vector512<float>.Zero, right7 = Vector512<float>.Zero, right8 = Vector512<float>.Zero,
            right9 = Vector512<float>.Zero, right10 = Vector512<float>.Zero, right11 = Vector512<float>.Zero;
        // The rows of C that the next block writes.
        if (block.Inner >= 128)
        {
            for (int row = 0; row < TRows.Count; row++)
            {
                Sse.Prefetch0(c + (TRows.Count * cRow) + (row * cRow));
                Sse.Prefetch0(c + (TRows.Count * cRow) + (row * cRow) + 64);
            }
        }

        if (block.Continue)
        {
            left0 = Vector512.Load((float*)c);
            right0 = LaneMask.Load((float*)c + 16, mask);
            if (TRows.Count > 1)
            {
                left1 = Vector512.Load((float*)(c + (1 * cRow)));
                right1 = LaneMask.Load((float*)(c + (1 * cRow)) + 16, mask);
            }

            if (TRows.Count > 2)
            {
                left2 = Vector512.Load((float*)(c + (2 * cRow)));
                right2 = LaneMask.Load((float*)(c + (2 * cRow)) + 16, mask);
            }

            if (TRows.Count > 3)
            {
                left3 = Vector512.Load((float*)(c + (3 * cRow)));
                right3 = LaneMask.Load((float*)(c + (3 * cRow)) + 16, mask);
            }

            if (TRows.Count > 4)
            {
                left4 = Vector512.Load((float*)(c + (4 * cRow)));
                right4 = LaneMask.Load((float*)(c + (4 * cRow)) + 16, mask);
            }

            if (TRows.Count > 5)
            {
                left5 = Vector512.Load((float*)(c + (5 * cRow)));
                right5 = LaneMask.Load((float*)(c + (5 * cRow)) + 16, mask);
            }

            if (TRows.Count > 6)
            {
                left6 = Vector512.Load((float*)(c + (6 * cRow)));
                right6 = LaneMask.Load((float*)(c + (6 * cRow)) + 16, mask);
            }

            if (TRows.Count > 7)
            {
                left7 = Vector512.Load((float*)(c + (7 * cRow)));
                right7 = LaneMask.Load((float*)(c + (7 * cRow)) + 16, mask);
            }

            if (TRows.Count > 8)
            {
                left8 = Vector512.Load((float*)(c + (8 * cRow)));
                right8 = LaneMask.Load((float*)(c + (8 * cRow)) + 16, mask);
            }

            if (TRows.Count > 9)
            {
                left9 = Vector512.Load((float*)(c + (9 * cRow)));
                right9 = LaneMask.Load((float*)(c + (9 * cRow)) + 16, mask);
            }

            if (TRows.Count > 10)
            {
                left10 = Vector512.Load((float*)(c + (10 * cRow)));
                right10 = LaneMask.Load((float*)(c + (10 * cRow)) + 16, mask);
            }

            if (TRows.Count > 11)
            {
                left11 = Vector512.Load((float*)(c + (11 * cRow)));
                right11 = LaneMask.Load((float*)(c + (11 * cRow)) + 16, mask);
            }
        }

        if (block.Bias != null)
        {
            Vector512<float> leftBias = Vector512.Load(block.Bias), rightBias = LaneMask.Load(block.Bias + 16, mask);
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
            left6 += leftBias;
            right6 += rightBias;
            left7 += leftBias;
            right7 += rightBias;
            left8 += leftBias;
            right8 += rightBias;
            left9 += leftBias;
            right9 += rightBias;
            left10 += leftBias;
            right10 += rightBias;
            left11 += leftBias;
            right11 += rightBias;
        }

        byte* a0 = (byte*)block.A, a3 = a0 + (3 * block.ARow), a6 = a0 + (6 * block.ARow), a9 = a0 + (9 * block.ARow);
        byte* b = (byte*)block.B;
        nint aRow = block.ARow, aColumn = block.AColumn, bRow = block.BRow;
        for (int inner = block.Inner; inner > 0; inner--)
        {
            Vector512<float> leftColumns = Vector512.Load((float*)b);
            Vector512<float> rightColumns = TColumns.AreAll ? Vector512.Load((float*)b + 16) : LaneMask.Load((float*)b + 16, mask);
            Vector512<float> row0 = Vector512.Create(*(float*)a0);
            left0 = Avx512F.FusedMultiplyAdd(leftColumns, row0, left0);
            right0 = Avx512F.FusedMultiplyAdd(rightColumns, row0, right0);

            if (TRows.Count > 1)
            {
                Vector512<float> row1 = Vector512.Create(*(float*)(a0 + aRow));
                left1 = Avx512F.FusedMultiplyAdd(leftColumns, row1, left1);
                right1 = Avx512F.FusedMultiplyAdd(rightColumns, row1, right1);
            }

            if (TRows.Count > 2)
            {
                Vector512<float> row2 = Vector512.Create(*(float*)(a0 + (2 * aRow)));
                left2 = Avx512F.FusedMultiplyAdd(leftColumns, row2, left2);
                right2 = Avx512F.FusedMultiplyAdd(rightColumns, row2, right2);
            }

            if (TRows.Count > 3)
            {
                Vector512<float> row3 = Vector512.Create(*(float*)a3);
                left3 = Avx512F.FusedMultiplyAdd(leftColumns, row3, left3);
                right3 = Avx512F.FusedMultiplyAdd(rightColumns, row3, right3);
            }

            if (TRows.Count > 4)
            {
                Vector512<float> row4 = Vector512.Create(*(float*)(a3 + aRow));
                left4 = Avx512F.FusedMultiplyAdd(leftColumns, row4, left4);
                right4 = Avx512F.FusedMultiplyAdd(rightColumns, row4, right4);
            }

            if (TRows.Count > 5)
            {
                Vector512<float> row5 = Vector512.Create(*(float*)(a3 + (2 * aRow)));
                left5 = Avx512F.FusedMultiplyAdd(leftColumns, row5, left5);
                right5 = Avx512F.FusedMultiplyAdd(rightColumns, row5, right5);
            }

            if (TRows.Count > 6)
            {
                Vector512<float> row6 = Vector512.Create(*(float*)a6);
                left6 = Avx512F.FusedMultiplyAdd(leftColumns, row6, left6);
                right6 = Avx512F.FusedMultiplyAdd(rightColumns, row6, right6);
            }

            if (TRows.Count > 7)
            {
                Vector512<float> row7 = Vector512.Create(*(float*)(a6 + aRow));
                left7 = Avx512F.FusedMultiplyAdd(leftColumns, row7, left7);
                right7 = Avx512F.FusedMultiplyAdd(rightColumns, row7, right7);
            }

            if (TRows.Count > 8)
            {
                Vector512<float> row8 = Vector512.Create(*(float*)(a6 + (2 * aRow)));
                left8 = Avx512F.FusedMultiplyAdd(leftColumns, row8, left8);
                right8 = Avx512F.FusedMultiplyAdd(rightColumns, row8, right8);
            }

            if (TRows.Count > 9)
            {
                Vector512<float> row9 = Vector512.Create(*(float*)a9);
                left9 = Avx512F.FusedMultiplyAdd(leftColumns, row9, left9);
                right9 = Avx512F.FusedMultiplyAdd(rightColumns, row9, right9);
            }

            if (TRows.Count > 10)
            {
                Vector512<float> row10 = Vector512.Create(*(float*)(a9 + aRow));
                left10 = Avx512F.FusedMultiplyAdd(leftColumns, row10, left10);
                right10 = Avx512F.FusedMultiplyAdd(rightColumns, row10, right10);
            }

            if (TRows.Count > 11)
            {
                Vector512<float> row11 = Vector512.Create(*(float*)(a9 + (2 * aRow)));
                left11 = Avx512F.FusedMultiplyAdd(leftColumns, row11, left11);
                right11 = Avx512F.FusedMultiplyAdd(rightColumns, row11, right11);
            }

            a0 += aColumn;
            if (TRows.Count > 3)
                a3 += aColumn;
            if (TRows.Count > 6)
                a6 += aColumn;
            if (TRows.Count > 9)
                a9 += aColumn;
            b += bRow;
        }

        Vector512<float> floor = Vector512.Create(block.Floor);
        Avx512F.Max(floor, left0).Store((float*)c);
        LaneMask.Store((float*)c + 16, mask, Avx512F.Max(floor, right0));
        if (TRows.Count > 1)
        {
            Avx512F.Max(floor, left1).Store((float*)(c + (1 * cRow)));
            LaneMask.Store((float*)(c + (1 * cRow)) + 16, mask, Avx512F.Max(floor, right1));
        }

        if (TRows.Count > 2)
        {
            Avx512F.Max(floor, left2).Store((float*)(c + (2 * cRow)));
            LaneMask.Store((float*)(c + (2 * cRow)) + 16, mask, Avx512F.Max(floor, right2));
        }

        if (TRows.Count > 3)
        {
            Avx512F.Max(floor, left3).Store((float*)(c + (3 * cRow)));
            LaneMask.Store((float*)(c + (3 * cRow)) + 16, mask, Avx512F.Max(floor, right3));
        }

        if (TRows.Count > 4)
        {
            Avx512F.Max(floor, left4).Store((float*)(c + (4 * cRow)));
            LaneMask.Store((float*)(c + (4 * cRow)) + 16, mask, Avx512F.Max(floor, right4));
        }

        if (TRows.Count > 5)
        {
            Avx512F.Max(floor, left5).Store((float*)(c + (5 * cRow)));
            LaneMask.Store((float*)(c + (5 * cRow)) + 16, mask, Avx512F.Max(floor, right5));
        }

        if (TRows.Count > 6)
        {
            Avx512F.Max(floor, left6).Store((float*)(c + (6 * cRow)));
            LaneMask.Store((float*)(c + (6 * cRow)) + 16, mask, Avx512F.Max(floor, right6));
        }

        if (TRows.Count > 7)
        {
            Avx512F.Max(floor, left7).Store((float*)(c + (7 * cRow)));
            LaneMask.Store((float*)(c + (7 * cRow)) + 16, mask, Avx512F.Max(floor, right7));
        }

        if (TRows.Count > 8)
        {
            Avx512F.Max(floor, left8).Store((float*)(c + (8 * cRow)));
            LaneMask.Store((float*)(c + (8 * cRow)) + 16, mask, Avx512F.Max(floor, right8));
        }

        if (TRows.Count > 9)
        {
            Avx512F.Max(floor, left9).Store((float*)(c + (9 * cRow)));
            LaneMask.Store((float*)(c + (9 * cRow)) + 16, mask, Avx512F.Max(floor, right9));
        }

        if (TRows.Count > 10)
        {
            Avx512F.Max(floor, left10).Store((float*)(c + (10 * cRow)));
            LaneMask.Store((float*)(c + (10 * cRow)) + 16, mask, Avx512F.Max(floor, right10));
        }

        if (TRows.Count > 11)
        {
            Avx512F.Max(floor, left11).Store((float*)(c + (11 * cRow)));
            LaneMask.Store((float*)(c + (11 * cRow)) + 16, mask, Avx512F.Max(floor, right11));
        }
    }
}
