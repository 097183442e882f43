using System.Runtime.CompilerServices;

namespace Federated.SecureAggregation;

/// <summary>Limits on values that came from a wire or a file. A value outside them is a malformed message.</summary>
internal static class Bounds
{
    /// <summary>The largest cohort; every list of members is bounded by it before it is read.</summary>
    public const int MaximumCohort = 10_000;

    public const int MaximumNameLength = 64;

    public static int Within(int value, int smallest, int largest, [CallerMemberName] string name = "") =>
        (int)Within((long)value, smallest, largest, name);

    public static long Within(long value, long smallest, long largest, [CallerMemberName] string name = "") =>
        value >= smallest && value <= largest ? value : throw Malformed($"{name} is {value}, outside {smallest}..{largest}");

    /// <summary>A bound or a norm: far enough from the ends of the range that its reciprocal and its products stay finite.</summary>
    public static double Positive(double value, [CallerMemberName] string name = "") =>
        value >= 1e-100 && value <= 1e100 ? value : throw Malformed($"{name} is {value}, outside 1e-100..1e100");

    public static void Size(int actual, int wanted, string what)
    {
        if (actual != wanted)
        {
            throw Malformed($"{what} has {actual} bytes instead of {wanted}");
        }
    }

    /// <summary>A name of 1..64 characters out of A–Z a–z 0–9 . _ : -, starting with a letter or digit: safe in file names, log lines and URLs.</summary>
    public static string Name(string value, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(value);
        bool safe = value.Length is > 0 and <= MaximumNameLength && char.IsAsciiLetterOrDigit(value[0]);
        foreach (char c in value)
        {
            safe &= char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or ':';
        }

        return safe ? value : throw Malformed($"{name} is not a name of 1..{MaximumNameLength} letters, digits, '.', '_', ':' or '-' that starts with a letter or digit");
    }

    public static string Prose(string value, int longest, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length > 0 && value.Length <= longest ? value : throw Malformed($"{name} has {value.Length} characters, outside 1..{longest}");
    }

    public static IReadOnlyList<T> List<T>(IEnumerable<T> items, int longest, string what)
    {
        ArgumentNullException.ThrowIfNull(items);
        T[] copy = [.. items.Take(longest + 1)];
        return copy.Length <= longest ? copy : throw Malformed($"{what} has more than {longest} entries");
    }

    public static ProtocolViolationException Malformed(string why) =>
        new(ViolationCode.MalformedMessage, $"The message was refused: {why}. Check that both sides run the same protocol version.");
}
