using System.Text.RegularExpressions;

namespace Federated.Architecture.Tests.Readme;

/// <summary>What a program's <c>--help</c> says of one command.</summary>
internal sealed partial class HelpPage
{
    private readonly HashSet<string> _options;
    private readonly string[] _path;
    private readonly int _arguments;
    private readonly bool _wantsSubcommand;

    public HelpPage(string text)
    {
        var usage = Usage().Match(text);
        var words = usage.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _path = [.. words.Skip(1).TakeWhile(word => word[0] is not ('<' or '['))];
        _arguments = words.Count(word => word[0] == '<' || word.StartsWith("[<", StringComparison.Ordinal));
        // A command that takes an argument of its own runs without a subcommand too.
        _wantsSubcommand = words.Contains("[command]") && _arguments == 0;
        _options = [.. Option().Matches(text).Select(match => match.Value)];
    }

    /// <summary>Why a command line with these words would not run; null when it would.</summary>
    public string? FindFault(IReadOnlyList<string> words)
    {
        if (_wantsSubcommand || !words.Take(_path.Length).SequenceEqual(_path))
            return $"there is no command '{string.Join(' ', words.TakeWhile(word => word[0] != '-'))}'";
        var rest = words.Skip(_path.Length).ToArray();
        if (rest.FirstOrDefault(word => word[0] == '-' && !_options.Contains(word.Split('=')[0])) is { } unknown)
            return $"its help does not list {unknown}";
        var leading = rest.TakeWhile(word => word[0] != '-').Count();
        return leading > _arguments ? $"it takes {_arguments} arguments, not {leading}" : null;
    }

    [GeneratedRegex(@"Usage:\s*\n\s+([^\n]+)")]
    private static partial Regex Usage();

    [GeneratedRegex(@"(?<=[\s,])--?[A-Za-z][\w-]*")]
    private static partial Regex Option();
}
