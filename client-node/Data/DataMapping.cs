using Federated.ClientNode.Data.Sources;
using Federated.ClientNode.Data.Transactions;
using Federated.Tasks.Documents;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>
/// A node's own <c>mapping.yaml</c>: where its rows are and which column is which field of a contract. It never leaves the node.
/// </summary>
internal sealed record DataMapping
{
    /// <summary>The name of the document for messages.</summary>
    public required string DocumentName { get; init; }

    /// <summary><c>source:</c> the customer table; null when there are only <see cref="Transactions"/>.</summary>
    public required RowSource? Source { get; init; }

    /// <summary><c>transactions:</c> purchases of which columns are made; null for none.</summary>
    public TransactionMapping? Transactions { get; init; }

    /// <summary><c>delimiter:</c> one character, or the word tab; default ','. Never guessed.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary><c>encoding:</c> default utf-8.</summary>
    public SourceEncoding Encoding { get; init; } = SourceEncoding.Utf8;

    /// <summary><c>decimal:</c> '.' (the default) or ','. Never guessed, for 1,234 means two things.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary><c>date_format:</c> ISO 8601 (the default), or a pattern such as dd.MM.yyyy. Never guessed, for 03/04 means two days.</summary>
    public DateFormat DateFormat { get; init; } = DateFormat.Iso;

    /// <summary><c>missing: [NA, …]</c>: cells that mean nothing, besides the empty one; at most 100.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary><c>ragged: error | drop_row</c>: a row with more or fewer cells than the header. Default error.</summary>
    public CellTreatment Ragged { get; init; } = CellTreatment.Error;

    /// <summary><c>duplicates: error | keep_first | keep</c>: a customer who stands twice, or, where the contract has no id, a row that does. Null for the default.</summary>
    public DuplicateTreatment? Duplicates { get; init; }

    /// <summary><c>columns:</c> by field name; a field that is not mentioned is found under its own name.</summary>
    public IReadOnlyDictionary<string, ColumnMapping> Columns { get; init; } = new Dictionary<string, ColumnMapping>();

    /// <summary>
    /// Labels that are known better than the source has them, by the customer's id; null for a customer of whom nothing is known. Not written in the document: the node adds
    /// the outcomes that were recorded for it. Null (default) when there are none.
    /// </summary>
    public Func<string, float?>? KnownLabels { get; init; }

    /// <summary>How <paramref name="field"/> is found.</summary>
    public ColumnMapping Of(string field) => Columns.GetValueOrDefault(field, ColumnMapping.Standard);

    /// <summary>The header name under which <paramref name="field"/> is found.</summary>
    public string ColumnOf(string field) => Of(field).Column ?? field;

    /// <summary>The rows for a contract: the customer table, the columns made of transactions, or both joined by the contract's id.</summary>
    public RowSource SourceFor(DataContract contract) => Transactions is null
        ? Source!
        : new TransactionRowSource(Source, contract.Id is { } id ? ColumnOf(id.Name) : "customer", Transactions, this);

    /// <summary>This mapping with another customer table: a CSV file.</summary>
    public DataMapping WithFile(string path) => this with { Source = new FileRowSource(path, Path.GetFullPath(path), new CsvFormat(Delimiter, Encoding), DocumentName) };

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
