using System.Text.RegularExpressions;
using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Readme;

/// <summary>The README: what it shows is what runs. A block is tested when the line above its fence is <c>&lt;!-- test: MARK --&gt;</c>.</summary>
internal sealed partial class ReadmeDocument(string text)
{
    public static ReadmeDocument Current => new(SourceTree.Repository["README.md"]);

    /// <summary>The marked blocks in their order.</summary>
    public IReadOnlyList<FencedBlock> Blocks { get; } = [.. MarkedFence().Matches(text).Select(match => new FencedBlock(match.Groups["mark"].Value, match.Groups["language"].Value, match.Groups["body"].Value))];

    /// <summary>Languages of fences without a mark above them.</summary>
    public IEnumerable<string> UnmarkedLanguages => AnyFence().Matches(text).Where(match => !match.Groups["mark"].Success).Select(match => match.Groups["language"].Value);

    public IEnumerable<FencedBlock> BlocksOf(string mark) => Blocks.Where(block => block.Mark == mark);

    /// <summary>The first cells, without backquotes, of the table rows in the section that a heading opens.</summary>
    public IReadOnlyList<string> FirstCells(string heading) => [.. FirstCell().Matches(Section(heading)).Select(match => match.Groups[1].Value)];

    /// <summary>The cells of the table rows in a section, from the first row that begins with a name in backquotes.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows(string heading) =>
        [.. Section(heading).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split(" | "))];

    private string Section(string heading)
    {
        var start = text.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        if (start < 0)
            throw new ArgumentException($"The README has no heading '{heading}'.", nameof(heading));
        var end = text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return text[start..(end < 0 ? text.Length : end)];
    }

    [GeneratedRegex(@"^<!-- test: (?<mark>[a-z-]+) -->\n```(?<language>\w+)\n(?<body>[\s\S]*?)^```$", RegexOptions.Multiline)]
    private static partial Regex MarkedFence();

    [GeneratedRegex(@"(?<mark>^<!-- test: [a-z-]+ -->\n)?^```(?<language>\w*)\n[\s\S]*?^```$", RegexOptions.Multiline)]
    private static partial Regex AnyFence();

    [GeneratedRegex(@"^\| `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex FirstCell();
}
