using System.Runtime.Intrinsics;

namespace Federated.Learning.Operations;

/// <summary>An element-wise function of one argument: its value and its derivative, sixteen elements at a time.</summary>
internal interface IUnaryRule
{
    static abstract Vector512<float> Value(Vector512<float> x);

    /// <summary>f′(x), given y = f(x) as well.</summary>
    static abstract Vector512<float> Derivative(Vector512<float> x, Vector512<float> y);
}
