using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data.Sql;

/// <summary>The name of a table, with a schema before it or without. Valid by construction, and quoted all the same wherever it is written.</summary>
internal sealed class SqlTableName
{
    private const int LongestPart = 63;

    private readonly string[] _parts;

    private SqlTableName(string[] parts) => _parts = parts;

    /// <param name="text">One or two parts with a point between them, each of 1 to 63 ASCII letters, digits and '_' that does not begin with a digit. Upper and lower case are kept.</param>
    /// <exception cref="CommandException">It is no such name.</exception>
    public static SqlTableName Parse(string text)
    {
        string[] parts = text.Split('.');
        return parts.Length <= 2 && Array.TrueForAll(parts, IsPart)
            ? new SqlTableName(parts)
            : throw new CommandException("FED-SCORE-TABLE", $"'{Shown.Of(text)}' is no name for a table", $"write a name of up to {LongestPart} letters (a to z), digits and '_', such as churn_scores, or with its schema: marketing.churn_scores");
    }

    /// <summary>As SQL writes it.</summary>
    public string Quoted => string.Join('.', _parts.Select(Quote));

    /// <summary>Any identifier as SQL writes it.</summary>
    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public override string ToString() => string.Join('.', _parts);

    private static bool IsPart(string part) =>
        part.Length is > 0 and <= LongestPart && !char.IsAsciiDigit(part[0]) && part.All(each => char.IsAsciiLetterOrDigit(each) || each == '_');
}
