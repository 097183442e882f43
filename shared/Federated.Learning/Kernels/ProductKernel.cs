namespace Federated.Learning.Kernels;

/// <summary>The ways to compute a product.</summary>
internal enum ProductKernel
{
    Scalar,
    Blocks256,
    Blocks512,
    Dots,
    SingleRow,
    WideRow,
}
