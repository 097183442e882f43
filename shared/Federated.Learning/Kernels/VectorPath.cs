using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>The instructions that a kernel runs on. Tests choose; everything else takes what the processor accelerates.</summary>
internal enum VectorPath
{
    Scalar,
    Vector256,
    Vector512,
}

/// <summary>What this processor accelerates: constants of the compiled code.</summary>
internal static class Processor
{
    public static VectorPath Path => Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? VectorPath.Vector512
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? VectorPath.Vector256 : VectorPath.Scalar;
}
