using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;

namespace Federated.Learning.Operations;

/// <summary>An element-wise function of one argument: its value and its derivative, sixteen elements at a time. What shapes it (a slope, a bound) is part of the rule.</summary>
internal interface IUnaryRule
{
    Vector512<float> Value(Vector512<float> x);

    /// <summary>f′(x), given y = f(x) as well.</summary>
    Vector512<float> Derivative(Vector512<float> x, Vector512<float> y);
}

/// <summary>max(x, 0); derivative [x &gt; 0], as PyTorch takes it at 0.</summary>
internal readonly struct ReluRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => Vector512.Max(x, Vector512<float>.Zero);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), Vector512<float>.One, Vector512<float>.Zero);
}

/// <summary>x²; derivative 2x.</summary>
internal readonly struct SquareRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => x * x;

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => x + x;
}

/// <summary>−x; derivative −1.</summary>
internal readonly struct NegateRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => -x;

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => -Vector512<float>.One;
}

/// <summary>|x|; derivative the sign of x, 0 at 0.</summary>
internal readonly struct AbsoluteRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => Vector512.Abs(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
        => Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<float>.Zero), Vector512<float>.Zero, Vector512.CopySign(Vector512<float>.One, x));
}

/// <summary>√x; derivative 1/(2y).</summary>
internal readonly struct SquareRootRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => Vector512.Sqrt(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => Vector512.Create(0.5f) / y;
}

/// <summary>eˣ; derivative y.</summary>
internal readonly struct ExpRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => VectorMath.Exp(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => y;
}

/// <summary>ln x; derivative 1/x.</summary>
internal readonly struct LogRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => VectorMath.Log(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => Vector512<float>.One / x;
}

/// <summary>xᵖ for x above 0, as e^(p·ln x); derivative p·y/x.</summary>
internal readonly struct PowerRule(float exponent) : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => VectorMath.Exp(VectorMath.Log(x) * Vector512.Create(exponent));

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => y / x * Vector512.Create(exponent);
}

/// <summary>min(max(x, low), high); derivative 1 from bound to bound, both included, else 0.</summary>
internal readonly struct ClampRule(float low, float high) : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => Vector512.Min(Vector512.Max(x, Vector512.Create(low)), Vector512.Create(high));

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
        => Vector512.ConditionalSelect(Vector512.Equals(x, y), Vector512<float>.One, Vector512<float>.Zero);
}

/// <summary>1/(1 + e⁻ˣ); derivative y(1 − y).</summary>
internal readonly struct SigmoidRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => VectorMath.Sigmoid(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => y * (Vector512<float>.One - y);
}

/// <summary>tanh x; derivative 1 − y².</summary>
internal readonly struct TanhRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => VectorMath.Tanh(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => Vector512<float>.One - (y * y);
}

/// <summary>ln(1 + e^βx)/β, and x itself where βx passes the threshold; derivative the logistic function of βx.</summary>
internal readonly struct SoftplusRule(float beta, float threshold) : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x)
    {
        Vector512<float> scaled = x * Vector512.Create(beta);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(scaled, Vector512.Create(threshold)), x, VectorMath.Softplus(scaled) / Vector512.Create(beta));
    }

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
    {
        Vector512<float> scaled = x * Vector512.Create(beta);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(scaled, Vector512.Create(threshold)), Vector512<float>.One, VectorMath.Sigmoid(scaled));
    }
}

/// <summary>x above 0, else a·x; derivative 1 or a (a at 0, as PyTorch takes it).</summary>
internal readonly struct LeakyReluRule(float slope) : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), x, x * Vector512.Create(slope));

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), Vector512<float>.One, Vector512.Create(slope));
}

/// <summary>x above 0, else α(eˣ − 1); derivative 1 or y + α.</summary>
internal readonly struct EluRule(float alpha) : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x)
    {
        Vector512<float> negative = ExpMinusOne(Vector512.Min(x, Vector512<float>.Zero)) * Vector512.Create(alpha);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), x, negative);
    }

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), Vector512<float>.One, y + Vector512.Create(alpha));

    /// <summary>eˣ − 1 for x ≤ 0, by its series above −1/2, where the difference would cancel.</summary>
    private static Vector512<float> ExpMinusOne(Vector512<float> x)
    {
        Vector512<float> sum = Vector512.Create(1f / 40320);
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 5040));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 720));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 120));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 24));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 6));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(0.5f));
        sum = Vector512.FusedMultiplyAdd(sum * x, x, x);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(-0.5f)), sum, VectorMath.Exp(x) - Vector512<float>.One);
    }
}

/// <summary>x·Φ(x) with the normal law's Φ; derivative Φ + x·φ.</summary>
internal readonly struct GeluRule : IUnaryRule
{
    private const float InverseRootOfTwoPi = 0.39894228f;

    public Vector512<float> Value(Vector512<float> x) => VectorMath.Gelu(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
    {
        Vector512<float> density = VectorMath.Exp(x * x * Vector512.Create(-0.5f)) * Vector512.Create(InverseRootOfTwoPi);
        return Vector512.FusedMultiplyAdd(x, density, VectorMath.NormalDistribution(x));
    }
}

/// <summary>x·σ(x); derivative σ + y(1 − σ).</summary>
internal readonly struct SiluRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => x * VectorMath.Sigmoid(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
    {
        Vector512<float> logistic = VectorMath.Sigmoid(x);
        return Vector512.FusedMultiplyAdd(y, Vector512<float>.One - logistic, logistic);
    }
}
