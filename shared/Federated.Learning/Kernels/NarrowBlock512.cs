using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>As <see cref="Block512"/>, of up to 16 columns: the right edge of a product.</summary>
internal static unsafe class NarrowBlock512
{
    public const int Width = 16;

    public static void Run(int rows, in BlockArguments block)
    {
        switch (rows)
        {
            case 1: Sum<Rows1>(block); break;
            case 2: Sum<Rows2>(block); break;
            case 3: Sum<Rows3>(block); break;
            case 4: Sum<Rows4>(block); break;
            case 5: Sum<Rows5>(block); break;
            case 6: Sum<Rows6>(block); break;
            case 7: Sum<Rows7>(block); break;
            case 8: Sum<Rows8>(block); break;
            case 9: Sum<Rows9>(block); break;
            case 10: Sum<Rows10>(block); break;
            case 11: Sum<Rows11>(block); break;
            default: Sum<Rows12>(block); break;
        }
    }

    private static void Sum<TRows>(in BlockArguments block)
        where TRows : struct, IBlockRows
    {
        byte* c = (byte*)block.C;
        nint cRow = block.CRow;
        Vector512<float> mask = LaneMask.Of512(block.Columns);
        Vector512<float> left0 = Vector512<float>.Zero, left1 = Vector512<float>.Zero, left2 = Vector512<float>.Zero,
            left3 = Vector512<float>.Zero, left4 = Vector512<float>.Zero, left5 = Vector512<float>.Zero,
            left6 = Vector512<float>.Zero, left7 = Vector512<float>.Zero, left8 = Vector512<float>.Zero,
            left9 = Vector512<float>.Zero, left10 = Vector512<float>.Zero, left11 = Vector512<float>.Zero;
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

            if (TRows.Count > 6)
            {
                left6 = LaneMask.Load((float*)(c + (6 * cRow)), mask);
            }

            if (TRows.Count > 7)
            {
                left7 = LaneMask.Load((float*)(c + (7 * cRow)), mask);
            }

            if (TRows.Count > 8)
            {
                left8 = LaneMask.Load((float*)(c + (8 * cRow)), mask);
            }

            if (TRows.Count > 9)
            {
                left9 = LaneMask.Load((float*)(c + (9 * cRow)), mask);
            }

            if (TRows.Count > 10)
            {
                left10 = LaneMask.Load((float*)(c + (10 * cRow)), mask);
            }

            if (TRows.Count > 11)
            {
                left11 = LaneMask.Load((float*)(c + (11 * cRow)), mask);
            }
        }

        if (block.Bias != null)
        {
            Vector512<float> leftBias = LaneMask.Load(block.Bias, mask);
            left0 += leftBias;
            left1 += leftBias;
            left2 += leftBias;
            left3 += leftBias;
            left4 += leftBias;
            left5 += leftBias;
            left6 += leftBias;
            left7 += leftBias;
            left8 += leftBias;
            left9 += leftBias;
            left10 += leftBias;
            left11 += leftBias;
        }

        byte* a0 = (byte*)block.A, a3 = a0 + (3 * block.ARow), a6 = a0 + (6 * block.ARow), a9 = a0 + (9 * block.ARow);
        byte* b = (byte*)block.B;
        nint aRow = block.ARow, aColumn = block.AColumn, bRow = block.BRow;
        for (int inner = block.Inner; inner > 0; inner--)
        {
            Vector512<float> leftColumns = LaneMask.Load((float*)b, mask);
            left0 = Avx512F.FusedMultiplyAdd(leftColumns, Vector512.Create(*(float*)a0), left0);

            if (TRows.Count > 1)
            {
                left1 = Avx512F.FusedMultiplyAdd(leftColumns, Vector512.Create(*(float*)(a0 + aRow)), left1);
            }

            if (TRows.Count > 2)
            {
                left2 = Avx512F.FusedMultiplyAdd(leftColumns, Vector512.Create(*(float*)(a0 + (2 * aRow))), left2);
            }

            if (TRows.Count > 3)
            {
                left3 = Avx512F.FusedMultiplyAdd(leftColumns, Vector512.Create(*(float*)a3), left3);
            }

            if (TRows.Count > 4)
            {
                left4 = Avx512F.FusedMultiplyAdd(leftColumns, Vector512.Create(*(float*)(a3 + aRow)), left4);
            }

            if (TRows.Count > 5)
            {
                left5 = Avx512F.FusedMultiplyAdd(leftColumns, Vector512.Create(*(float*)(a3 + (2 * aRow))), left5);
            }

            if (TRows.Count > 6)
            {
                left6 = Avx512F.FusedMultiplyAdd(leftColumns, Vector512.Create(*(float*)a6), left6);
            }

            if (TRows.Count > 7)
            {
                left7 = Avx512F.FusedMultiplyAdd(leftColumns, Vector512.Create(*(float*)(a6 + aRow)), left7);
            }

            if (TRows.Count > 8)
            {
                left8 = Avx512F.FusedMultiplyAdd(leftColumns, Vector512.Create(*(float*)(a6 + (2 * aRow))), left8);
            }

            if (TRows.Count > 9)
            {
                left9 = Avx512F.FusedMultiplyAdd(leftColumns, Vector512.Create(*(float*)a9), left9);
            }

            if (TRows.Count > 10)
            {
                left10 = Avx512F.FusedMultiplyAdd(leftColumns, Vector512.Create(*(float*)(a9 + aRow)), left10);
            }

            if (TRows.Count > 11)
            {
                left11 = Avx512F.FusedMultiplyAdd(leftColumns, Vector512.Create(*(float*)(a9 + (2 * aRow))), left11);
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
        LaneMask.Store((float*)c, mask, Avx512F.Max(floor, left0));
        if (TRows.Count > 1)
        {
            LaneMask.Store((float*)(c + (1 * cRow)), mask, Avx512F.Max(floor, left1));
        }

        if (TRows.Count > 2)
        {
            LaneMask.Store((float*)(c + (2 * cRow)), mask, Avx512F.Max(floor, left2));
        }

        if (TRows.Count > 3)
        {
            LaneMask.Store((float*)(c + (3 * cRow)), mask, Avx512F.Max(floor, left3));
        }

        if (TRows.Count > 4)
        {
            LaneMask.Store((float*)(c + (4 * cRow)), mask, Avx512F.Max(floor, left4));
        }

        if (TRows.Count > 5)
        {
            LaneMask.Store((float*)(c + (5 * cRow)), mask, Avx512F.Max(floor, left5));
        }

        if (TRows.Count > 6)
        {
            LaneMask.Store((float*)(c + (6 * cRow)), mask, Avx512F.Max(floor, left6));
        }

        if (TRows.Count > 7)
        {
            LaneMask.Store((float*)(c + (7 * cRow)), mask, Avx512F.Max(floor, left7));
        }

        if (TRows.Count > 8)
        {
            LaneMask.Store((float*)(c + (8 * cRow)), mask, Avx512F.Max(floor, left8));
        }

        if (TRows.Count > 9)
        {
            LaneMask.Store((float*)(c + (9 * cRow)), mask, Avx512F.Max(floor, left9));
        }

        if (TRows.Count > 10)
        {
            LaneMask.Store((float*)(c + (10 * cRow)), mask, Avx512F.Max(floor, left10));
        }

        if (TRows.Count > 11)
        {
            LaneMask.Store((float*)(c + (11 * cRow)), mask, Avx512F.Max(floor, left11));
        }
    }
}
