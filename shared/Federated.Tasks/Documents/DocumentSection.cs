using System.Text;

namespace Federated.Tasks.Documents;

/// <summary>
/// One mapping of a document while it is being read. A reader asks for the keys it knows (see <see cref="ScalarReading"/> and
/// <see cref="ListReading"/>), which also makes them known, and then closes the section: whatever was not asked for is refused as an
/// unknown key. Faults are collected for the whole document and thrown together by <see cref="ThrowIfFaulty"/>.
/// </summary>
public sealed class DocumentSection
{
    private readonly DocumentFaults _faults;
    private readonly MappingNode _mapping;
    private readonly Dictionary<string, MappingEntry> _entries;
    private readonly List<string> _known = [];

    internal DocumentSection(MappingNode mapping, DocumentFaults faults)
    {
        _mapping = mapping;
        _faults = faults;
        _entries = mapping.Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
    }

    /// <summary>Where the mapping begins.</summary>
    public DocumentPosition Position => _mapping.Position;

    /// <summary>The keys as written, in the order of the text.</summary>
    public IEnumerable<string> Keys => _mapping.Entries.Select(entry => entry.Key);

    /// <summary>Reads the outermost mapping of a YAML text.</summary>
    /// <param name="text">The YAML, at most 1 MiB as UTF-8.</param>
    /// <param name="documentName">Name for messages, usually the file name.</param>
    /// <param name="codePrefix">Prefix of fault codes, for example <c>FED-JOB</c>.</param>
    /// <exception cref="DocumentException">Not YAML, or YAML that is not accepted: see <c>FED-…-SYNTAX, TAB, ANCHOR, TAG, DEPTH, SIZE, KEY</c>.</exception>
    public static DocumentSection Read(string text, string documentName, string codePrefix)
    {
        var faults = new DocumentFaults(documentName, codePrefix);
        if (text.Length > DocumentText.MaximumBytes || Encoding.UTF8.GetByteCount(text) > DocumentText.MaximumBytes)
            throw DocumentText.TooLong(faults);
        return new DocumentSection(DocumentParser.Parse(text, faults), faults);
    }

    /// <summary>Whether the key is written, with whatever value. Makes the key known.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Where <paramref name="key"/> is written, or where the section begins when it is not.</summary>
    public DocumentPosition PositionOf(string key) => _entries.TryGetValue(key, out MappingEntry? entry) ? entry.Position : Position;

    /// <summary>Records a fault at <paramref name="key"/> (or at the section, when it is null or not written).</summary>
    public void Fault(string? key, string kind, string what, string mend) =>
        _faults.Add(kind, key is null ? Position : PositionOf(key), what, mend);

    /// <summary>Refuses every key that nobody asked for.</summary>
    public void Close()
    {
        foreach (MappingEntry entry in _mapping.Entries)
        {
            if (_known.Contains(entry.Key, StringComparer.Ordinal))
                continue;
            string mend = NearestWord.Find(entry.Key, _known) is { } nearest ? $"did you mean '{nearest}'?" : $"known keys here: {string.Join(", ", _known)}";
            _faults.Add("KEY", entry.Position, $"unknown key '{Shown.Of(entry.Key)}'", mend);
        }
    }

    /// <summary>Throws all collected faults of the whole document, if there are any.</summary>
    /// <exception cref="DocumentException">With every fault.</exception>
    public void ThrowIfFaulty() => _faults.ThrowIfAny();

    internal DocumentNode? Find(string key)
    {
        if (!_known.Contains(key, StringComparer.Ordinal))
            _known.Add(key);
        return _entries.TryGetValue(key, out MappingEntry? entry) ? entry.Value : null;
    }

    internal DocumentSection Child(MappingNode mapping) => new(mapping, _faults);

    internal void FaultAt(DocumentNode node, string kind, string what, string mend) => _faults.Add(kind, node.Position, what, mend);
}
