using Federated.Tasks.Documents;

namespace Federated.Tasks.Schema;

/// <summary>The rules for names that people give to things.</summary>
internal static class DocumentNames
{
    private const int LongestName = 40;
    private const int LongestFieldName = 64;

    /// <summary>Names of jobs, contracts and tasks: 1 to 40 of a-z, 0-9 and '-'.</summary>
    public static bool IsName(string text) =>
        text.Length is >= 1 and <= LongestName && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Names of fields: see <see cref="ContractField.Name"/>.</summary>
    public static bool IsFieldName(string text) =>
        text.Length is >= 1 and <= LongestFieldName && text[0] is not ('.' or '-')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    /// <summary>Reads a name that must be written.</summary>
    public static string RequiredName(this DocumentSection section, string key)
    {
        string name = section.RequiredText(key);
        if (name.Length > 0 && !IsName(name))
            section.Fault(key, "NAME", $"{key} is '{Shown.Of(name)}'", $"use 1 to {LongestName} characters of a-z, 0-9 and '-'");
        return name;
    }

    /// <summary>Reads a field's name that must be written.</summary>
    public static string RequiredFieldName(this DocumentSection section, string key)
    {
        string name = section.RequiredText(key);
        if (name.Length > 0 && !IsFieldName(name))
            section.Fault(key, "NAME", $"{key} is '{Shown.Of(name)}'", $"use 1 to {LongestFieldName} letters, digits, '_', '.' and '-'; the node's mapping ties it to a column of any name");
        return name;
    }
}
