namespace Federated.Learning.Trees;

/// <summary>Reports all faults of an options record at once.</summary>
internal static class OptionFaults
{
    public static void Throw(string subject, IEnumerable<string> faults)
    {
        string[] found = [.. faults];
        if (found.Length > 0)
            throw new ArgumentException($"{subject} out of range: {string.Join("; ", found)}.");
    }
}
