using System.Text.RegularExpressions;

namespace Federated.Architecture.Tests.Readme;

/// <summary>One command as a person types it.</summary>
/// <param name="Program">Its first word.</param>
/// <param name="Words">All that follows.</param>
internal sealed partial record CommandLine(string Program, IReadOnlyList<string> Words)
{
    public static CommandLine Parse(string line)
    {
        var words = Word().Matches(line).Select(match => match.Value.Trim('"', '\'')).TakeWhile(word => word is not ("&" or "|" or "&&")).ToArray();
        return new CommandLine(words[0], words[1..]);
    }

    /// <summary>The project that <c>dotnet run --project X -- …</c> starts, with what it is given; null for any other command.</summary>
    public (string Project, IReadOnlyList<string> Words)? Run
    {
        get
        {
            if (Program != "dotnet" || Words is not ["run", "--project", var project, ..])
                return null;
            return (project, [.. Words.SkipWhile(word => word != "--").Skip(1)]);
        }
    }

    public override string ToString() => string.Join(' ', Words.Prepend(Program));

    [GeneratedRegex("""
        "[^"]*"|'[^']*'|\S+
        """)]
    private static partial Regex Word();
}
