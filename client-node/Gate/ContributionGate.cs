using System.Numerics.Tensors;
using System.Security.Cryptography;
using Federated.Computations;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Ring;

namespace Federated.ClientNode.Gate;

/// <summary>
/// The one door. A contribution becomes something that may be masked and sent here and nowhere else: clipped to the round's norm, then quantised to
/// integers. The order is fixed: a vector that were quantised first could be longer than what everybody agreed to.
/// </summary>
internal static class ContributionGate
{
    /// <param name="contribution">Finite values; changed in place by clipping.</param>
    /// <param name="parameters">What the node agreed to for this round.</param>
    /// <param name="random">A cryptographic source; decides the rounding.</param>
    /// <exception cref="ContributionException">A value is not finite: nothing may leave.</exception>
    public static RingVector Seal(Contribution contribution, RoundParameters parameters, RandomNumberGenerator random)
    {
        Clip(contribution.Values, parameters.ClipNorm, parameters.ValueBound);
        return parameters.Quantiser.Quantise(contribution.Values, contribution.Weight, random);
    }

    private static void Clip(Span<double> values, double norm, double bound)
    {
        var length = TensorPrimitives.Norm<double>(values);
        if (!double.IsFinite(length))
            throw new ContributionException("The contribution holds a value that is not a finite number. Nothing was sent; check the data and the job's learning rate.");
        if (length > norm)
            TensorPrimitives.Multiply(values, norm / length, values);
        // Rounding in the multiplication may leave a coordinate a hair above the bound.
        if (!values.IsEmpty && Math.Abs(TensorPrimitives.MaxMagnitude<double>(values)) > bound)
            TensorPrimitives.Clamp(values, -bound, bound, values);
    }
}
