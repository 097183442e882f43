namespace Federated.Learning.Kernels;

/// <summary>
/// A product cut into register blocks (Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication"): the inner dimension in slices whose
/// panel of B stays in the first-level cache, B and A packed where reading them in place would cost more than the copy. Each element of C is one chain of fused
/// multiply-adds in the order of the inner dimension whatever the cut, so that cutting C differently gives the same bits.
/// </summary>
internal static unsafe class BlockedProduct
{
    private const int InnerSlice = 512;
    private const int ColumnSlice = 512;
    private const int RowSlice = 60;

    public static void Run(in ProductArguments product, ProductKernel kernel)
    {
        int width = kernel == ProductKernel.Blocks512 ? Block512.Width : Block256.Width;
        int blockRows = kernel == ProductKernel.Blocks512 ? Block512.MaximumRows : Block256.MaximumRows;
        bool packRight = PackRightPays(product), packLeft = PackLeftPays(product);
        int slices = Math.Max(1, (product.Inner + InnerSlice - 1) / InnerSlice);
        int slice = (product.Inner + slices - 1) / slices;
        int rightLength = packRight ? (((Math.Min(product.Columns, ColumnSlice) + width - 1) / width * width * slice) + PackedPanel.Surplus) : 0;
        int leftLength = packLeft ? ((Math.Min(product.Rows, RowSlice) + blockRows) * slice) + PackedPanel.Surplus : 0;
        float* right = rightLength + leftLength == 0 ? null : ScratchMemory.Take(rightLength + leftLength);
        float* left = right + rightLength;
        for (int column = 0; column < product.Columns; column += ColumnSlice)
        {
            int columns = Math.Min(ColumnSlice, product.Columns - column);
            for (int part = 0, inner = 0; part < slices; part++, inner += slice)
            {
                int steps = Math.Min(slice, product.Inner - inner);
                if (packRight)
                    PackRight(product, inner, steps, column, columns, right, width);
                for (int row = 0; row < product.Rows; row += RowSlice)
                {
                    int rows = Math.Min(RowSlice, product.Rows - row);
                    ProductArguments piece = product.Part(row, rows, column, columns);
                    piece.A += inner * product.AColumn;
                    piece.B += inner * product.BRow;
                    piece.Inner = steps;
                    piece.Accumulate |= part > 0;
                    piece.Bias = part == 0 ? piece.Bias : null;
                    piece.Activation = part == slices - 1 ? piece.Activation : Activation.None;
                    if (packLeft)
                        PackLeft(ref piece, left, blockRows);
                    RunPiece(piece, packLeft, packRight ? right : null, kernel, width, blockRows);
                }
            }
        }
    }

    // Measured: B read in place is faster until about 128 rows use it; rows of A read in place are until they are long and many columns use them,
    // columns of A while they lie close together.
    private static bool PackRightPays(in ProductArguments product)
        => product.BColumn != 1 || (product.Rows >= 128 && (long)product.Inner * product.Columns >= 16_384);

    private static bool PackLeftPays(in ProductArguments product)
        => (product.AColumn >= 512 && product.Columns >= 128) || (product.Inner >= 256 && product.Columns >= 256 && product.Rows >= 64);

    private static void RunPiece(in ProductArguments piece, bool packedLeft, float* right, ProductKernel kernel, int width, int blockRows)
    {
        int blocks = (piece.Rows + blockRows - 1) / blockRows;
        var block = new BlockArguments { CRow = piece.CRow * sizeof(float), Inner = piece.Inner, Continue = piece.Accumulate, Floor = piece.Floor };
        for (int column = 0; column < piece.Columns; column += width)
        {
            block.Columns = Math.Min(width, piece.Columns - column);
            block.Bias = piece.Bias == null ? null : piece.Bias + column;
            block.B = right == null ? piece.B + column : right + ((nint)column * piece.Inner);
            block.BRow = (right == null ? piece.BRow : width) * sizeof(float);
            for (int index = 0, row = 0; index < blocks; index++)
            {
                int rows = BlockRows(piece.Rows, blocks, index);
                block.A = piece.A + (packedLeft ? (nint)row * piece.Inner : row * piece.ARow);
                block.ARow = packedLeft ? sizeof(float) : piece.ARow * sizeof(float);
                block.AColumn = (packedLeft ? rows : piece.AColumn) * sizeof(float);
                block.C = piece.C + (row * piece.CRow) + column;
                RunBlock(kernel, rows, block);
                row += rows;
            }
        }
    }

    private static void RunBlock(ProductKernel kernel, int rows, in BlockArguments block)
    {
        if (kernel != ProductKernel.Blocks512)
            Block256.Run(rows, block);
        else if (block.Columns > NarrowBlock512.Width)
            Block512.Run(rows, block);
        else
            NarrowBlock512.Run(rows, block);
    }

    /// <summary>Rows are shared out evenly: 32 as 11, 11 and 10, not as 12, 12 and 8.</summary>
    private static int BlockRows(int rows, int blocks, int index) => (rows / blocks) + (index < rows % blocks ? 1 : 0);

    private static void PackRight(in ProductArguments product, int inner, int steps, int column, int columns, float* target, int width)
    {
        float* source = product.B + (inner * product.BRow) + (column * product.BColumn);
        for (int first = 0; first < columns; first += width)
            PackedPanel.Write(source + (first * product.BColumn), product.BColumn, product.BRow, Math.Min(width, columns - first), steps, target + ((nint)first * steps), width);
    }

    private static void PackLeft(ref ProductArguments piece, float* target, int blockRows)
    {
        int blocks = (piece.Rows + blockRows - 1) / blockRows;
        for (int index = 0, row = 0; index < blocks; index++)
        {
            int rows = BlockRows(piece.Rows, blocks, index);
            PackedPanel.Write(piece.A + (row * piece.ARow), piece.ARow, piece.AColumn, rows, piece.Inner, target + ((nint)row * piece.Inner), rows);
            row += rows;
        }

        piece.A = target;
    }
}
