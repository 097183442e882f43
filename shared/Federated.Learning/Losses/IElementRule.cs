using System.Runtime.Intrinsics;

namespace Federated.Learning.Losses;

/// <summary>A loss of one output z and one label y, eight at a time in double precision: what is left of it in float32 is the rounding of the result.</summary>
internal interface IElementRule
{
    /// <summary>The loss, and its derivative by z.</summary>
    Vector512<double> Loss(Vector512<double> output, Vector512<double> label, out Vector512<double> slope);
}
