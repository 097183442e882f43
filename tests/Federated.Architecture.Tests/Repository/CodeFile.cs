using System.Text.RegularExpressions;

namespace Federated.Architecture.Tests.Repository;

/// <summary>One C# file, read as text: file-scoped namespaces put every top-level type at the start of a line.</summary>
internal sealed partial class CodeFile(string path, string text)
{
    public string Path { get; } = path;

    public string Text { get; } = text;

    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];

    public int LineCount => Text.AsSpan().Count('\n');

    public string? Namespace => NamespaceLine().Match(Text) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Names of the top-level types in their order.</summary>
    public IReadOnlyList<string> Types => [.. TypeLine().Matches(Text).Select(match => match.Groups[1].Value)];

    /// <summary>The text without comments and literals, which may name anything.</summary>
    public string Code => field ??= NotCode().Replace(Text, " ");

    [GeneratedRegex(@"^namespace\s+([\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^(?:(?:public|internal|file|static|abstract|sealed|partial|readonly|ref|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|delegate\s+[\w<>\[\],.? ]+?)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex("""(?://[^\n]*|/\*[\s\S]*?\*/|\"{3}[\s\S]*?\"{3}|@?\$?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])')""")]
    private static partial Regex NotCode();
}
