namespace Federated.Learning.Kernels;

/// <summary>The instructions that a kernel runs on. Tests choose; everything else takes what the processor accelerates.</summary>
internal enum VectorPath
{
    Scalar,
    Vector256,
    Vector512,
}
