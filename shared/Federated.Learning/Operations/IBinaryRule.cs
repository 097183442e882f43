using System.Runtime.Intrinsics;

namespace Federated.Learning.Operations;

/// <summary>An element-wise function of two arguments: its value y, and its derivatives by each times the slope ∂y.</summary>
internal interface IBinaryRule
{
    /// <summary>Whether the gradients follow from the slope alone: arguments and value are then not read, and zeros are passed for them.</summary>
    static virtual bool IsLinear => false;

    static abstract Vector512<float> Value(Vector512<float> left, Vector512<float> right);

    static abstract Vector512<float> LeftGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y);

    static abstract Vector512<float> RightGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y);
}

/// <summary>a + b.</summary>
internal readonly struct AddRule : IBinaryRule
{
    public static bool IsLinear => true;

    public static Vector512<float> Value(Vector512<float> left, Vector512<float> right) => left + right;

    public static Vector512<float> LeftGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => slope;

    public static Vector512<float> RightGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => slope;
}

/// <summary>a − b.</summary>
internal readonly struct SubtractRule : IBinaryRule
{
    public static bool IsLinear => true;

    public static Vector512<float> Value(Vector512<float> left, Vector512<float> right) => left - right;

    public static Vector512<float> LeftGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => slope;

    public static Vector512<float> RightGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => -slope;
}

/// <summary>a·b; derivatives b and a.</summary>
internal readonly struct MultiplyRule : IBinaryRule
{
    public static Vector512<float> Value(Vector512<float> left, Vector512<float> right) => left * right;

    public static Vector512<float> LeftGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => slope * right;

    public static Vector512<float> RightGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => slope * left;
}

/// <summary>a/b; derivatives 1/b and −y/b.</summary>
internal readonly struct DivideRule : IBinaryRule
{
    public static Vector512<float> Value(Vector512<float> left, Vector512<float> right) => left / right;

    public static Vector512<float> LeftGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => slope * (Vector512<float>.One / right);

    public static Vector512<float> RightGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => slope * (-y / right);
}

/// <summary>max(a, b); the derivative goes to the larger, in halves where they are equal (as PyTorch does).</summary>
internal readonly struct MaximumRule : IBinaryRule
{
    public static Vector512<float> Value(Vector512<float> left, Vector512<float> right) => Vector512.Max(left, right);

    public static Vector512<float> LeftGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => slope * Choice.Of(left, right);

    public static Vector512<float> RightGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => slope * Choice.Of(right, left);
}

/// <summary>min(a, b); the derivative goes to the smaller, in halves where they are equal.</summary>
internal readonly struct MinimumRule : IBinaryRule
{
    public static Vector512<float> Value(Vector512<float> left, Vector512<float> right) => Vector512.Min(left, right);

    public static Vector512<float> LeftGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => slope * Choice.Of(right, left);

    public static Vector512<float> RightGradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => slope * Choice.Of(left, right);
}

/// <summary>1 where the first is above the second, ½ where they are equal, else 0.</summary>
file static class Choice
{
    public static Vector512<float> Of(Vector512<float> first, Vector512<float> second)
        => Vector512.ConditionalSelect(
            Vector512.Equals(first, second),
            Vector512.Create(0.5f),
            Vector512.ConditionalSelect(Vector512.GreaterThan(first, second), Vector512<float>.One, Vector512<float>.Zero));
}
