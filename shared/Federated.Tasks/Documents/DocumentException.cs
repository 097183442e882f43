using System.Text;

namespace Federated.Tasks.Documents;

/// <summary>A document was refused. It carries every fault that could be found, in the order of the text; there is always at least one.</summary>
public sealed class DocumentException : Exception
{
    /// <summary>Refuses <paramref name="documentName"/> for <paramref name="faults"/>, of which there must be at least one.</summary>
    public DocumentException(string documentName, IReadOnlyList<DocumentFault> faults)
        : base(string.Join('\n', Lines(documentName, faults)))
    {
        DocumentName = documentName;
        Faults = faults;
    }

    /// <summary>The name under which the text was handed in, usually a file name.</summary>
    public string DocumentName { get; }

    /// <summary>All faults, ordered by position.</summary>
    public IReadOnlyList<DocumentFault> Faults { get; }

    /// <summary>The code of the first fault.</summary>
    public string Code => Faults[0].Code;

    /// <summary>The position of the first fault.</summary>
    public DocumentPosition Position => Faults[0].Position;

    private static IEnumerable<string> Lines(string documentName, IReadOnlyList<DocumentFault> faults)
    {
        ArgumentOutOfRangeException.ThrowIfZero(faults.Count, nameof(faults));
        foreach (DocumentFault fault in faults)
        {
            var line = new StringBuilder().Append("✗ ").Append(fault.Code).Append("  ").Append(documentName);
            if (fault.Position.Line > 0)
                line.Append(" line ").Append(fault.Position.Line).Append(" column ").Append(fault.Position.Column);
            yield return line.Append(": ").Append(fault.What).ToString();
            yield return $"  Mend   {fault.Mend}";
        }
    }
}
