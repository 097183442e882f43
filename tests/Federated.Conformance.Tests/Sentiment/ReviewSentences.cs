namespace Federated.Conformance.Tests.Sentiment;

/// <summary>The sentences of three sites, 1,000 each, half of them positive: folder <c>shared/data/uci_sentiment</c> beside the repository.</summary>
internal static class ReviewSentences
{
    private static readonly string? Folder = Locate();

    public static bool ArePresent => Folder is not null;

    public static IReadOnlyList<string> Sources { get; } = ["amazon_cells", "imdb", "yelp"];

    public static (string Text, int Label)[] Of(string source)
    {
        Assert.True(ArePresent, "The data are required (FEDERATED_CONFORMANCE=required), and there is no folder shared/data/uci_sentiment beside the repository.");
        return [.. File.ReadAllText(Path.Combine(Folder!, source + "_labelled.txt")).Split('\n')
            .Where(line => line.LastIndexOf('\t') > 0)
            .Select(line => (line[..line.LastIndexOf('\t')].Trim(), line[(line.LastIndexOf('\t') + 1)..].Trim() == "1" ? 1 : 0))];
    }

    private static string? Locate()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Federated.sln")))
            folder = folder.Parent;
        string? data = folder?.Parent is { } beside ? Path.Combine(beside.FullName, "shared", "data", "uci_sentiment") : null;
        return Directory.Exists(data) ? data : null;
    }
}
