namespace Federated.Learning.Training;

/// <summary>Training diverged: the loss became NaN or infinite. Nothing of the run should be used.</summary>
public sealed class NonFiniteLossException : Exception
{
    /// <summary>Tells where training diverged.</summary>
    public NonFiniteLossException(int step, string layer, double loss)
        : base($"The loss became {loss} at step {step}; the first layer with a non-finite value is '{layer}'. "
            + "Lower the learning rate, or check the scale of the features.")
    {
        Step = step;
        Layer = layer;
        Loss = loss;
    }

    /// <summary>The step, counted from 1.</summary>
    public int Step { get; }

    /// <summary>Name of the first layer whose output is not finite, of a parameter that the last step broke, or <c>loss</c>.</summary>
    public string Layer { get; }

    /// <summary>NaN or an infinity.</summary>
    public double Loss { get; }
}
