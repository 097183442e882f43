using System.Globalization;

namespace Federated.Grpc.Wire;

/// <summary>The header <c>grpc-timeout</c>: one to eight digits and a unit, H M S m u or n.</summary>
internal static class GrpcTimeout
{
    private const long LargestValue = 99_999_999;
    private const long NanosecondsPerTick = 100;

    private static readonly (char Unit, long Ticks)[] CoarserUnits =
    [
        ('u', TimeSpan.TicksPerMicrosecond),
        ('m', TimeSpan.TicksPerMillisecond),
        ('S', TimeSpan.TicksPerSecond),
        ('M', TimeSpan.TicksPerMinute),
        ('H', TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads a header value; false for anything but the grammar. Parts of a tick are rounded up.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > 9 || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return false;
        if (text[^1] == 'n')
        {
            timeout = TimeSpan.FromTicks((value + NanosecondsPerTick - 1) / NanosecondsPerTick);
            return true;
        }
        foreach (var (unit, ticks) in CoarserUnits)
        {
            if (text[^1] != unit)
                continue;
            timeout = TimeSpan.FromTicks(value * ticks);
            return true;
        }
        return false;
    }

    /// <summary>Writes a timeout in the finest unit that fits, rounded up, so that the server never gives up before its caller; at most 99,999,999 hours.</summary>
    public static string Format(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
            return "0n";
        if (timeout.Ticks <= LargestValue / NanosecondsPerTick)
            return Write(timeout.Ticks * NanosecondsPerTick, 'n');
        foreach (var (unit, ticks) in CoarserUnits)
        {
            var value = (timeout.Ticks / ticks) + (timeout.Ticks % ticks == 0 ? 0 : 1);
            if (value <= LargestValue)
                return Write(value, unit);
        }
        return Write(LargestValue, 'H');
    }

    private static string Write(long value, char unit) => string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
}
