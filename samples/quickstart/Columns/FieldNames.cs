using System.Text;

namespace Federated.Samples.Quickstart.Columns;

/// <summary>Turns column names into names that a contract accepts: ASCII letters, digits and '_', at most 64, unique whatever the case.</summary>
internal sealed class FieldNames
{
    private const int Longest = 60;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name for a column; the column's own where that is possible.</summary>
    public string For(string column)
    {
        var name = new StringBuilder();
        foreach (var character in column.Take(Longest))
            name.Append(char.IsAsciiLetterOrDigit(character) || character is '_' || (character is '.' or '-' && name.Length > 0) ? character : '_');
        var stem = name.ToString();
        for (var number = 2; !_taken.Add(name.ToString()); number++)
            name.Clear().Append(stem).Append('_').Append(number);
        return name.ToString();
    }
}
