using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Losses;

/// <summary>A loss of one output z and one label y, eight at a time in double precision: what is left of it in float32 is the rounding of the result.</summary>
internal interface IElementRule
{
    /// <summary>The loss, and its derivative by z.</summary>
    Vector512<double> Loss(Vector512<double> output, Vector512<double> label, out Vector512<double> slope);
}

/// <summary>(1 − y)·z + (1 + (p − 1)·y)·ln(1 + e⁻ᶻ), with p the weight of the positive class.</summary>
internal readonly struct BinaryRule(double positiveWeight) : IElementRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Loss(Vector512<double> output, Vector512<double> label, out Vector512<double> slope)
    {
        Vector512<double> one = Vector512<double>.One;
        Vector512<double> small = DoubleFunctions.Exp(-Vector512.Abs(output));
        Vector512<double> negative = one - label, weight = one + (label * Vector512.Create(positiveWeight - 1));
        Vector512<double> softplus = DoubleFunctions.LogOfOnePlus(small) + Vector512.Max(-output, Vector512<double>.Zero);
        // 1 − y and y weigh σ(z) and σ(−z) apart: the difference of two numbers near 1 would lose a confident row's small derivative.
        Vector512<double> inverse = one / (one + small), other = small * inverse, above = Vector512.GreaterThanOrEqual(output, Vector512<double>.Zero);
        Vector512<double> positive = Vector512.ConditionalSelect(above, inverse, other), refuted = Vector512.ConditionalSelect(above, other, inverse);
        slope = (negative * positive) - (label * Vector512.Create(positiveWeight) * refuted);
        return (negative * output) + (weight * softplus);
    }
}

/// <summary>(z − y)².</summary>
internal readonly struct SquaredRule : IElementRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Loss(Vector512<double> output, Vector512<double> label, out Vector512<double> slope)
    {
        Vector512<double> error = output - label;
        slope = error + error;
        return error * error;
    }
}

/// <summary>½d² where |d| ≤ δ, else δ·(|d| − ½δ), with d = z − y.</summary>
internal readonly struct HuberRule(double threshold) : IElementRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Loss(Vector512<double> output, Vector512<double> label, out Vector512<double> slope)
    {
        Vector512<double> limit = Vector512.Create(threshold), error = output - label;
        slope = Vector512.Max(-limit, Vector512.Min(limit, error));
        return slope * (error - (Vector512.Create(0.5) * slope));
    }
}

/// <summary>eᶻ − y·z.</summary>
internal readonly struct PoissonRule : IElementRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Loss(Vector512<double> output, Vector512<double> label, out Vector512<double> slope)
    {
        Vector512<double> rate = DoubleFunctions.Exp(output);
        slope = rate - label;
        return rate - (label * output);
    }
}

/// <summary>½(z − y)²/σ² + ½ ln 2πσ².</summary>
internal readonly struct GaussianRule(double variance) : IElementRule
{
    private readonly double _precision = 1 / variance;
    private readonly double _constant = Math.Log(2 * Math.PI * variance) / 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Loss(Vector512<double> output, Vector512<double> label, out Vector512<double> slope)
    {
        Vector512<double> error = output - label;
        slope = error * _precision;
        return (slope * error * 0.5) + Vector512.Create(_constant);
    }
}
