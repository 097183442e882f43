using System.Runtime.Intrinsics;

namespace Federated.Learning.Operations;

/// <summary>An element-wise function of two arguments: its value y and its derivatives by each.</summary>
internal interface IBinaryRule
{
    static abstract Vector512<float> Value(Vector512<float> left, Vector512<float> right);

    static abstract Vector512<float> LeftDerivative(Vector512<float> left, Vector512<float> right, Vector512<float> y);

    static abstract Vector512<float> RightDerivative(Vector512<float> left, Vector512<float> right, Vector512<float> y);
}
