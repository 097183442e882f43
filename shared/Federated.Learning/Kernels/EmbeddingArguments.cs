namespace Federated.Learning.Kernels;

/// <summary>Checked arguments of a lookup or of its gradient.</summary>
internal unsafe struct EmbeddingArguments
{
    public float* Table;
    public float* Rows;
    public int* Indices;

    /// <summary>Where bags begin; null: each index is a bag of its own.</summary>
    public int* Offsets;
    public bool Mean;
    public int Width;
    public int Outputs;
    public int Inputs;
    public int Skipped;
}
