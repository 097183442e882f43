using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>Stochastic gradient descent with momentum: v ← μ·v + g + λ·θ, θ ← θ − η·v (PyTorch's form, no dampening).</summary>
public sealed class Sgd : IOptimizer
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly float[][] _velocities;
    private readonly float _momentum;
    private readonly float _weightDecay;

    /// <summary>Starts at rest.</summary>
    /// <param name="parameters">What to move.</param>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="momentum">μ, 0 (default) to below 1.</param>
    /// <param name="weightDecay">λ, 0 (default) or more.</param>
    public Sgd(IReadOnlyList<Parameter> parameters, float learningRate, float momentum = 0, float weightDecay = 0)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = parameters;
        _velocities = [.. parameters.Select(parameter => new float[parameter.Shape.Length])];
        LearningRate = learningRate;
        _momentum = momentum;
        _weightDecay = weightDecay;
    }

    /// <inheritdoc/>
    public float LearningRate { get; set; }

    /// <inheritdoc/>
    public void ApplyGradients()
    {
        for (int index = 0; index < _parameters.Count; index++)
        {
            Span<float> values = _parameters[index].Values;
            Span<float> gradient = _parameters[index].Gradient;
            Span<float> velocity = _velocities[index];
            TensorPrimitives.MultiplyAdd(values, _weightDecay, gradient, gradient);
            TensorPrimitives.MultiplyAdd(velocity, _momentum, gradient, velocity);
            TensorPrimitives.MultiplyAdd(velocity, -LearningRate, values, values);
            gradient.Clear();
        }
    }
}
