namespace Federated.ClientNode.Data.Sources;

/// <summary>Where rows come from: a file, a database or a program. It can be opened again for another pass, which gives the same rows while the source does not change.</summary>
internal abstract class RowSource
{
    /// <summary>The source for messages: printable, short, and without secrets.</summary>
    public abstract string Title { get; }

    /// <summary>What <see cref="RowCursor.Line"/> counts: <c>line</c> or <c>row</c>.</summary>
    public virtual string LineWord => "line";

    /// <summary>Changes when the rows may have changed; null when nobody can tell without reading them.</summary>
    public virtual string? Stamp => null;

    /// <summary>Begins a pass.</summary>
    /// <exception cref="SourceException">The source cannot be opened, or has no header.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public abstract RowCursor Open();

    /// <summary><see cref="Title"/>: a source may hold secrets.</summary>
    public sealed override string ToString() => Title;
}
