using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data;

/// <summary>Reads the file that ties a partner's own codes to the contract's values: CSV, a heading, then a code and a value a line.</summary>
internal static class CodeFile
{
    private const int MostCodes = 1_000_000;
    private const long MostBytes = 256L << 20;

    /// <summary>The values by code; null after a fault.</summary>
    /// <param name="section">The column's section of the mapping, for the fault.</param>
    /// <param name="key">The key that names the file.</param>
    /// <param name="directory">Where the mapping stands.</param>
    public static Dictionary<string, string>? Read(DocumentSection section, string key, string directory)
    {
        if (section.OptionalText(key, maximumLength: 1000) is not { } name)
            return null;
        string? fault;
        try
        {
            var file = new FileInfo(Path.GetFullPath(name.Replace("\0", "", StringComparison.Ordinal), directory));
            if (!file.Exists)
                fault = "there is no such file";
            else if (file.Length > MostBytes)
                fault = "it is larger than 256 MiB";
            else if (Read(file, out fault) is { } codes)
                return codes;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            fault = failure.Message;
        }

        section.Fault(key, "CODES", $"the codes of {Shown.Of(name)} cannot be read: {fault}", "write a heading, then a line 'own code,value of the contract' for each, every code once");
        return null;
    }

    private static Dictionary<string, string>? Read(FileInfo file, out string? fault)
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        using var text = file.OpenText();
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, MaxFieldSize = 10_000 });
        fault = null;
        try
        {
            csv.Read();
            while (csv.Read())
            {
                if (csv.Record is not [{ Length: > 0 } code, { Length: > 0 } value])
                    fault = string.Create(CultureInfo.InvariantCulture, $"line {csv.RawRow} has not two cells");
                else if (codes.Count == MostCodes)
                    fault = string.Create(CultureInfo.InvariantCulture, $"it has more than {MostCodes:N0} codes");
                else if (!codes.TryAdd(code, value))
                    fault = $"the code '{Shown.Of(code)}' stands twice";
                if (fault is not null)
                    return null;
            }
        }
        catch (CsvHelperException)
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"line {csv.RawRow} is not CSV");
            return null;
        }

        return codes;
    }
}
