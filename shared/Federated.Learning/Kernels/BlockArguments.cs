namespace Federated.Learning.Kernels;

/// <summary>
/// What a register block of a product needs: where its rows of A, its columns of B and its corner of C begin, and how the first partial sum starts and
/// the last one is written. Strides are in bytes.
/// </summary>
internal unsafe struct BlockArguments
{
    public float* A;
    public nint ARow;
    public nint AColumn;
    public float* B;
    public nint BRow;
    public float* C;
    public nint CRow;
    public int Inner;

    /// <summary>Columns of C that the block writes, at most its width.</summary>
    public int Columns;

    /// <summary>The sums continue what C holds.</summary>
    public bool Continue;

    /// <summary>Added once; null: nothing.</summary>
    public float* Bias;

    /// <summary>No element is written that is below it: 0 for a rectifier, −∞ otherwise.</summary>
    public float Floor;
}
