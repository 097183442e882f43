using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Operations;

/// <summary>
/// Functions of sixteen lanes that activations are made of. Each keeps a relative error of a few units in the last place where its value is not zero, also for
/// small arguments, where the textbook formula cancels.
/// </summary>
internal static class ElementaryFunctions
{
    private const float RootOfHalf = 0.70710678f;
    private const float InverseRootOfTwoPi = 0.39894228f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => Vector512.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => Vector512.Log(x);

    /// <summary>1/(1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Exp(-x));

    /// <summary>The hyperbolic tangent: 1 − 2/(e²ˣ + 1), and below 5/8 the odd polynomial of Cephes (Moshier, tanhf).</summary>
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> size = Vector512.Abs(x), square = x * x;
        Vector512<float> large = Vector512<float>.One - (Vector512.Create(2f) / (Exp(size + size) + Vector512<float>.One));
        Vector512<float> small = Vector512.Create(-5.70498872745e-3f);
        small = Vector512.FusedMultiplyAdd(small, square, Vector512.Create(2.06390887954e-2f));
        small = Vector512.FusedMultiplyAdd(small, square, Vector512.Create(-5.37397155531e-2f));
        small = Vector512.FusedMultiplyAdd(small, square, Vector512.Create(1.33314422036e-1f));
        small = Vector512.FusedMultiplyAdd(small, square, Vector512.Create(-3.33332819422e-1f));
        small = Vector512.FusedMultiplyAdd(small * square, x, x);
        return Vector512.ConditionalSelect(Vector512.LessThan(size, Vector512.Create(0.625f)), small, Vector512.CopySign(large, x));
    }

    /// <summary>ln(1 + u) for u in [0, 1], by 2·artanh(u/(2 + u)), whose odd series converges fast there.</summary>
    public static Vector512<float> LogOfOnePlus(Vector512<float> u)
    {
        Vector512<float> ratio = u / (Vector512.Create(2f) + u), square = ratio * ratio;
        Vector512<float> sum = Vector512.Create(1f / 15);
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1f / 13));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1f / 11));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1f / 9));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1f / 7));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1f / 5));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1f / 3));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512<float>.One);
        return (ratio + ratio) * sum;
    }

    /// <summary>eˣ − 1 for x ≤ 0, by its series above −1/2.</summary>
    public static Vector512<float> ExpMinusOne(Vector512<float> x)
    {
        Vector512<float> sum = Vector512.Create(1f / 40320);
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 5040));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 720));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 120));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 24));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 6));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(0.5f));
        sum = Vector512.FusedMultiplyAdd(sum * x, x, x);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(-0.5f)), sum, Exp(x) - Vector512<float>.One);
    }

    /// <summary>The standard normal law's distribution function Φ(x) = erfc(−x/√2)/2, without cancellation in its lower tail.</summary>
    public static Vector512<float> NormalDistribution(Vector512<float> x)
    {
        Vector512<float> size = Vector512.Abs(x) * Vector512.Create(RootOfHalf), square = size * size;
        Vector512<float> central = ErrorFunctionBelowOne(size, square);
        Vector512<float> lower = ScaledComplement(size) * Exp(-square);
        Vector512<float> isCentral = Vector512.LessThan(size, Vector512<float>.One), isNegative = Vector512.LessThan(x, Vector512<float>.Zero);
        Vector512<float> upperTail = Vector512.ConditionalSelect(isCentral, Vector512<float>.One - central, lower) * Vector512.Create(0.5f);
        return Vector512.ConditionalSelect(isNegative, upperTail, Vector512<float>.One - upperTail);
    }

    /// <summary>The standard normal law's density φ(x).</summary>
    public static Vector512<float> NormalDensity(Vector512<float> x) => Exp(x * x * Vector512.Create(-0.5f)) * Vector512.Create(InverseRootOfTwoPi);

    // Chebyshev fit of erf(x)/x in x², relative error 2e-7.
    private static Vector512<float> ErrorFunctionBelowOne(Vector512<float> x, Vector512<float> square)
    {
        Vector512<float> sum = Vector512.Create(7.882497123e-5f);
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(-8.018854997e-4f));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(5.189311943e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(-2.685432880e-2f));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.128359746e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(-3.761262690e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.128379166f));
        return sum * x;
    }

    // Chebyshev fit of erfc(x)·exp(x²), x ≥ 1, by t = 1/(1 + x): t times a polynomial, relative error 3e-7.
    private static Vector512<float> ScaledComplement(Vector512<float> x)
    {
        Vector512<float> t = Vector512<float>.One / (Vector512<float>.One + x);
        Vector512<float> sum = Vector512.Create(0.5144608181f);
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-2.178601075f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(3.368038778f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-2.130948265f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(0.04768114283f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(0.2372473168f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(0.5675303787f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(0.5640844507f));
        return sum * t;
    }
}
