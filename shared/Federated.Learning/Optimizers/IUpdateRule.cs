using System.Runtime.Intrinsics;

namespace Federated.Learning.Optimizers;

/// <summary>How one step moves an element, sixteen at a time. An element's result must not depend on its neighbours.</summary>
internal interface IUpdateRule
{
    /// <summary>Values of memory that the rule keeps for each element, 0 to 3.</summary>
    static abstract int States { get; }

    /// <summary>The element after the step; the states that the rule does not have are left alone.</summary>
    Vector512<float> Move(Vector512<float> value, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third);
}
