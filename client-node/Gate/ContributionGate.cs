using System.Numerics.Tensors;
using System.Security.Cryptography;
using Federated.Computations;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Ring;

namespace Federated.ClientNode.Gate;

/// <summary>
/// The one door. A contribution becomes something that may be masked and sent here and nowhere else: clipped to the round's norm, rotated when the job says so, then
/// quantised to integers. The order is fixed: a vector that were quantised first could be longer than what everybody agreed to, and one that were clipped last would no
/// longer be what the rotation's bound is of.
/// </summary>
internal static class ContributionGate
{
    /// <param name="contribution">Finite values; changed in place.</param>
    /// <param name="parameters">What the node agreed to for this round.</param>
    /// <param name="random">A cryptographic source; decides the rounding.</param>
    /// <exception cref="ContributionException">A value is not finite: nothing may leave.</exception>
    public static RingVector Seal(Contribution contribution, RoundParameters parameters, RandomNumberGenerator random)
    {
        Clip(contribution.Values, parameters.ClipNorm);
        parameters.Rotation?.Rotate(contribution.Values, parameters.ClipNorm);
        // Rounding above may leave a coordinate a hair beyond the bound, and a job may bound coordinates more tightly than the norm does.
        TensorPrimitives.Clamp(contribution.Values, -parameters.ValueBound, parameters.ValueBound, contribution.Values);
        return parameters.Quantiser.Quantise(contribution.Values, contribution.Weight, random);
    }

    private static void Clip(Span<double> values, double norm)
    {
        var length = TensorPrimitives.Norm<double>(values);
        if (!double.IsFinite(length))
            throw new ContributionException("The contribution holds a value that is not a finite number. Nothing was sent; check the data and the job's learning rate.");
        if (length > norm)
            TensorPrimitives.Multiply(values, norm / length, values);
    }
}
