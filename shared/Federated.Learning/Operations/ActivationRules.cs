using System.Runtime.Intrinsics;

namespace Federated.Learning.Operations;

/// <summary>1/(1 + e⁻ˣ); derivative y(1 − y).</summary>
internal readonly struct SigmoidRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => ElementaryFunctions.Sigmoid(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => y * (Vector512<float>.One - y);
}

/// <summary>tanh x; derivative 1 − y².</summary>
internal readonly struct TanhRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => ElementaryFunctions.Tanh(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => Vector512<float>.One - (y * y);
}

/// <summary>ln(1 + e^βx)/β, and x itself where βx passes the threshold; derivative the logistic function of βx.</summary>
internal readonly struct SoftplusRule(float beta, float threshold) : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x)
    {
        Vector512<float> scaled = x * Vector512.Create(beta);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(scaled, Vector512.Create(threshold)), x, ElementaryFunctions.Softplus(scaled) / Vector512.Create(beta));
    }

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
    {
        Vector512<float> scaled = x * Vector512.Create(beta);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(scaled, Vector512.Create(threshold)), Vector512<float>.One, ElementaryFunctions.Sigmoid(scaled));
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
        Vector512<float> negative = ElementaryFunctions.ExpMinusOne(Vector512.Min(x, Vector512<float>.Zero)) * Vector512.Create(alpha);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), x, negative);
    }

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), Vector512<float>.One, y + Vector512.Create(alpha));
}

/// <summary>x·Φ(x) with the normal law's Φ; derivative Φ + x·φ.</summary>
internal readonly struct GeluRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => ElementaryFunctions.Gelu(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
        => Vector512.FusedMultiplyAdd(x, ElementaryFunctions.NormalDensity(x), ElementaryFunctions.NormalDistribution(x));
}

/// <summary>x·σ(x); derivative σ + y(1 − σ).</summary>
internal readonly struct SiluRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => x * ElementaryFunctions.Sigmoid(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
    {
        Vector512<float> logistic = ElementaryFunctions.Sigmoid(x);
        return Vector512.FusedMultiplyAdd(y, Vector512<float>.One - logistic, logistic);
    }
}
