using System.Runtime.Intrinsics;

namespace Federated.Learning.Operations;

/// <summary>An element-wise function of one argument: its value and its derivative, sixteen elements at a time. What shapes it (a slope, a bound) is part of the rule.</summary>
internal interface IUnaryRule
{
    Vector512<float> Value(Vector512<float> x);

    /// <summary>f′(x), given y = f(x) as well.</summary>
    Vector512<float> Derivative(Vector512<float> x, Vector512<float> y);
}
