using Federated.Learning.State;

namespace Federated.Learning.Training;

/// <summary>
/// μ/2·‖θ − θ₀‖²: pulls training towards an anchor θ₀ (Li et al. 2020, "Federated Optimization in Heterogeneous Networks", equation 2). Its derivative is
/// μ(θ − θ₀).
/// </summary>
public sealed class ProximalTerm : SnapshotTerm
{
    private readonly float _weight;

    /// <summary>A pull towards the anchor.</summary>
    /// <param name="anchor">θ₀; parameters that it does not hold are free.</param>
    /// <param name="weight">μ, finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is out of range.</exception>
    public ProximalTerm(ModelSnapshot anchor, double weight)
        : base(anchor)
    {
        if (!(weight >= 0 && double.IsFinite(weight)))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "The weight of a proximal term is finite and 0 or more.");
        _weight = (float)weight;
    }

    private protected override void Add(ReadOnlySpan<float> anchor, ReadOnlySpan<float> values, Span<float> gradient)
    {
        for (int index = 0; index < gradient.Length; index++)
            gradient[index] += _weight * (values[index] - anchor[index]);
    }
}
