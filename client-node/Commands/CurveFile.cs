using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Allocate;

namespace Federated.ClientNode.Commands;

/// <summary>Reads response curves from a CSV file, UTF-8 with a heading.</summary>
internal static class CurveFile
{
    private const int MostCellLength = 1_000;

    /// <exception cref="CommandException">The file is missing, cannot be read, or has a fault.</exception>
    public static ResponseCurves Read(string path, double budget)
    {
        if (!File.Exists(path))
            throw Fault(path, "the file does not exist", "give the path of a CSV file under --curves");
        using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false, MaxFieldSize = MostCellLength, ExceptionMessagesContainRawData = false, BadDataFound = null });
        try
        {
            if (!csv.Read())
                throw Fault(path, "it is empty", "begin with a heading, for example channel,region,hour,spend,return,minimum,cap");
            return ResponseCurves.Read(csv.Record!, Rows(csv), budget);
        }
        catch (ArgumentException fault)
        {
            throw Fault(path, fault.Message, "mend the file; fed-node allocate --help shows its columns");
        }
        catch (Exception fault) when (fault is CsvHelperException or DecoderFallbackException)
        {
            throw Fault(path, "the text cannot be read as CSV in UTF-8", "export it as UTF-8 with commas between cells");
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(CsvParser csv)
    {
        while (csv.Read())
        {
            if (csv.Count > 1 || !string.IsNullOrWhiteSpace(csv[0]))
                yield return csv.Record!;
        }
    }

    private static CommandException Fault(string path, string what, string mend) => new("FED-ALLOCATE-CURVES", $"{Path.GetFileName(path)}: {what}", mend);
}
