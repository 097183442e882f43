using System.Security.Cryptography;

namespace Federated.Privacy.Noise;

/// <summary>A distribution over whole numbers, symmetric around 0, to draw noise from. Samplers hold no randomness and may be shared between threads.</summary>
public interface INoiseSampler
{
    /// <summary>Variance of one draw.</summary>
    double Variance { get; }

    /// <summary>How far the sampler is at most from the distribution that it is named for, as total variation distance of one draw; 0 when exact.</summary>
    double Distance { get; }

    /// <summary>Fills every element with an independent draw.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="random">A cryptographic source.</param>
    void Fill(Span<long> destination, RandomNumberGenerator random);
}
