namespace Federated.EndToEnd.Tests.Processes;

/// <summary>How long a test waits for what should come soon, on a machine that may be busy.</summary>
internal static class Patience
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks again and again until there is something.</summary>
    public static async Task<T> UntilAsync<T>(Func<T?> look, string what)
        where T : class
    {
        using var deadline = new CancellationTokenSource(Longest);
        while (true)
        {
            if (look() is { } found)
                return found;
            if (deadline.IsCancellationRequested)
                throw new TimeoutException($"Waited in vain: {what}.");
            await Task.Delay(Pace);
        }
    }
}
