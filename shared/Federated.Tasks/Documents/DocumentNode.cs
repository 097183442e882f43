namespace Federated.Tasks.Documents;

/// <summary>What a document is made of: scalars, sequences and mappings, and nothing else that YAML can express.</summary>
internal abstract record DocumentNode(DocumentPosition Position)
{
    public abstract string Kind { get; }
}

/// <param name="Position">Where the scalar begins.</param>
/// <param name="Text">Its text after unquoting.</param>
/// <param name="IsPlain">Not quoted: only then may it stand for a number, a truth value or nothing at all.</param>
internal sealed record ScalarNode(DocumentPosition Position, string Text, bool IsPlain) : DocumentNode(Position)
{
    public bool IsNothing => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    public override string Kind => IsNothing ? "nothing" : "a single value";
}

internal sealed record SequenceNode(DocumentPosition Position, IReadOnlyList<DocumentNode> Items) : DocumentNode(Position)
{
    public override string Kind => "a list";
}

internal sealed record MappingNode(DocumentPosition Position, IReadOnlyList<MappingEntry> Entries) : DocumentNode(Position)
{
    public override string Kind => "a mapping";
}

internal sealed record MappingEntry(DocumentPosition Position, string Key, DocumentNode Value);
