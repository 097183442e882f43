using System.Globalization;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data.Sources;

/// <summary>A CSV file.</summary>
internal sealed class FileRowSource(string written, string path, CsvFormat format, string documentName) : RowSource
{
    /// <summary>Where the file is; empty when it was written so that no file can have that name.</summary>
    public string Path => path;

    public override string Title => Shown.Of(written, maximumLength: 200);

    public override string? Stamp => path.Length > 0 && File.Exists(path)
        ? string.Create(CultureInfo.InvariantCulture, $"{path} {new FileInfo(path).Length} {File.GetLastWriteTimeUtc(path):O}")
        : null;

    public override RowCursor Open()
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SourceException(DataFault.OfFile("FED-DATA-FILE", $"{Title} cannot be read: {FileWords.Of(fault)}", $"{documentName}: set source: to the CSV file; a relative path begins beside {documentName}"));
        }
        return new CsvRowCursor(stream, format, Title, complete: () => { });
    }
}
