namespace Federated.Learning.Kernels;

/// <summary>A run of elements that an optimiser moves; null for what it has not.</summary>
internal unsafe struct OptimizerSpan
{
    public float* Values;
    public float* Gradient;
    public float* First;
    public float* Second;
    public int Length;
    public bool ClearGradient;
    public float GradientScale;

    public readonly OptimizerSpan Part(int start, int length) => this with
    {
        Values = Values + start,
        Gradient = Gradient == null ? null : Gradient + start,
        First = First == null ? null : First + start,
        Second = Second == null ? null : Second + start,
        Length = length,
    };
}
