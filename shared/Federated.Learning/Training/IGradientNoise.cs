namespace Federated.Learning.Training;

/// <summary>
/// Where the noise of differentially private training comes from. What is released needs a cryptographic source and a sampler without floating-point
/// leaks; this library has neither, so the noise is handed in.
/// </summary>
public interface IGradientNoise
{
    /// <summary>Adds independent normal noise to every value.</summary>
    /// <param name="values">What to add to.</param>
    /// <param name="deviation">Standard deviation of the noise, above 0.</param>
    void AddTo(Span<float> values, double deviation);
}
