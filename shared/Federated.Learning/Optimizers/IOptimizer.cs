namespace Federated.Learning.Optimizers;

/// <summary>Moves parameters against their gradients; its state belongs to the parameters that it was made for.</summary>
public interface IOptimizer
{
    /// <summary>Size of the next step.</summary>
    float LearningRate { get; set; }

    /// <summary>Moves every parameter by its gradient, and clears the gradients.</summary>
    void ApplyGradients();
}
