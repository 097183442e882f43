using System.Globalization;

namespace Federated.Privacy;

/// <summary>Checks at the door: everything behind it trusts its numbers.</summary>
internal static class Bounds
{
    public static double Within(double value, double least, double most, string name) =>
        value >= least && value <= most ? value : throw OutOfRange(value, least, most, name);

    public static long Within(long value, long least, long most, string name) =>
        value >= least && value <= most ? value : throw OutOfRange(value, least, most, name);

    public static double Probability(double value, string name) => Within(value, 0, 1, name);

    /// <summary>δ: strictly between 0 and 1, and no smaller than doubles can account for.</summary>
    public static double Delta(double delta) => Within(delta, 1e-20, 0.999999, "delta");

    public static double Epsilon(double epsilon) => Within(epsilon, 0, 1e12, "epsilon");

    private static PrivacyParameterException OutOfRange(double value, double least, double most, string name) => new(string.Create(
        CultureInfo.InvariantCulture, $"The {name} is {value}; it must be a number from {least} to {most}. Nothing was computed; correct the value."));
}
