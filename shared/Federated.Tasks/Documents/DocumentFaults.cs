namespace Federated.Tasks.Documents;

/// <summary>Collects the faults of one document, so that a person mends them all in one go.</summary>
internal sealed class DocumentFaults(string documentName, string codePrefix)
{
    /// <summary>A text that is wrong everywhere is not worth more lines than this.</summary>
    private const int Most = 100;

    private readonly List<DocumentFault> _faults = [];

    public void Add(string kind, DocumentPosition position, string what, string mend)
    {
        if (_faults.Count < Most)
            _faults.Add(new DocumentFault($"{codePrefix}-{kind}", position, what, mend));
    }

    public DocumentException Fatal(string kind, DocumentPosition position, string what, string mend) =>
        new(documentName, [new DocumentFault($"{codePrefix}-{kind}", position, what, mend)]);

    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
            throw new DocumentException(documentName, [.. _faults.OrderBy(fault => fault.Position.Line).ThenBy(fault => fault.Position.Column)]);
    }
}
