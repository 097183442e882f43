using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;

namespace Federated.Samples.Quickstart.Tables;

/// <summary>Reads a whole CSV file, strictly: UTF-8, one header, equal rows. What is wrong is named by its line.</summary>
internal sealed class CsvTableFile
{
    /// <summary>Largest file in bytes: the demonstration keeps the table in memory. A node streams and has no such bound.</summary>
    public const long LargestFile = 512L << 20;

    /// <summary>Most columns: as many fields as a contract may have.</summary>
    public const int MostColumns = 2000;

    private const int SampleLength = 1 << 16;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly string _name;
    private bool _isBadRow;

    private CsvTableFile(string path)
    {
        _path = path;
        _name = Shown.Of(Path.GetFileName(path));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">What separates cells; null to guess among comma, semicolon, tab and bar.</param>
    /// <exception cref="CommandException">The file cannot be used (codes <c>FED-DATA-…</c>, exit code 4).</exception>
    public static CsvTable Read(string path, char? delimiter = null)
    {
        var file = new CsvTableFile(path);
        try
        {
            return file.Read(delimiter);
        }
        catch (DecoderFallbackException)
        {
            throw new CommandException("FED-DATA-ENCODING", $"{file._name} line {FirstLineThatIsNotUtf8(path)} is not UTF-8", "save the file as CSV in UTF-8");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var words = fault is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : fault.Message;
            throw new CommandException("FED-DATA-FILE", $"{Shown.Of(path)} cannot be read: {words}", "check the path given with --data");
        }
    }

    private CsvTable Read(char? delimiter)
    {
        RefuseWhatIsNoText();
        var separator = delimiter ?? Guess();
        using var reader = new StreamReader(_path, Strict);
        using var parser = new CsvParser(reader, CsvSettings.For(separator, () => _isBadRow = true));
        if (!Advance(parser))
            throw new CommandException("FED-DATA-EMPTY", $"{_name} is empty", "export a header line and the rows below it");
        var columns = Header(parser);
        var rows = new List<string[]>();
        while (Advance(parser))
        {
            if (parser.Count != columns.Count)
                throw Ragged(parser, columns.Count, separator);
            rows.Add(parser.Record!);
        }

        return rows.Count > 0
            ? new CsvTable(columns, rows, separator)
            : throw new CommandException("FED-DATA-ROWS", $"{_name} has a header and no rows", "export the rows below the header");
    }

    private void RefuseWhatIsNoText()
    {
        using var stream = File.OpenRead(_path);
        if (stream.Length > LargestFile)
            throw new CommandException("FED-DATA-SIZE", $"{_name} is larger than {LargestFile >> 20} MiB", "this demonstration keeps the table in memory: give it a sample of the rows");
        Span<byte> start = stackalloc byte[4];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            throw new CommandException("FED-DATA-ENCODING", $"{_name} is a spreadsheet or a compressed archive, not CSV", "unpack it, or export the sheet as CSV (UTF-8)");
        if (start.StartsWith(Encoding.Unicode.Preamble) || start.StartsWith(Encoding.BigEndianUnicode.Preamble))
            throw new CommandException("FED-DATA-ENCODING", $"{_name} is UTF-16", "save the file as CSV in UTF-8");
    }

    private char Guess()
    {
        using var reader = new StreamReader(_path, Encoding.UTF8);
        var sample = new char[SampleLength];
        var length = reader.ReadBlock(sample);
        return DelimiterGuess.Of(new string(sample, 0, length), isWhole: length < SampleLength);
    }

    private bool Advance(CsvParser parser)
    {
        _isBadRow = false;
        var line = parser.RawRow + 1;
        try
        {
            if (!parser.Read())
                return false;
            // The cells are only looked at, and their quotes judged, when they are asked for.
            _ = parser.Record;
        }
        catch (MaxFieldSizeException)
        {
            throw new CommandException("FED-DATA-CELL", $"{_name}: a cell of the row that begins in line {line} is longer than {CsvSettings.LongestCell:N0} characters", "a quote in this row is probably opened and never closed");
        }

        if (!_isBadRow)
            return true;
        throw new CommandException("FED-DATA-QUOTES", $"{_name} line {line}: a quote stands inside an unquoted cell, or is never closed", "double the quotes inside cells, and put such cells in quotes");
    }

    private List<string> Header(CsvParser parser)
    {
        if (parser.Count > MostColumns)
            throw new CommandException("FED-DATA-COLUMNS", $"{_name} has {parser.Count:N0} columns; at most {MostColumns:N0} are accepted", "export fewer columns, or check the delimiter: --delimiter C");
        var columns = Enumerable.Range(0, parser.Count).Select(index => parser[index].Trim()).ToList();
        var doubled = columns.Where(column => column.Length > 0).GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return doubled is null ? columns
            : throw new CommandException("FED-DATA-HEADER", $"{_name}: {doubled.Count()} columns are called '{Shown.Of(doubled.Key)}'", "give each column its own name");
    }

    private CommandException Ragged(CsvParser parser, int columns, char delimiter) => new(
        "FED-DATA-RAGGED",
        string.Create(CultureInfo.InvariantCulture, $"{_name} line {parser.RawRow} has {parser.Count} cells; the header has {columns} (delimiter {(delimiter == '\t' ? "tab" : $"'{delimiter}'")})"),
        "mend that line, or name the right delimiter: --delimiter C");

    private static int FirstLineThatIsNotUtf8(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        for (var line = 1; ; line++)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0 || !Utf8.IsValid(bytes[..end]))
                return line;
            bytes = bytes[(end + 1)..];
        }
    }
}
