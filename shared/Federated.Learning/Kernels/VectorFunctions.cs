using System.Runtime.CompilerServices;

namespace Federated.Learning.Kernels;

/// <summary>
/// Elementary functions over lanes. Arguments are reduced as in Cody and Waite (1980), "Software manual for the elementary functions"; the polynomials are
/// minimax fits in relative error (Lawson's iteration). Errors relative to the exact value: exp, log, softplus, sigmoid and tanh below 4e-7, Φ (down to its underflow) below 8e-7.
/// NaN gives NaN.
/// </summary>
internal static class VectorFunctions<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    private const float LogTwoHigh = 0.693359375f;
    private const float LogTwoLow = -2.12194440e-4f;

    /// <summary>eˣ: 0 below −104, ∞ above 88.73.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x)
    {
        x = TLanes.AtLeast(TLanes.AtMost(x, TLanes.Create(89)), TLanes.Create(-104.5f));
        TVector rest = Reduce(x, out TVector power);
        return TLanes.Scale(TLanes.Add(ExpRest(rest), TLanes.Create(1)), power);
    }

    /// <summary>1/(1+e⁻ˣ); below −88.7 it is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x)
    {
        TVector one = TLanes.Create(1);
        return TLanes.Divide(one, TLanes.Add(one, Exp(TLanes.Subtract(TLanes.Create(0), x))));
    }

    /// <summary>tanh x = t/(t+2) with t = e²ˣ−1, which is exact near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        TVector magnitude = TLanes.AtMost(TLanes.Magnitude(x), TLanes.Create(10));
        TVector rest = Reduce(TLanes.Add(magnitude, magnitude), out TVector power);
        TVector scale = TLanes.Scale(TLanes.Create(1), power);
        TVector less = TLanes.MultiplyAdd(scale, ExpRest(rest), TLanes.Subtract(scale, TLanes.Create(1)));
        return TLanes.CopySign(TLanes.Divide(less, TLanes.Add(less, TLanes.Create(2))), x);
    }

    /// <summary>ln x: −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log(TVector x)
    {
        TVector tiny = TLanes.Create(1.17549435e-38f), zero = TLanes.Create(0);
        TVector shift = TLanes.WhereBelow(x, tiny, TLanes.Create(-23), zero);
        TVector normal = TLanes.WhereBelow(x, tiny, TLanes.Multiply(x, TLanes.Create(8388608)), x);
        TVector value = LogNormal(normal, shift);
        TVector infinity = TLanes.Create(float.PositiveInfinity);
        value = TLanes.WhereBelow(TLanes.Create(float.MaxValue), x, infinity, value);
        value = TLanes.WhereBelow(zero, x, value, TLanes.WhereBelow(x, zero, TLanes.Create(float.NaN), TLanes.Add(x, TLanes.Create(float.NegativeInfinity))));
        return value;
    }

    /// <summary>ln(1+eˣ) = max(x, 0) + ln(1+u) with u = e^−|x|; what 1+u rounds away is added back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Softplus(TVector x)
    {
        TVector one = TLanes.Create(1), zero = TLanes.Create(0);
        TVector small = Exp(TLanes.Subtract(zero, TLanes.Magnitude(x)));
        TVector sum = TLanes.Add(one, small);
        TVector lost = TLanes.Subtract(small, TLanes.Subtract(sum, one));
        return TLanes.Add(TLanes.AtLeast(x, zero), TLanes.Add(LogNormal(sum, zero), lost));
    }

    /// <summary>
    /// Φ(x) = erfc(−x/√2)/2, the normal distribution function. erfc(z) = t·Q(t)·e^−z² with t = 1/(1+0.3z); the square's rounding error is added to the exponent.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector NormalDistribution(TVector x)
    {
        TVector one = TLanes.Create(1), zero = TLanes.Create(0);
        TVector magnitude = TLanes.Magnitude(x);
        TVector bounded = TLanes.AtMost(magnitude, TLanes.Create(14.5f));
        TVector t = TLanes.Divide(one, TLanes.MultiplyAdd(bounded, TLanes.Create(0.212132034f), one));
        TVector q = TLanes.Create(0.0543299899f);
        q = Horner(q, t, -0.324256536f, 0.720993615f, -0.803570125f, 0.736180158f, -0.258263352f);
        q = Horner(q, t, 0.256124428f, 0.113432374f, 0.167004619f, 0.168746407f, 0.169278422f);
        TVector half = TLanes.Multiply(bounded, TLanes.Create(-0.5f));
        TVector exponent = TLanes.Multiply(bounded, half);
        TVector error = TLanes.MultiplyAdd(bounded, half, TLanes.Subtract(zero, exponent));
        TVector density = Exp(exponent);
        density = TLanes.MultiplyAdd(density, error, density);
        TVector tail = TLanes.Multiply(TLanes.Multiply(TLanes.Multiply(t, q), density), TLanes.Create(0.5f));
        return TLanes.WhereBelow(x, zero, tail, TLanes.Subtract(one, tail));
    }

    /// <summary>x·Φ(x) (Hendrycks and Gimpel 2016).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gelu(TVector x) => TLanes.Multiply(TLanes.AtLeast(x, TLanes.Create(-15)), NormalDistribution(x));

    /// <summary>x = power·ln 2 + rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Reduce(TVector x, out TVector power)
    {
        power = TLanes.Round(TLanes.Multiply(x, TLanes.Create(1.44269504f)));
        TVector rest = TLanes.MultiplyAdd(power, TLanes.Create(-LogTwoHigh), x);
        return TLanes.MultiplyAdd(power, TLanes.Create(-LogTwoLow), rest);
    }

    /// <summary>eʳ − 1 for |r| ≤ ln(2)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpRest(TVector r)
    {
        TVector q = Horner(TLanes.Create(0.00139475955f), r, 0.00836724692f, 0.0416662666f, 0.16666538f, 0.5f);
        return TLanes.MultiplyAdd(TLanes.Multiply(r, r), q, r);
    }

    /// <summary>ln x + shift·ln 2 of a positive normal x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LogNormal(TVector x, TVector shift)
    {
        TVector f = TLanes.Subtract(TLanes.Mantissa(x, out TVector power), TLanes.Create(1));
        power = TLanes.Add(power, shift);
        TVector q = Horner(TLanes.Create(-0.0785954587f), f, 0.128816224f, -0.131287676f, 0.141811961f);
        q = Horner(q, f, -0.166245531f, 0.200022861f, -0.250008104f, 0.333333167f);
        TVector square = TLanes.Multiply(f, f);
        TVector rest = TLanes.Multiply(TLanes.Multiply(f, square), q);
        rest = TLanes.MultiplyAdd(power, TLanes.Create(LogTwoLow), rest);
        rest = TLanes.MultiplyAdd(square, TLanes.Create(-0.5f), rest);
        return TLanes.MultiplyAdd(power, TLanes.Create(LogTwoHigh), TLanes.Add(f, rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Horner(TVector sum, TVector x, float c3, float c2, float c1, float c0)
    {
        sum = TLanes.MultiplyAdd(sum, x, TLanes.Create(c3));
        sum = TLanes.MultiplyAdd(sum, x, TLanes.Create(c2));
        sum = TLanes.MultiplyAdd(sum, x, TLanes.Create(c1));
        return TLanes.MultiplyAdd(sum, x, TLanes.Create(c0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Horner(TVector sum, TVector x, float c4, float c3, float c2, float c1, float c0)
        => Horner(TLanes.MultiplyAdd(sum, x, TLanes.Create(c4)), x, c3, c2, c1, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Horner(TVector sum, TVector x, float c2, float c1, float c0)
    {
        sum = TLanes.MultiplyAdd(sum, x, TLanes.Create(c2));
        sum = TLanes.MultiplyAdd(sum, x, TLanes.Create(c1));
        return TLanes.MultiplyAdd(sum, x, TLanes.Create(c0));
    }
}
