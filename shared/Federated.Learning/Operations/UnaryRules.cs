using System.Runtime.Intrinsics;

namespace Federated.Learning.Operations;

/// <summary>max(x, 0); derivative [x &gt; 0], as PyTorch takes it at 0.</summary>
internal readonly struct ReluRule : IUnaryRule
{
    public static Vector512<float> Value(Vector512<float> x) => Vector512.Max(x, Vector512<float>.Zero);

    public static Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), Vector512<float>.One, Vector512<float>.Zero);
}

/// <summary>x²; derivative 2x.</summary>
internal readonly struct SquareRule : IUnaryRule
{
    public static Vector512<float> Value(Vector512<float> x) => x * x;

    public static Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => x + x;
}

/// <summary>−x; derivative −1.</summary>
internal readonly struct NegateRule : IUnaryRule
{
    public static Vector512<float> Value(Vector512<float> x) => -x;

    public static Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => -Vector512<float>.One;
}

/// <summary>|x|; derivative the sign of x, 0 at 0.</summary>
internal readonly struct AbsoluteRule : IUnaryRule
{
    public static Vector512<float> Value(Vector512<float> x) => Vector512.Abs(x);

    public static Vector512<float> Derivative(Vector512<float> x, Vector512<float> y)
        => Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<float>.Zero), Vector512<float>.Zero, Vector512.CopySign(Vector512<float>.One, x));
}

/// <summary>√x; derivative 1/(2y).</summary>
internal readonly struct SquareRootRule : IUnaryRule
{
    public static Vector512<float> Value(Vector512<float> x) => Vector512.Sqrt(x);

    public static Vector512<float> Derivative(Vector512<float> x, Vector512<float> y) => Vector512.Create(0.5f) / y;
}
