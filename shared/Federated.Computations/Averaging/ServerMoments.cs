using System.Collections.Immutable;

namespace Federated.Computations.Averaging;

/// <summary>What an <see cref="AdaptiveServer"/> remembers between rounds: one value a shared parameter, in the order of the contribution.</summary>
/// <param name="First">m: the decayed mean of the updates.</param>
/// <param name="Second">v: the decayed mean, or the sum, of their squares; 0 or more.</param>
public sealed record ServerMoments(ImmutableArray<double> First, ImmutableArray<double> Second)
{
    /// <summary>m = 0, v = τ².</summary>
    internal static ServerMoments Start(AdaptiveServer server, int length)
    {
        var second = new double[length];
        Array.Fill(second, server.Adaptivity * server.Adaptivity);
        return new ServerMoments(ImmutableArray.Create(new double[length]), ImmutableArray.Create(second));
    }

    /// <summary>Turns the mean update into the direction m/(√v + τ), in place.</summary>
    /// <returns>The moments after it.</returns>
    internal ServerMoments Next(AdaptiveServer server, Span<double> update)
    {
        double[] first = [.. First], second = [.. Second];
        for (int index = 0; index < update.Length; index++)
        {
            double square = update[index] * update[index];
            first[index] = (server.FirstDecay * first[index]) + ((1 - server.FirstDecay) * update[index]);
            second[index] = server.Rule switch
            {
                AdaptiveRule.Adagrad => second[index] + square,
                AdaptiveRule.Yogi => second[index] - ((1 - server.SecondDecay) * square * Math.Sign(second[index] - square)),
                _ => (server.SecondDecay * second[index]) + ((1 - server.SecondDecay) * square),
            };
            update[index] = first[index] / (Math.Sqrt(second[index]) + server.Adaptivity);
        }

        return new ServerMoments(ImmutableArray.Create(first), ImmutableArray.Create(second));
    }

    internal void RequireFit(int length)
    {
        if (First.IsDefault || Second.IsDefault || First.Length != length || Second.Length != length)
            throw new ArgumentException($"The server optimiser's memory is not that of {length} shared parameters; start the job again.");
        if (First.Any(value => !double.IsFinite(value)) || Second.Any(value => !(value >= 0 && double.IsFinite(value))))
            throw new ArgumentException("The server optimiser's memory holds a value that is not finite, or a negative square; start the job again.");
    }
}
