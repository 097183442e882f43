namespace Federated.Learning.Kernels;

/// <summary>A checked product: pointers, sizes (C is Rows × Columns) and strides in values.</summary>
internal unsafe struct ProductArguments
{
    public float* A;
    public nint ARow;
    public nint AColumn;
    public float* B;
    public nint BRow;
    public nint BColumn;
    public float* C;
    public nint CRow;
    public int Rows;
    public int Columns;
    public int Inner;
    public bool Accumulate;
    public float* Bias;
    public Activation Activation;

    public readonly float Floor => Activation == Activation.Relu ? 0 : float.NegativeInfinity;

    /// <summary>The part of the product that fills some rows and columns of C.</summary>
    public readonly ProductArguments Part(int row, int rows, int column, int columns) => this with
    {
        A = A + (row * ARow),
        B = B + (column * BColumn),
        C = C + (row * CRow) + column,
        Rows = rows,
        Columns = columns,
        Bias = Bias == null ? null : Bias + column,
    };
}
