using System.Runtime.Intrinsics;

namespace Federated.Learning.Operations;

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
    public Vector512<float> Value(Vector512<float> x) => ElementaryFunctions.Exp(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => y;
}

/// <summary>ln x; derivative 1/x.</summary>
internal readonly struct LogRule : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => ElementaryFunctions.Log(x);

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => Vector512<float>.One / x;
}

/// <summary>xᵖ for x above 0, as e^(p·ln x); derivative p·y/x.</summary>
internal readonly struct PowerRule(float exponent) : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => ElementaryFunctions.Exp(ElementaryFunctions.Log(x) * Vector512.Create(exponent));

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => y / x * Vector512.Create(exponent);
}

/// <summary>min(max(x, low), high); derivative 1 from bound to bound, both included, else 0.</summary>
internal readonly struct ClampRule(float low, float high) : IUnaryRule
{
    public Vector512<float> Value(Vector512<float> x) => Vector512.Min(Vector512.Max(x, Vector512.Create(low)), Vector512.Create(high));

    public Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
        => Vector512.ConditionalSelect(Vector512.Equals(x, y), Vector512<float>.One, Vector512<float>.Zero);
}
