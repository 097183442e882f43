using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>What this processor accelerates: constants of the compiled code.</summary>
internal static class Processor
{
    public static VectorPath Path => Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? VectorPath.Vector512
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? VectorPath.Vector256 : VectorPath.Scalar;
}
