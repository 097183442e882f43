namespace Federated.Coordinator.Rounds;

/// <summary>
/// A round that ended while its masks came off: some of its survivors released shares, and there is no sum. A node whose policy looks at differences will now sum the same state over the same companies
/// only, or over many others, so the next attempt is held with exactly these, and waits for them a while.
/// </summary>
/// <param name="survivors">Over whom the sum was to be.</param>
/// <param name="until">When it is tried with whoever is there.</param>
internal sealed class UnfinishedRelease(IEnumerable<string> survivors, DateTimeOffset until)
{
    private readonly HashSet<string> _survivors = new(survivors, StringComparer.Ordinal);

    public bool IsOver(DateTimeOffset now) => now >= until;

    /// <summary>The survivors among those who are here.</summary>
    public List<Member> Of(IEnumerable<Member> members) => [.. members.Where(member => _survivors.Contains(member.Name))];

    /// <summary>What is waited for; null when all survivors are among these.</summary>
    public string? MissingFrom(IReadOnlyCollection<Member> present)
    {
        var missing = _survivors.Except(present.Select(member => member.Name)).Order(StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? null : $"waits for {string.Join(", ", missing)}: shares were released for a sum over them and the others from the present state, and a node may refuse one over nearly the same companies";
    }
}
