using System.Globalization;

namespace Federated.Benchmarks.Measuring;

/// <summary>Whether other programs use the processor: turns share a slow drift, but two threads that lose a core slow each side by other factors.</summary>
internal static class MachineLoad
{
    private const double Quiet = 0.5;

    /// <summary>The load average of the last minute (first field of /proc/loadavg) where it is not that of a quiet machine, else null.</summary>
    public static double? FindDisturbance()
    {
        double load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        return load > Quiet ? load : null;
    }
}
