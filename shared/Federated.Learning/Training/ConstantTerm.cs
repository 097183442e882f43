using Federated.Learning.State;

namespace Federated.Learning.Training;

/// <summary>
/// ⟨d, θ⟩: adds the same vector d to every gradient, such as the difference of SCAFFOLD's control variates, c − cᵢ (Karimireddy et al. 2020, algorithm 1).
/// </summary>
/// <param name="direction">d; parameters that it does not hold are left alone.</param>
public sealed class ConstantTerm(ModelSnapshot direction) : SnapshotTerm(direction)
{
    private protected override void Add(ReadOnlySpan<float> known, ReadOnlySpan<float> values, Span<float> gradient)
        => TensorPrimitives.Add(gradient, known, gradient);
}
