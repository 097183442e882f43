namespace Federated.SecureAggregation.Tests.Keys;

/// <summary>A test that reads this process's memory through /proc; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Only Linux shows a process its own memory as a file.";
        }
    }
}
