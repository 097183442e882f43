using Federated.Learning.State;

namespace Federated.Computations.Descent;

/// <summary>A node's rows, seen only through sums of their losses and gradients. <see cref="ModelGradients"/> takes them from rows at hand.</summary>
public interface IGradientSums
{
    /// <summary>Adds what the training rows say of a model.</summary>
    /// <param name="model">Its parameters.</param>
    /// <param name="gradient">Added to: Σ ∂loss/∂θ, in the order of the model's tensors.</param>
    /// <returns>Number of rows, and the sum of their losses in nats.</returns>
    /// <exception cref="ContributionException">The rows do not fit the model.</exception>
    (long Rows, double Loss) AddTraining(ModelSnapshot model, Span<double> gradient);

    /// <summary>What the validation rows say of a model.</summary>
    /// <param name="model">Its parameters.</param>
    /// <returns>Number of rows, and the sum of their losses in nats; zeros without validation rows.</returns>
    /// <exception cref="ContributionException">The rows do not fit the model.</exception>
    (long Rows, double Loss) Validate(ModelSnapshot model);
}
