namespace Federated.ClientNode.Data.Sources;

/// <summary>The rows of a source, from the first to the last. Every call may throw a <see cref="SourceException"/> or an <see cref="IOException"/>.</summary>
internal abstract class RowCursor : IDisposable
{
    /// <summary>Names of the columns, trimmed, at least one.</summary>
    public abstract IReadOnlyList<string> Header { get; }

    /// <summary>The line in the file in which the row begins (the header's is 1), or the number of the row (from 1) where there are no lines.</summary>
    public abstract long Line { get; }

    /// <summary>Whether the row's cells may be asked for.</summary>
    public virtual RowState State => RowState.Sound;

    /// <summary>Blank lines so far; they are not rows.</summary>
    public virtual long BlankLines => 0;

    /// <summary>What must be mended in the source, besides what the rows themselves show; complete at the end.</summary>
    public virtual IReadOnlyList<DataFault> Faults => [];

    /// <summary>What is worth knowing of the source; complete at the end.</summary>
    public virtual IReadOnlyList<DataFault> Notices => [];

    /// <summary>A cell of the row, by its column from 0.</summary>
    public abstract Cell this[int column] { get; }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end, when the source has also said that it is complete.</returns>
    public abstract bool Read();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
