using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Federated.Hosting.CommandLine;

namespace Federated.ClientNode.Strategy;

/// <summary>Customers who are not to be contacted: a CSV file, UTF-8, a heading, then an id in the first cell of each line.</summary>
internal static class OptOutFile
{
    private const int MostCellLength = 1_000;

    /// <exception cref="CommandException">The file cannot be read: without it nobody knows whom to leave alone, so there is no list.</exception>
    public static HashSet<string> Read(string path)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false, MaxFieldSize = MostCellLength, ExceptionMessagesContainRawData = false, TrimOptions = TrimOptions.Trim });
            csv.Read();
            while (csv.Read())
            {
                if (csv[0].Length > 0)
                    ids.Add(csv[0]);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CsvHelperException or DecoderFallbackException)
        {
            throw new CommandException("FED-STRATEGY-OPTOUT", $"{Path.GetFileName(path)}, which says who is not to be contacted, cannot be read: {(fault is CsvHelperException or DecoderFallbackException ? "it is no CSV in UTF-8" : fault.Message)}", "write a heading, then an id a line; without the file no list is made");
        }

        return ids;
    }
}
