using System.Runtime.Intrinsics;

namespace Federated.Learning.Operations;

/// <summary>a + b.</summary>
internal readonly struct AddRule : IBinaryRule
{
    public static Vector512<float> Value(Vector512<float> left, Vector512<float> right) => left + right;

    public static Vector512<float> LeftDerivative(Vector512<float> left, Vector512<float> right, Vector512<float> y) => Vector512<float>.One;

    public static Vector512<float> RightDerivative(Vector512<float> left, Vector512<float> right, Vector512<float> y) => Vector512<float>.One;
}

/// <summary>a − b.</summary>
internal readonly struct SubtractRule : IBinaryRule
{
    public static Vector512<float> Value(Vector512<float> left, Vector512<float> right) => left - right;

    public static Vector512<float> LeftDerivative(Vector512<float> left, Vector512<float> right, Vector512<float> y) => Vector512<float>.One;

    public static Vector512<float> RightDerivative(Vector512<float> left, Vector512<float> right, Vector512<float> y) => -Vector512<float>.One;
}

/// <summary>a·b; derivatives b and a.</summary>
internal readonly struct MultiplyRule : IBinaryRule
{
    public static Vector512<float> Value(Vector512<float> left, Vector512<float> right) => left * right;

    public static Vector512<float> LeftDerivative(Vector512<float> left, Vector512<float> right, Vector512<float> y) => right;

    public static Vector512<float> RightDerivative(Vector512<float> left, Vector512<float> right, Vector512<float> y) => left;
}

/// <summary>a/b; derivatives 1/b and −y/b.</summary>
internal readonly struct DivideRule : IBinaryRule
{
    public static Vector512<float> Value(Vector512<float> left, Vector512<float> right) => left / right;

    public static Vector512<float> LeftDerivative(Vector512<float> left, Vector512<float> right, Vector512<float> y) => Vector512<float>.One / right;

    public static Vector512<float> RightDerivative(Vector512<float> left, Vector512<float> right, Vector512<float> y) => -y / right;
}
