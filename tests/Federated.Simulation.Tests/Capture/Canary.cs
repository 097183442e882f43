using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Federated.Simulation.Tests.Capture;

/// <summary>A byte string that only a partner's own data can have put into a message.</summary>
/// <param name="Name">What it is, for the report.</param>
/// <param name="Bytes">At least 4 bytes.</param>
internal sealed record Canary(string Name, byte[] Bytes)
{
    public static Canary Text(string text) => new($"text '{text}'", Encoding.UTF8.GetBytes(text));

    /// <summary>A number as text and as binary64, both ways round.</summary>
    public static IEnumerable<Canary> Number(string name, double value)
    {
        var bytes = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        yield return new($"{name} as binary64", bytes);
        yield return new($"{name} as binary64, big-endian", [.. bytes.Reverse()]);
        yield return Text(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>A number as binary32, both ways round. Four bytes turn up by chance in gigabytes: use few.</summary>
    public static IEnumerable<Canary> ShortNumber(string name, float value)
    {
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        yield return new($"{name} as binary32", bytes);
        yield return new($"{name} as binary32, big-endian", [.. bytes.Reverse()]);
    }

    /// <summary>Names of the canaries that are in a capture.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<Canary> canaries, IReadOnlyCollection<byte[]> capture) =>
        [.. canaries.Where(canary => capture.Any(message => message.AsSpan().IndexOf(canary.Bytes) >= 0)).Select(canary => canary.Name)];
}
