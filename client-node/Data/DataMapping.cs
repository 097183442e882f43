using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data;

/// <summary>
/// A node's own <c>mapping.yaml</c>: which file holds its rows and which column is which field of a contract. It never leaves the node.
/// </summary>
internal sealed record DataMapping
{
    /// <summary>The name of the document for messages.</summary>
    public required string DocumentName { get; init; }

    /// <summary><c>source:</c> as written.</summary>
    public required string Source { get; init; }

    /// <summary>The source for messages: at most 200 printable characters.</summary>
    public string ShownSource => Shown.Of(Source, maximumLength: 200);

    /// <summary>Where the file is: a relative <see cref="Source"/> lies beside the mapping.</summary>
    public required string SourcePath { get; init; }

    /// <summary><c>delimiter:</c> one character, or the word tab; default ','. Never guessed.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary><c>encoding:</c> default utf-8.</summary>
    public SourceEncoding Encoding { get; init; } = SourceEncoding.Utf8;

    /// <summary><c>decimal:</c> '.' (the default) or ','. Never guessed, for 1,234 means two things.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary><c>missing: [NA, …]</c>: cells that mean nothing, besides the empty one; at most 100.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary><c>ragged: error | drop_row</c>: a row with more or fewer cells than the header. Default error.</summary>
    public CellTreatment Ragged { get; init; } = CellTreatment.Error;

    /// <summary><c>columns:</c> by field name; a field that is not mentioned is found under its own name.</summary>
    public IReadOnlyDictionary<string, ColumnMapping> Columns { get; init; } = new Dictionary<string, ColumnMapping>();

    /// <summary>How <paramref name="field"/> is found.</summary>
    public ColumnMapping Of(string field) => Columns.GetValueOrDefault(field, ColumnMapping.Standard);

    /// <summary>The header name under which <paramref name="field"/> is found.</summary>
    public string ColumnOf(string field) => Of(field).Column ?? field;

    /// <summary>Reads a mapping from its file.</summary>
    /// <exception cref="DocumentException">The file cannot be read, or with every fault in it (codes <c>FED-DATA-…</c>).</exception>
    public static DataMapping Load(string path)
    {
        string name = Path.GetFileName(path);
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Parse(DocumentText.Read(stream, name, DataMappingReader.CodePrefix), name, Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DocumentException(name, [new DocumentFault("FED-DATA-FILE", default, $"the mapping cannot be read: {FileWords.Of(fault)}", $"write {path} with a line 'source: customers.csv'")]);
        }
    }

    /// <summary>Reads a mapping from its text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="documentName">Name for messages.</param>
    /// <param name="directory">The folder that relative sources lie in.</param>
    /// <exception cref="DocumentException">With every fault.</exception>
    public static DataMapping Parse(string text, string documentName, string directory) => DataMappingReader.Read(text, documentName, directory);
}
