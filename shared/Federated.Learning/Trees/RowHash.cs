using System.Collections.Immutable;
using Federated.Learning.Randomness;

namespace Federated.Learning.Trees;

/// <summary>
/// A random cubic over the integers modulo the prime 2³¹ − 1: h(k) = ((a·k + b)·k + c)·k + d. The values of any four different keys are independent
/// (Wegman and Carter 1981), and the same key has the same value wherever it is hashed. Every intermediate result stays below 2⁶², so that SQL can
/// compute it: <c>((((((a*k + b) % 2147483647) * k + c) % 2147483647) * k + d) % 2147483647)</c> on 64-bit integers.
/// </summary>
public sealed class RowHash
{
    /// <summary>Keys and values are 0 to this less one: 2³¹ − 1.</summary>
    public const int Modulus = int.MaxValue;

    /// <summary>The hash of one of several streams of a seed.</summary>
    public RowHash(ulong seed, ulong stream)
    {
        var random = new SeededGenerator(SeededGenerator.Derive(seed, stream));
        Coefficients = [random.NextBelow(Modulus - 1) + 1, random.NextBelow(Modulus), random.NextBelow(Modulus), random.NextBelow(Modulus)];
    }

    /// <summary>a, b, c and d; a is not 0.</summary>
    public ImmutableArray<long> Coefficients { get; }

    /// <summary>The value of a key, 0 to <see cref="Modulus"/> − 1.</summary>
    public int Of(int key)
    {
        long value = Coefficients[0];
        for (int power = 1; power < 4; power++)
            value = ((value * key) + Coefficients[power]) % Modulus;
        return (int)value;
    }
}
